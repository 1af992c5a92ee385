/** Errors as RFC 9457 problem documents: the sentence and the hint of the command line, and a status. */
import { SeatledgerError, UnknownIdError, type ErrorCode } from '../errors.ts'
import type { Problem } from '../model/service.ts'

/** What the server itself refuses. `headers` go with the answer. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly hint: string | null
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: string,
    detail: string,
    { hint = null, headers = {} }: { readonly hint?: string | null; readonly headers?: Record<string, string> } = {},
  ) {
    super(detail)
    this.status = status
    this.code = code
    this.hint = hint
    this.headers = headers
  }
}

/** The codes of problems, for the reference page that `type` leads to. */
export const problemWords: Readonly<Record<string, string>> = {
  usage: 'What was asked for is wrong, or names nothing in the last run; the hint says what is allowed.',
  'not-signed-in': 'No token and no session came with the request.',
  'wrong-token': 'The token of the printed link is of another start.',
  'invalid-token': 'The access token is expired, forged, of another tenant or meant for another service.',
  'no-signing-keys': 'The keys of the tenant could not be read, so that no access token can be checked.',
  'missing-role': 'The token holds not the role that is needed.',
  'cross-site': 'The request comes from a page of another site.',
  'foreign-host': 'The Host header names no host of this service.',
  'not-found': 'There is nothing at this address, or nothing of this id in the last run.',
  'unknown-tenant': 'This service reads no such tenant.',
  'unknown-run': 'There is no run with this id.',
  'unknown-subscription': 'There is no subscription with this id.',
  'no-sync': 'Nothing was synced yet.',
  busy: 'A sync of the tenant is running already.',
  store: 'The store cannot be read or written now.',
  stopped: 'The service or the sync was stopped.',
  'too-many-requests': 'This client asks too often; Retry-After says when to come again.',
  authentication: 'Sign-in at the tenant failed.',
  permission: 'The tenant refused a request.',
  throttled: 'The tenant asks for a longer wait than there is time.',
  upstream: 'The tenant could not be asked.',
  schema: 'An answer of the tenant, or a file of the operator, is not as it should be.',
  configuration: 'A setting of the service is wrong.',
  output: 'A file could not be written.',
  fault: 'The service failed; its log says more.',
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  429: 'Too many requests',
  500: 'Failed',
  502: 'Upstream failed',
  503: 'Unavailable',
}

/** All others are failures of ours. */
const statusOf: Readonly<Partial<Record<ErrorCode, number>>> = {
  usage: 400,
  configuration: 400,
  authentication: 502,
  permission: 502,
  throttled: 503,
  upstream: 502,
  schema: 502,
  store: 503,
  busy: 409,
  'no-sync': 404,
  stopped: 503,
}

export function problemFor(status: number, code: string, detail: string, hint: string | null = null): Problem {
  return { type: `/api/docs#problem-${code}`, title: titles[status] ?? 'Failed', status, detail, hint, code }
}

/** What is not ours to name (a fault) is told without its text: that goes to the log. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return problemFor(error.status, error.code, error.message, error.hint)
  if (error instanceof UnknownIdError) return problemFor(404, 'not-found', error.message, error.hint)
  if (error instanceof SeatledgerError) {
    return problemFor(statusOf[error.code] ?? 500, error.code, error.message, error.hint)
  }
  const status = statusIn(error)
  if (status !== null && status < 500 && error instanceof Error) return problemFor(status, 'usage', error.message)
  return problemFor(500, 'fault', 'seatledger failed; its log says more.')
}

/** Of the server's own errors: a body that is no JSON, too large, or not as the schema says. */
function statusIn(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return null
  return typeof error.statusCode === 'number' && error.statusCode >= 400 ? error.statusCode : null
}
