/** The errors of the transport: each sentence starts with method, path and status, and none repeats a token, a body or a query value. */
import { STATUS_CODES } from 'node:http'
import {
  PermissionError,
  SeatledgerError,
  ThrottledError,
  UpstreamError,
  type ResponseFacts,
} from '../../src/errors.ts'
import { serviceCodeOf } from './body.ts'
import { effortWords, minutesWords, type Effort } from './effort.ts'
import type { Failure } from './failure.ts'

const nothing: ResponseFacts = { status: null, serviceCode: null, requestId: null }

/** `GET /v1.0/users`: what a request is called in errors and logs. */
export function labelOf(request: { readonly method: string; readonly url: string }): string {
  return `${request.method} ${URL.parse(request.url)?.pathname ?? '(no address)'}`
}

export interface RefusedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly requestId: string | null
}

/** An answer that is no success, as the error of its kind; with the `effort` where it was worth more than one try. */
export function errorOf(label: string, answer: RefusedAnswer, effort: Effort | null = null): UpstreamError {
  const serviceCode = serviceCodeOf(answer.body)
  const facts = { status: answer.status, serviceCode, requestId: answer.requestId }
  const reason = `${answer.status} ${serviceCode ?? STATUS_CODES[answer.status] ?? ''}`.trimEnd()
  const message = `${label}: ${reason}${afterEffort(effort)}`
  const hint = effort === null ? null : later
  if (answer.status >= 300 && answer.status < 400) return redirected(message, facts, answer.headers['location'])
  if (answer.status === 401 || answer.status === 403) return new PermissionError(message, facts)
  if (answer.status === 429) return new ThrottledError(message, facts, hint)
  return new UpstreamError(message, facts, hint)
}

function redirected(message: string, facts: ResponseFacts, location: string | undefined): UpstreamError {
  const target = location === undefined ? null : URL.parse(location)
  const where = target === null ? 'elsewhere' : `to ${target.origin}`
  return new UpstreamError(`${message}, a redirect ${where} that is not followed`, facts, pointsElsewhere)
}

const pointsElsewhere = 'A proxy or a wrong host often answers so: check the hosts of the configured cloud.'

const later = 'Run again later; SEATLEDGER_BUDGET_MINUTES bounds how long a run takes, waits included.'

function afterEffort(effort: Effort | null): string {
  return effort === null ? '' : `, ${effortWords(effort)}`
}

/** No answer that could be read, after the tries that were worth it. */
export function unanswered(label: string, failure: Failure, effort: Effort): UpstreamError {
  const status = failure.status === null ? '' : `${failure.status}, `
  const facts = { ...nothing, status: failure.status }
  // What no further try can mend says all that there is to say.
  const after = failure.mostTries === 1 ? null : effort
  const hint = failure.hint ?? (after === null ? null : later)
  return new UpstreamError(`${label}: ${status}${failure.sentence}${afterEffort(after)}`, facts, hint)
}

/** Refused by us, before anything was sent. */
export function notSent(label: string, sentence: string, hint: string | null = null): UpstreamError {
  return new UpstreamError(`${label}: not sent, ${sentence}`, nothing, hint)
}

/** What is left of a budget, and of what. */
export interface Left {
  readonly leftMs: number
  readonly budgetMs: number
}

/** The host asked for a wait that the budget does not hold; `facts` null: before this request could be sent. */
export function waitTooLong(
  { label, host }: { readonly label: string; readonly host: string },
  facts: ResponseFacts | null,
  askedMs: number,
  { leftMs, budgetMs }: Left,
): ThrottledError {
  const status = facts?.status ?? null
  const what = status === null ? `not sent, ${host} pauses all requests` : `${status}, ${host} asks to wait`
  const asked = Math.ceil(askedMs / 1000)
  const left = Math.max(0, Math.floor(leftMs / 1000))
  return new ThrottledError(
    `${label}: ${what} for ${asked} seconds and ${left} seconds are left of the time budget of ${minutesWords(budgetMs)}`,
    facts ?? nothing,
    'Run again later, or raise SEATLEDGER_BUDGET_MINUTES.',
  )
}

export function budgetSpent(label: string, budgetMs: number): UpstreamError {
  return notSent(
    label,
    `the time budget of the run is spent (${minutesWords(budgetMs)})`,
    'Raise SEATLEDGER_BUDGET_MINUTES.',
  )
}

/** What a waiting or running request ends with when the caller stops it. */
export function stopped(label: string, signal: AbortSignal): Error {
  if (signal.reason instanceof SeatledgerError) return signal.reason
  return new SeatledgerError('stopped', `${label}: stopped before it was answered`)
}
