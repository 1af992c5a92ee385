/** Answers that do not arrive as they should: sockets that end or stand still, bodies that come drop by drop. */
import type http from 'node:http'
import type { WireBehavior } from '../wire.ts'

type BodyBehavior = Extract<WireBehavior, { readonly how: 'reset-body' | 'stall-body' | 'drip' }>

export function isBeforeHeaders(wire: WireBehavior): wire is Exclude<WireBehavior, BodyBehavior> {
  return wire.how === 'refuse' || wire.how === 'reset-headers' || wire.how === 'stall-headers'
}

/** A request that stalls is held until its client goes. */
export function endBeforeHeaders({ how }: Exclude<WireBehavior, BodyBehavior>, request: http.IncomingMessage): void {
  if (how !== 'stall-headers') request.socket.destroy()
}

/** The headers are out and promise the whole of `bytes`. */
export function sendBadly(wire: BodyBehavior, bytes: Buffer, response: http.ServerResponse): void {
  if (wire.how === 'drip') {
    drip(wire, bytes, response)
    return
  }
  const sent = bytes.subarray(0, wire.afterBytes ?? Math.floor(bytes.length / 2))
  response.write(sent.length === 0 ? '' : sent, () => {
    if (wire.how === 'reset-body') response.socket?.destroy()
  })
  if (sent.length === 0) response.flushHeaders()
}

function drip(
  wire: Extract<WireBehavior, { readonly how: 'drip' }>,
  bytes: Buffer,
  response: http.ServerResponse,
): void {
  let at = 0
  // Else they come with the first drop.
  response.flushHeaders()
  const timer = setInterval(() => {
    response.write(bytes.subarray(at, at + wire.bytes))
    at += wire.bytes
    if (at < bytes.length) return
    clearInterval(timer)
    response.end()
  }, wire.everyMs)
  response.once('close', () => clearInterval(timer))
}
