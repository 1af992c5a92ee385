/** One attempt on the wire, the only place that calls axios: a request goes out as it is, an answer or a failure comes back. Knows no policy. */
import http from 'node:http'
import https from 'node:https'
import type { Readable } from 'node:stream'
import axios from 'axios'
import type { Agents } from './agents.ts'
import { failureOf, final, transient, type Failure } from './failure.ts'
import { Phases, type Limits } from './phases.ts'

export interface WireCall {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

export interface Answer {
  readonly kind: 'answer'
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Buffer
}

class BodyTooLarge extends Error {}

/** Rejects only with the reason of `signal`. `leftMs` is what is left of the run's budget. */
export async function exchange(
  call: WireCall,
  options: { readonly agents: Agents; readonly limits: Limits; readonly leftMs: number; readonly signal: AbortSignal },
): Promise<Answer | Failure> {
  const phases = new Phases(options.limits, options.leftMs)
  try {
    const signal = AbortSignal.any([options.signal, phases.signal])
    const response = await request(call, options.agents, signal, () => phases.sent())
    phases.headersCame()
    const bytes = await readBody(response.data, options.limits.bodyBytes, () => phases.bytesCame())
    return { kind: 'answer', status: response.status, headers: flatten(response.headers), bytes }
  } catch (error) {
    options.signal.throwIfAborted()
    if (phases.expired !== null) return transient(phases.expired)
    if (error instanceof BodyTooLarge) return final(`the body is larger than ${options.limits.bodyBytes} bytes`)
    return failureOf(error, new URL(call.url).host)
  } finally {
    phases.end()
  }
}

function request(call: WireCall, agents: Agents, signal: AbortSignal, onSent: () => void) {
  return axios.request<Readable>({
    adapter: 'http',
    url: call.url,
    method: call.method,
    headers: call.headers,
    data: call.body ?? undefined,
    transformRequest: (data: unknown) => data,
    responseType: 'stream',
    transformResponse: (data: unknown) => data,
    validateStatus: () => true,
    maxRedirects: 0,
    httpAgent: agents.http,
    httpsAgent: agents.https,
    transport: byteForByte(targetOf(call.url), onSent),
    signal,
  })
}

/** Node's own request with the path as it was given; the modules are asked at call time, where mocks stand. */
function byteForByte(path: string, onSent: () => void) {
  return {
    request: (options: http.RequestOptions, onResponse: (response: http.IncomingMessage) => void) => {
      const call = { ...options, path }
      const sent = options.protocol === 'http:' ? http.request(call, onResponse) : https.request(call, onResponse)
      // Handed over to the socket: only an open connection takes the bytes.
      return sent.once('finish', onSent)
    },
  }
}

/** Path and query for the request line. The query keeps its bytes: a parsed URL rewrites quotes, and a next link may not change. */
function targetOf(url: string): string {
  const parsed = new URL(url)
  const [withoutHash = ''] = url.split('#', 1)
  const start = withoutHash.indexOf('?')
  const query = start === -1 ? '' : withoutHash.slice(start)
  return parsed.pathname + (/^[\x21-\x7e]*$/.test(query) ? query : parsed.search)
}

async function readBody(stream: Readable, mostBytes: number, onBytes: () => void): Promise<Buffer> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of stream) {
    if (!Buffer.isBuffer(piece)) continue
    length += piece.length
    // Leaving the loop by throwing destroys the stream and its socket.
    if (length > mostBytes) throw new BodyTooLarge()
    pieces.push(piece)
    onBytes()
  }
  return Buffer.concat(pieces, length)
}

function flatten(headers: object): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]): [string, string] => [name.toLowerCase(), String(value)])
  return Object.fromEntries(entries)
}
