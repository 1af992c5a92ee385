/** How long to wait before the next try: what the service asks for, else exponential back-off. All in milliseconds; knows no clock of its own. */
import { parseHttpDate } from './http-date.ts'

const backOffBaseMs = 1000
const backOffCapMs = 120_000
/** Full jitter may draw nearly nothing; a retry at once only feeds the throttle. */
const backOffLeastMs = 250
const jitterShare = 0.1

/**
 * The wait that a `Retry-After` header asks for, in seconds or as an HTTP date (RFC 9110, 10.2.3), never cut. Null where it
 * is missing, garbage, zero, negative or in the past: none of these is an answer to "when". `nowMs` is what the service's own
 * clock shows, where that is known.
 */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | null {
  const text = value?.trim() ?? ''
  // More than a number can hold is no less of a wait.
  if (/^\d+(?:\.\d+)?$/.test(text)) return positive(Math.min(Math.ceil(Number(text) * 1000), Number.MAX_SAFE_INTEGER))
  const untilMs = parseHttpDate(text, nowMs)
  return untilMs === null ? null : positive(untilMs - nowMs)
}

function positive(ms: number): number | null {
  return ms > 0 ? ms : null
}

/** The asked wait plus 0 to 10 %, so that clients which were refused together do not come back together. `random` is in [0, 1). */
export function withJitter(askedMs: number, random: number): number {
  return askedMs + Math.floor(askedMs * jitterShare * random)
}

/** Exponential back-off with full jitter: up to 1, 2, 4 … s after the first, second, third try, at most 120 s. */
export function backOffMs(triesSoFar: number, random: number): number {
  const ceiling = Math.min(backOffCapMs, backOffBaseMs * 2 ** (triesSoFar - 1))
  return Math.max(backOffLeastMs, Math.round(ceiling * random))
}
