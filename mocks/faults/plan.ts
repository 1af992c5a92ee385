/** A plan of faults as data: what goes wrong, at which requests, how often. The same seed strikes the same requests in every run. */
import type { Api } from '../request-counts.ts'

export interface FaultPlan {
  /** What `rate` draws from. */
  readonly seed: number
  /** In order: the first whose fault is an answer of its own gives it; edits of the true answer add up. */
  readonly faults: readonly PlannedFault[]
}

export interface PlannedFault {
  /** For the counts. Default: the kind of the fault. */
  readonly name?: string
  readonly fault: Fault
  /** Which requests. Default: every one. */
  readonly at?: FaultTarget
}

/** A request is met where all that is named fits; `from`, `times` and `rate` then choose among those that are met. */
export interface FaultTarget {
  readonly api?: Api | readonly Api[]
  /** Requests to the Dataverse host of this environment. */
  readonly environmentId?: string
  readonly method?: 'GET' | 'POST'
  /** A regular expression, held without case against path and query as asked. */
  readonly path?: string
  /** Where in a chain of pages: a number counts from 1, `later` is every page but the first. */
  readonly page?: 'first' | 'later' | number
  /** The first request that is struck, counted from 1 among those met. Default 1. */
  readonly from?: number
  /** How many are struck. Default `forever`. */
  readonly times?: number | 'forever'
  /** What `from` and `times` count over: all requests that are met, or each address by itself, so that every page fails so often. Default `all`. */
  readonly per?: 'all' | 'address'
  /** The chance of each request between `from` and the end. Default 1. */
  readonly rate?: number
}

export type Fault =
  | StatusFault
  | BatchItemsFault
  | ConnectionFault
  | BodyFault
  /** The API's own answer to a page token that it no longer knows. */
  | { readonly kind: 'expired-page-token' }
  /** The token of this request ends before it is looked at, for all who use it. */
  | { readonly kind: 'expire-tokens' }
  /** The clock of all hosts is off by so much: `Date`, times in tokens, dates of `Retry-After`. Takes no target. */
  | { readonly kind: 'clock-skew'; readonly seconds: number }

/** An answer in place of the true one, with the API's own error body. */
export interface StatusFault {
  readonly kind: 'status'
  /** 300 to 599. */
  readonly status: number
  /** Of the error body; default: what the API says with this status. */
  readonly code?: string
  /** Text goes out as it is, garbage too; a number is seconds; `inSeconds` becomes an HTTP date on the cloud's clock. Default: no header. */
  readonly retryAfter?: string | number | { readonly inSeconds: number }
  /** `html`: what a gateway sends. Default `json`. */
  readonly body?: 'json' | 'html' | 'empty'
  /** With a 401: `WWW-Authenticate` asks for claims (continuous access evaluation). The challenge ends with the next token that is asked for with claims. */
  readonly claims?: boolean
  readonly location?: string
}

/** Some answers within a Graph `$batch` become this one, the envelope stays 200. */
export interface BatchItemsFault {
  readonly kind: 'batch-items'
  readonly status: number
  readonly retryAfter?: string | number | { readonly inSeconds: number }
  /** Every so many, the first included. Default 1: all. */
  readonly every?: number
}

/** What happens to the connection. Under nock, which has no sockets, each becomes the error that a client would see. */
export type ConnectionFault =
  /** Nobody listens: on loopback the port is closed while a plan refuses a whole host forever, else the connection ends before an answer. */
  | { readonly kind: 'refuse' }
  | { readonly kind: 'reset-headers' }
  /** `afterBytes` of the body went out. Default: half of it. */
  | { readonly kind: 'reset-body'; readonly afterBytes?: number }
  /** The request is taken and no header ever comes. */
  | { readonly kind: 'stall-headers' }
  | { readonly kind: 'stall-body'; readonly afterBytes?: number }
  /** The body comes in pieces of `bytes` (default 1), one every `everyMs` (default 50). */
  | { readonly kind: 'drip'; readonly bytes?: number; readonly everyMs?: number }

/** The true answer, changed. What has no rows or no JSON is left as it is, and does not count as struck. */
export type BodyFault =
  /** The JSON ends in its midst; the HTTP message is whole. */
  | { readonly kind: 'truncate'; readonly afterBytes?: number }
  /** Each page but the first begins again with the last rows of the page before it. Default 1 row. */
  | { readonly kind: 'duplicate-rows'; readonly rows?: number }
  /** The page has a next link to its own rows, and none in it. */
  | { readonly kind: 'empty-page' }
  /** The next link leads to the page itself. */
  | { readonly kind: 'looping-link' }
  /** The next link has another origin. Default `https://evil.example`. */
  | { readonly kind: 'foreign-link'; readonly origin?: string }
  /** The instance addresses of environments have another origin. Default `https://evil.example`. */
  | { readonly kind: 'foreign-instance'; readonly origin?: string }
  /** Default `text/html`. */
  | { readonly kind: 'content-type'; readonly type?: string }
  /** White space before the JSON ends. Default 65 MiB. */
  | { readonly kind: 'oversized'; readonly bytes?: number }
  /** As `oversized`, in some kilobytes of gzip. Default 256 MiB. */
  | { readonly kind: 'gzip-bomb'; readonly bytes?: number }
  /** A further member that nests arrays. Default 100,000 deep. */
  | { readonly kind: 'deep-json'; readonly depth?: number }
  /** Roles that are their own root are left out, so that the copies point to nothing. */
  | { readonly kind: 'drop-root-roles' }

/** How often a fault was met and struck since the plan was given. */
export interface StruckFault {
  readonly name: string
  /** Requests that fit its target. */
  readonly met: number
  /** Requests that it changed. */
  readonly struck: number
}
