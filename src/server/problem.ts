/** Errors as RFC 9457 problem documents: the sentence and the hint of the command line, and a status. */
import { SeatledgerError, type ErrorCode } from '../errors.ts'
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
