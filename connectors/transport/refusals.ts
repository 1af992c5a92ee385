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

/** An answer that is no success, as the error of its kind. `tries` is said where it was more than one. */
export function errorOf(label: string, answer: RefusedAnswer, tries = 1): UpstreamError {
  const serviceCode = serviceCodeOf(answer.body)
  const facts = { status: answer.status, serviceCode, requestId: answer.requestId }
  const reason = `${answer.status} ${serviceCode ?? STATUS_CODES[answer.status] ?? ''}`.trimEnd()
  const message = `${label}: ${reason}${triesText(tries)}`
  if (answer.status >= 300 && answer.status < 400) return redirected(message, facts, answer.headers['location'])
  if (answer.status === 401 || answer.status === 403) return new PermissionError(message, facts)
  if (answer.status === 429) return new ThrottledError(message, facts)
  return new UpstreamError(message, facts)
}

function redirected(message: string, facts: ResponseFacts, location: string | undefined): UpstreamError {
  const target = location === undefined ? null : URL.parse(location)
  const where = target === null ? 'elsewhere' : `to ${target.origin}`
  return new UpstreamError(`${message}, a redirect ${where} that is not followed`, facts, pointsElsewhere)
}

const pointsElsewhere = 'A proxy or a wrong host often answers so: check the hosts of the configured cloud.'

function triesText(tries: number): string {
  return tries > 1 ? `, after ${tries} tries` : ''
}

/** No answer that could be read, after the tries that were worth it. */
export function unanswered(label: string, failure: Failure, tries: number): UpstreamError {
  const status = failure.status === null ? '' : `${failure.status}, `
  const facts = { ...nothing, status: failure.status }
  return new UpstreamError(`${label}: ${status}${failure.sentence}${triesText(tries)}`, facts, failure.hint)
}

/** Refused by us, before anything was sent. */
export function notSent(label: string, sentence: string, hint: string | null = null): UpstreamError {
  return new UpstreamError(`${label}: not sent, ${sentence}`, nothing, hint)
}

/** The host asked for a wait that the budget does not hold. */
export function waitTooLong(label: string, facts: ResponseFacts | null, askedMs: number, leftMs: number) {
  const status = facts?.status ?? null
  const what = status === null ? 'not sent, the host pauses all requests' : `${status}, the service asks to wait`
  const asked = Math.ceil(askedMs / 1000)
  const left = Math.max(0, Math.floor(leftMs / 1000))
  return new ThrottledError(
    `${label}: ${what} for ${asked} seconds and ${left} seconds are left of the time budget`,
    facts ?? nothing,
    'Run again later, or raise SEATLEDGER_BUDGET_MINUTES.',
  )
}

export function budgetSpent(label: string): UpstreamError {
  return notSent(label, 'the time budget of the run is spent', 'Raise SEATLEDGER_BUDGET_MINUTES.')
}

/** What a waiting or running request ends with when the caller stops it. */
export function stopped(label: string, signal: AbortSignal): Error {
  if (signal.reason instanceof SeatledgerError) return signal.reason
  return new SeatledgerError('stopped', `${label}: stopped before it was answered`)
}
