/**
 * Preloaded into a peer's process: connections to Microsoft's hosts go to the practice cloud's ports on loopback, and to no other machine.
 * The peer itself is not changed: it asks for the same names, over TLS, and believes the practice cloud's certificate by NODE_EXTRA_CA_CERTS.
 * Also tells its parent, on descriptor 3, of its first connection and of timers of half a second or more.
 */
import { writeSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import timersPromises from 'node:timers/promises'
import tls from 'node:tls'

/** @type {Record<string, number>} */
const ports = JSON.parse(process.env.PEER_PORTS ?? '{}')
/** Nobody listens there: what a host that does not exist looks like. */
const closedPort = 1
const shortestNoted = 500

let isConnected = false
const connect = tls.connect
tls.connect = (...given) => {
  if (!isConnected) tell('connected')
  isConnected = true
  const callback = given.findLast((each) => typeof each === 'function')
  const [first, second, third] = given
  const options =
    typeof first === 'object'
      ? first
      : { port: first, ...(typeof second === 'object' ? second : { host: second, ...third }) }
  const host = options.host ?? options.hostname ?? options.servername ?? 'localhost'
  const port = host === 'localhost' ? options.port : (ports[host] ?? closedPort)
  return connect({ ...options, host: '127.0.0.1', port, servername: 'localhost' }, callback)
}

const setTimeoutOfGlobal = globalThis.setTimeout
globalThis.setTimeout = Object.assign((handler, delay, ...rest) => {
  note(delay)
  return setTimeoutOfGlobal(handler, delay, ...rest)
}, setTimeoutOfGlobal)
const setTimeoutOfPromises = timersPromises.setTimeout
timersPromises.setTimeout = (delay, ...rest) => {
  note(delay)
  return setTimeoutOfPromises(delay, ...rest)
}
syncBuiltinESMExports()

/** Timers of Node itself are not the peer's. */
function note(delay) {
  const caller = new Error('where').stack?.split('\n')[3] ?? ''
  if (delay >= shortestNoted && !caller.includes('node:internal')) tell(String(delay))
}

function tell(line) {
  try {
    writeSync(3, `${line}\n`)
  } catch {
    // The parent is gone.
  }
}
