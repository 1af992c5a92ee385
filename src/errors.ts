/** The errors of the product: a code, a sentence for the user, a hint that can be acted on. Never a token, a body or a query value. */

export type ErrorCode =
  | 'usage'
  | 'configuration'
  | 'authentication'
  | 'permission'
  | 'throttled'
  | 'upstream'
  | 'schema'
  | 'store'
  | 'busy'
  | 'no-sync'
  | 'output'
  | 'stopped'

export class SeatledgerError extends Error {
  override readonly name: string = 'SeatledgerError'
  readonly code: ErrorCode
  readonly hint: string | null

  constructor(code: ErrorCode, message: string, hint: string | null = null, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.hint = hint
  }
}

/** Wrong option or variable: exit 64. */
export class ConfigurationError extends SeatledgerError {
  override readonly name = 'ConfigurationError'
  constructor(message: string, hint: string | null = null, code: 'usage' | 'configuration' = 'configuration') {
    super(code, message, hint)
  }
}

/** What is named by its id is not in the run: exit 64 as a wrong option, and over HTTP another status than for one. */
export class UnknownIdError extends ConfigurationError {
  constructor(message: string, hint: string | null = null) {
    super(message, hint, 'usage')
  }
}

/** Sign-in failed for one resource. */
export class AuthenticationError extends SeatledgerError {
  override readonly name = 'AuthenticationError'
  constructor(message: string, hint: string | null = null, cause?: unknown) {
    super('authentication', message, hint, cause)
  }
}

/** What is known of a response that was refused; `serviceCode` is the API's own error code. */
export interface ResponseFacts {
  readonly status: number | null
  readonly serviceCode: string | null
  readonly requestId: string | null
}

/** Any answer that is no success, or none at all; the message starts with method, path and status. */
export class UpstreamError extends SeatledgerError {
  override readonly name: string = 'UpstreamError'
  readonly facts: ResponseFacts
  constructor(
    message: string,
    facts: ResponseFacts,
    hint: string | null = null,
    cause?: unknown,
    code: ErrorCode = 'upstream',
  ) {
    super(code, message, hint, cause)
    this.facts = facts
  }
}

/** 401 after a fresh token, or 403. */
export class PermissionError extends UpstreamError {
  override readonly name = 'PermissionError'
  constructor(message: string, facts: ResponseFacts, hint: string | null = null) {
    super(message, facts, hint, undefined, 'permission')
  }
}

/** The service asked for a longer wait than the run's budget holds, or throttled until the tries were spent. */
export class ThrottledError extends UpstreamError {
  override readonly name = 'ThrottledError'
  constructor(message: string, facts: ResponseFacts, hint: string | null = null) {
    super(message, facts, hint, undefined, 'throttled')
  }
}

/** A response that does not hold what the API promises. */
export class SchemaError extends SeatledgerError {
  override readonly name = 'SchemaError'
  constructor(message: string, hint: string | null = null) {
    super('schema', message, hint)
  }
}

/** A page beyond the first that is no longer there, although the service gave the link to it. */
export class PageLostError extends UpstreamError {
  override readonly name = 'PageLostError'
}

const lostCodes: readonly (string | null)[] = ['Directory_ExpiredPageToken', 'DirectoryPageTokenNotFoundException']

/** The service lost the chain of pages: what was read is void, and reading from the first page helps (graph.md 0). */
export function isPageChainLost(error: unknown): boolean {
  if (!(error instanceof UpstreamError)) return false
  return error instanceof PageLostError || lostCodes.includes(error.facts.serviceCode)
}
