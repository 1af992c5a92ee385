/** One call of an operation, its reply, and the reply of a paged list. */
import { cursorAfter, nextLinkOf, type PageQuery } from './paging.ts'
import type { PageOf } from './sources.ts'

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

/** Throws a ZodError for a call that its schemas do not take, and a ConfigurationError of code `usage` for a cursor that is none. */
export type Handler = (call: Call) => Promise<Reply>

export const ok = (body: object): Reply => ({ status: 200, headers: {}, body })

export function listReply<T>(list: {
  readonly call: Call
  readonly query: Readonly<Record<string, string | number | undefined>> & PageQuery
  readonly rows: readonly T[]
  readonly page: Omit<PageOf<unknown>, 'document'>
  readonly shown: (row: T) => object
}): Reply {
  const { call, query, rows, page, shown } = list
  const link = nextLinkOf(cursorAfter(page, rows.length), { url: call.url, query })
  return ok({ value: rows.map(shown), ...link })
}
