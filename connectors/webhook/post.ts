/**
 * Sends an alert to a receiver that is no part of the tenant. A way of its own: it knows no token and no host of the cloud, and what
 * reads the tenant keeps its gate. Redirects are not followed, and of the answer nothing is read but status and `Retry-After`.
 */
import http from 'node:http'
import https from 'node:https'
import type { AlertAnswer, AlertRequest, PostAlert } from '../../src/model/alert.ts'
import type { ConnectionSettings } from '../../src/model/connection.ts'
import { receiverFault } from '../../src/receivers.ts'
import { openAgents, type Agents } from '../transport/agents.ts'
import { failureOf } from '../transport/failure.ts'
import { parseHttpDate } from '../transport/http-date.ts'
import { parseRetryAfter } from '../transport/waits.ts'
import { guardedLookup, isRefusal } from './guarded-lookup.ts'

export interface PosterParts {
  readonly proxy: ConnectionSettings['proxy']
  /** `seatledger/0.1.0`. */
  readonly userAgent: string
  readonly now: () => number
  /** From the first byte sent to the headers of the answer. */
  readonly answerMs?: number
}

export interface Poster {
  readonly post: PostAlert
  close(): void
}

const defaultAnswerMs = 15_000
/** What an answer may hold while it is thrown away; then the connection is closed. */
const mostIgnoredBytes = 64 * 1024

export function openPoster(parts: PosterParts): Poster {
  const agents = openAgents(parts.proxy)
  return {
    post: async (request) => {
      const fault = receiverFault(request.url, request.trust)
      if (fault !== null) return { kind: 'failure', sentence: `not sent: the address ${fault}` }
      const answer = await send(request, agents, parts)
      request.signal.throwIfAborted()
      return answer
    },
    close: () => agents.close(),
  }
}

function send(request: AlertRequest, agents: Agents, parts: PosterParts): Promise<AlertAnswer> {
  const { url, headers, body, trust } = request
  const { answerMs = defaultAnswerMs, proxy, userAgent } = parts
  const late = AbortSignal.timeout(answerMs)
  const bytes = Buffer.from(body)
  const target = new URL(url)
  const isHttps = target.protocol === 'https:'
  // Behind a proxy it is the proxy that resolves the name, and its own name is the operator's.
  const lookup = isHttps && proxy.httpsProxy !== null ? {} : { lookup: guardedLookup(trust) }
  const options = {
    method: 'POST',
    agent: isHttps ? agents.https : agents.http,
    headers: {
      accept: '*/*',
      'content-type': 'application/json',
      ...headers,
      'user-agent': userAgent,
      'content-length': String(bytes.length),
    },
    signal: AbortSignal.any([request.signal, late]),
    ...lookup,
  }
  return new Promise((resolve) => {
    const sent = (isHttps ? https : http).request(target, options)
    sent.once('response', (response) => {
      resolve(answerOf(response, parts.now()))
      ignoreRest(response)
    })
    sent.on('error', (error) => resolve({ kind: 'failure', sentence: sentenceOf(error, target, late, answerMs) }))
    sent.end(bytes)
  })
}

function answerOf({ statusCode = 0, headers }: http.IncomingMessage, nowMs: number): AlertAnswer {
  // A date is one of the receiver's own clock, where that is told.
  const clockMs = parseHttpDate(headers.date ?? '', nowMs) ?? nowMs
  return { kind: 'answer', status: statusCode, retryAfterMs: parseRetryAfter(headers['retry-after'], clockMs) }
}

/** Read to its end it lets the connection serve again; one without an end is left. */
function ignoreRest(response: http.IncomingMessage): void {
  let bytes = 0
  response.on('error', () => undefined)
  response.on('data', (piece: Buffer) => {
    bytes += piece.length
    if (bytes > mostIgnoredBytes) response.destroy()
  })
}

function sentenceOf(error: unknown, { host }: URL, late: AbortSignal, answerMs: number): string {
  if (late.aborted) return `no answer within ${answerMs / 1000} s`
  if (isRefusal(error)) return `not sent: ${host} resolves to an address that is not allowed`
  return failureOf(error, host).sentence
}
