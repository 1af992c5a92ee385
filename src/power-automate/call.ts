/** One call of an operation, its reply, and the reply of a paged list. */
import { ConfigurationError } from '../errors.ts'
import { nextLinkOf, pageOf } from './paging.ts'

export interface Call {
  /** Path parameters by name, decoded. */
  readonly path: unknown
  readonly query: unknown
  readonly body: unknown
  /** The address of the request without its query: where a next link and a Location point to. */
  readonly url: { readonly origin: string; readonly pathname: string }
  /** Who calls, for a waiver. */
  readonly caller: string
}

export interface Reply {
  readonly status: 200 | 201 | 202
  readonly headers: Readonly<Record<string, string>>
  readonly body: object
}

/** Throws a ZodError for a call that its schemas do not take, and a ConfigurationError of code `usage` for a cursor of another run. */
export type Handler = (call: Call) => Promise<Reply>

export function listAnswer<T>(list: {
  readonly call: Call
  readonly query: Readonly<Record<string, string | number | undefined>> & {
    readonly limit: number
    readonly cursor?: string | undefined
  }
  readonly rows: readonly T[]
  readonly runId: string | null
  readonly shown: (row: T) => object
}): Reply {
  const { call, query, rows, shown } = list
  const page = pageOf({ rows, runId: list.runId ?? '' }, query)
  if (page === null) {
    throw new ConfigurationError(
      'cursor: the list has changed since that page.',
      'begin again without a cursor',
      'usage',
    )
  }
  const link = nextLinkOf(page.next, { origin: call.url.origin, path: call.url.pathname, query })
  return { status: 200, headers: {}, body: { value: page.value.map(shown), ...link } }
}
