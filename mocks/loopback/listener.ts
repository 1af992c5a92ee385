/** One https origin on loopback: reads a request off the socket, has it answered, writes the answer. */
import http from 'node:http'
import https from 'node:https'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import { endBeforeHeaders, isBeforeHeaders, sendBadly } from './bad-wire.ts'
import type { WireRequest, WireResponse } from '../wire.ts'

export interface Listener {
  /** `https://localhost:PORT`. */
  readonly origin: string
  close(): Promise<void>
  /** Whether somebody listens: a closed port refuses connections, and keeps its number. */
  setOpen(isOpen: boolean): Promise<void>
}

export type Answer = (request: WireRequest) => Promise<WireResponse>

/** Smaller bodies go out as they are. */
const smallestCompressed = 1400
const compress = promisify(gzip)

export async function listenWithTls(
  { cert, key }: { readonly cert: string; readonly key: string },
  answer: Answer,
): Promise<Listener> {
  let origin = ''
  const server = https.createServer({ cert, key }, (request, response) => {
    serve(origin, answer, request, response).catch((error: unknown) => response.destroy(asError(error)))
  })
  const port = await listen(server)
  origin = `https://localhost:${port}`
  return { origin, ...doorOf(server, port) }
}

/** For the control address: no secret but the path goes over it, and it never leaves the machine. */
export async function listenPlainly(answer: Answer): Promise<Listener> {
  let origin = ''
  const server = http.createServer((request, response) => {
    serve(origin, answer, request, response).catch((error: unknown) => response.destroy(asError(error)))
  })
  const port = await listen(server)
  origin = `http://127.0.0.1:${port}`
  return { origin, ...doorOf(server, port) }
}

async function serve(
  origin: string,
  answer: Answer,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const { status, headers, body, wire } = await answer({
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', origin),
    headers: singleHeaders(request.headers),
    body: await text(request),
  })
  if (wire !== undefined && isBeforeHeaders(wire)) return endBeforeHeaders(wire, request)
  const bytes = Buffer.from(body)
  const isEncoded = headers['content-encoding'] !== undefined
  const isCompressed = !isEncoded && bytes.length >= smallestCompressed && acceptsGzip(request)
  const sent = isCompressed ? await compress(bytes, { level: constants.Z_BEST_SPEED }) : bytes
  const encoding: Record<string, string> = isCompressed ? { 'content-encoding': 'gzip' } : {}
  response.writeHead(status, { ...headers, ...encoding, 'content-length': String(sent.length) })
  if (wire === undefined) response.end(sent)
  else sendBadly(wire, sent, response)
}

function acceptsGzip({ headers }: http.IncomingMessage): boolean {
  return headers['accept-encoding']?.includes('gzip') === true
}

function singleHeaders(headers: http.IncomingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ])
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

function doorOf(server: http.Server | https.Server, port: number) {
  return {
    close: () => closed(server),
    async setOpen(isOpen: boolean) {
      if (isOpen && !server.listening) await listen(server, port)
      if (!isOpen && server.listening) await closed(server)
    },
  }
}

function listen(server: http.Server | https.Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('the practice cloud has no port'))
      else resolve(address.port)
    })
  })
}

function closed(server: http.Server | https.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
