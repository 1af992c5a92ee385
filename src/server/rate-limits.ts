/** How often one client may ask: far beyond what people and dashboards do, and short of what would starve the others. */
import rateLimit from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import type { App } from './app.ts'
import { Refusal } from './problem.ts'

const minuteMs = 60_000

/** Requests a minute and client. Reading is mostly answered from what is kept: a hundred busy readers may share one sign-in. */
export const readsPerMinute = 300_000
/** Of what starts, changes or computes something. */
export const actsPerMinute = 240
/** Of what reads a whole run into a file. */
export const exportsPerMinute = 30
/** Of an address that brings no good sign-in: tokens cannot be guessed so. */
export const failedSignInsPerMinute = 60

const clientOf = ({ principal, ip }: FastifyRequest): string => principal?.key ?? `address ${ip}`

export interface SignInLimit {
  /** Throws a Refusal once an address failed too often. */
  failed(request: FastifyRequest): Promise<void>
}

/** After sign-in, so that people behind one address do not share a limit. */
export async function addRateLimits(app: App): Promise<SignInLimit> {
  await app.register(rateLimit, {
    hook: 'preHandler',
    timeWindow: minuteMs,
    max: (request: FastifyRequest) =>
      request.method === 'GET' || request.method === 'HEAD' ? readsPerMinute : actsPerMinute,
    keyGenerator: (request) => `${request.method === 'GET' ? 'read' : 'act'} ${clientOf(request)}`,
    errorResponseBuilder: () => tooMany(),
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
  })
  const check = app.createRateLimit({
    max: failedSignInsPerMinute,
    timeWindow: minuteMs,
    keyGenerator: (request) => `failed ${request.ip}`,
  })
  return {
    async failed(request) {
      const limit = await check(request)
      if (!limit.isAllowed && limit.isExceeded) throw tooMany({ 'retry-after': String(limit.ttlInSeconds) })
    },
  }
}

function tooMany(headers: Record<string, string> = {}): Refusal {
  return new Refusal(429, 'too-many-requests', 'This client asks too often.', {
    hint: 'wait as long as Retry-After says',
    headers,
  })
}
