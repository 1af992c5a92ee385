/** What becomes of a message after an attempt: delivered, tried again later, or given up. Pure. */
import { STATUS_CODES } from 'node:http'
import type { AlertAnswer } from '../model/alert.ts'
import type { Settlement } from '../store/alert-store.ts'

/** What is not delivered by then is a dead letter: who mends a receiver within three days loses nothing. */
export const longestHours = 72
const longestMs = longestHours * 3_600_000
const firstWaitMs = 1000
const longestWaitMs = 6 * 3_600_000

/** The message itself is refused: it would be so each time. All else somebody may mend, be it an address or a credential over there. */
const refusing: ReadonlySet<number> = new Set([400, 406, 411, 413, 414, 415, 422, 431])
/** What a flow that was deleted answers; a receiver of the operator may come back. */
const gone: ReadonlySet<number> = new Set([404, 410])

export interface Attempt {
  readonly answer: AlertAnswer
  /** This one included. */
  readonly attempts: number
  /** ISO 8601 UTC. */
  readonly createdAt: string
  readonly nowMs: number
  /** In [0, 1). */
  readonly random: number
  readonly isFlow: boolean
}

export function isDelivered(answer: AlertAnswer): boolean {
  return answer.kind === 'answer' && answer.status >= 200 && answer.status <= 299
}

/** Whether the flow behind a subscription is no more. */
export function isGone({ answer, isFlow }: Pick<Attempt, 'answer' | 'isFlow'>): boolean {
  return isFlow && answer.kind === 'answer' && gone.has(answer.status)
}

export function settle(attempt: Attempt): Settlement {
  const { answer, nowMs } = attempt
  const at = new Date(nowMs).toISOString()
  if (answer.kind === 'answer' && isDelivered(answer)) return { state: 'delivered', at, status: answer.status }
  const status = answer.kind === 'answer' ? answer.status : null
  const reason = reasonOf(answer)
  const end = endOf(attempt)
  if (end !== null) return { state: 'dead', at, status, reason: `${reason}; ${end}` }
  return { state: 'pending', nextAt: new Date(nowMs + waitMs(attempt)).toISOString(), status, reason }
}

function endOf(attempt: Attempt): string | null {
  const { answer, attempts, createdAt, nowMs } = attempt
  if (isGone(attempt)) return 'the flow is no more, and its subscription was removed'
  if (answer.kind === 'answer' && refusing.has(answer.status)) return 'the message itself is refused'
  // Asked for in an answer, and never cut: a wait beyond the end is the end.
  if (waitMs(attempt) > longestMs) return `it asks to wait longer than ${longestHours} hours`
  const tries = attempts === 1 ? 'once' : `${attempts} times`
  return nowMs - Date.parse(createdAt) >= longestMs ? `tried ${tries} in more than ${longestHours} hours` : null
}

/** What the receiver asks for, else 1, 2, 4 … s, half of it by chance, and at most 6 hours. */
function waitMs({ answer, attempts, random }: Attempt): number {
  if (answer.kind === 'answer' && answer.retryAfterMs !== null) return answer.retryAfterMs
  const ceiling = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempts - 1))
  return Math.round(ceiling * (0.5 + random / 2))
}

/** `answered 503 Service Unavailable`: never what the answer held. */
export function reasonOf(answer: AlertAnswer): string {
  if (answer.kind === 'failure') return answer.sentence
  const redirect = answer.status >= 300 && answer.status <= 399 ? ', a redirect that is not followed' : ''
  return `answered ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`.trimEnd() + redirect
}
