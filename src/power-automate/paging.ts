/** Pages of a list: the cursor says where the next one begins, and after which item, so that it holds where rows have come or gone. */
import { ConfigurationError } from '../errors.ts'
import type { PageAsked, PageOf, Place } from './sources.ts'

export interface PageQuery {
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Throws a ConfigurationError of code `usage` for what is no cursor of ours. */
export function pageAsked({ limit, cursor }: PageQuery): PageAsked {
  return { limit, place: cursor === undefined ? { at: 0 } : placeIn(cursor) }
}

function placeIn(cursor: string): Place {
  const [, at, after] = /^(\d{1,9})~(.*)$/s.exec(cursor) ?? []
  if (at !== undefined) return { at: Number(at), after }
  throw new ConfigurationError('cursor: this is no cursor of this service.', 'take it from the next link', 'usage')
}

/** The cursor of the next page; null on the last one. */
export function cursorAfter({ at, total, last }: Omit<PageOf<unknown>, 'document'>, count: number): string | null {
  const end = at + count
  return end < total && last !== undefined ? `${end}~${last}` : null
}

/** A page of a list that is there whole. */
export function pageIn<T>(
  rows: readonly T[],
  { place, limit }: PageAsked,
  idOf: (row: T) => string,
): Omit<PageOf<unknown>, 'document'> & { readonly rows: readonly T[] } {
  const known = place.after === undefined ? -1 : rows.findIndex((row) => idOf(row) === place.after)
  const at = known === -1 ? place.at : known + 1
  const page = rows.slice(at, at + limit)
  const last = page.at(-1)
  return { rows: page, at, total: rows.length, last: last === undefined ? undefined : idOf(last) }
}

/** The address of the next page: the same question with another cursor. Absolute, as the gateway of Power Platform wants it. */
export function nextLinkOf(
  next: string | null,
  asked: {
    readonly url: { readonly origin: string; readonly pathname: string }
    readonly query: Readonly<Record<string, string | number | undefined>>
  },
): { nextLink?: string } {
  if (next === null) return {}
  const link = new URL(asked.url.pathname, asked.url.origin)
  for (const [name, value] of Object.entries(asked.query)) {
    if (value !== undefined && name !== 'cursor') link.searchParams.set(name, String(value))
  }
  link.searchParams.set('cursor', next)
  return { nextLink: link.href }
}
