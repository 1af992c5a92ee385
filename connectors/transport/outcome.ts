/** What an attempt came to: an answer whose body is read, or a failure; whether it passes by itself, and how long to wait for that. */
import type { Clock } from '../../src/clock.ts'
import { isJsonType, mediaTypeOf, parseBody } from './body.ts'
import { isDeeper, mostLevels } from './depth.ts'
import type { Answer } from './exchange.ts'
import { final, transient, type Failure } from './failure.ts'
import { requestIdOf } from './headers.ts'
import { parseHttpDate } from './http-date.ts'
import type { ApiResponse } from './request.ts'
import { backOffMs, parseRetryAfter, withJitter } from './waits.ts'

/** With the body as it came, decompressed, for whoever keeps it. */
export type WireAnswer = ApiResponse & { readonly kind: 'answer'; readonly bytes: Buffer }

export type Outcome = WireAnswer | Failure

/** The wait before the next try; `askedMs` is what the service named, `isForHost` makes every request to the host wait. */
export interface Delay {
  readonly waitMs: number
  readonly askedMs: number | null
  readonly isForHost: boolean
}

const transientStatuses: readonly number[] = [429, 500, 502, 503, 504]

/** A success that cannot be read is none; a refusal is one whatever its body is. */
export function read(answer: Answer, sentHeaders: Readonly<Record<string, string>>): Outcome {
  const { status, headers, bytes } = answer
  const isSuccess = status >= 200 && status < 300
  const isTooDeep = isDeeper(bytes, mostLevels)
  if (isTooDeep && isSuccess) return { ...final('the answer is nested too deep to be read'), status }
  const body = isTooDeep ? { value: null, isBroken: false } : parseBody(bytes, headers['content-type'])
  // JSON that is cut counts as a broken connection: the same request usually brings it whole.
  if (body.isBroken && isSuccess) return transient('the JSON of the answer is cut or broken', status)
  const isText = typeof body.value === 'string' && !isJsonType(headers['content-type'])
  if (isText && isSuccess) return notJson(headers['content-type'], status)
  return { ...answer, body: body.value, requestId: requestIdOf(headers, sentHeaders) }
}

function notJson(contentType: string | undefined, status: number): Failure {
  const hint = 'A proxy or a wrong host often answers so: check HTTPS_PROXY and the hosts of the configured cloud.'
  return { ...final(`the answer is ${mediaTypeOf(contentType)} and no JSON`, hint), status }
}

/** Null where another try makes no sense, however few there were. `triesSoFar` counts from 1. */
export function delayOf(
  outcome: Outcome,
  triesSoFar: number,
  clock: Clock,
  alsoTransient: readonly number[] = [],
): Delay | null {
  const backOff = backOffMs(triesSoFar, clock.random())
  if (outcome.kind === 'failure') {
    return outcome.mostTries === 1 ? null : { waitMs: backOff, askedMs: null, isForHost: false }
  }
  if (![...transientStatuses, ...alsoTransient].includes(outcome.status)) return null
  const askedMs = askedOf(outcome, clock)
  // A service that asks for a second again and again is backed off from all the same (contracts/graph-throttling.md, section 3).
  const waitMs = askedMs === null ? backOff : Math.max(backOff, withJitter(askedMs, clock.random()))
  // A throttle, or a wait that is asked for: both are about the host and not about the request.
  return { waitMs, askedMs, isForHost: askedMs !== null || outcome.status === 429 }
}

/** A date of `Retry-After` is one of the clock that wrote it, and `Date` is that clock: ours may be hours off. */
function askedOf({ headers }: ApiResponse, clock: Clock): number | null {
  const nowMs = clock.now()
  return parseRetryAfter(headers['retry-after'], parseHttpDate(headers['date'] ?? '', nowMs) ?? nowMs)
}
