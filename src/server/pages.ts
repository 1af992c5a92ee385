/** Paging: an opaque cursor after an item, and the headers that lead to the other pages. */
import { z } from 'zod'
import { Refusal } from './problem.ts'
import type { Page, PageWanted, Place } from './service.ts'

export const mostRows = 1000
export const usualRows = 100

const Cursor = z.strictObject({ at: z.int().nonnegative(), after: z.string().optional() })

/** Throws a Refusal for what is no cursor of ours. */
export function wantedPage({
  limit,
  cursor,
}: {
  readonly limit: number
  readonly cursor?: string | undefined
}): PageWanted {
  return { limit, place: cursor === undefined ? { at: 0 } : placeIn(cursor) }
}

function placeIn(cursor: string): Place {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    throw new Refusal(400, 'usage', 'cursor: this is no cursor of this service.', {
      hint: 'take it from the Link header of the page before',
    })
  }
}

function cursorOf(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** `url` is the path with its query, as it was asked. */
export function pageHeaders(
  url: string,
  { at, total, last }: Omit<Page<unknown>, 'document'>,
  limit: number,
): Record<string, string> {
  const link = (rel: string, place: Place | null): string => {
    const target = new URL(url, 'http://localhost')
    target.searchParams.delete('cursor')
    if (place !== null) target.searchParams.set('cursor', cursorOf(place))
    return `<${target.pathname}${target.search}>; rel="${rel}"`
  }
  const end = Math.min(at + limit, total)
  const links = [
    link('first', null),
    ...(at > 0 ? [link('prev', at - limit <= 0 ? null : { at: at - limit })] : []),
    ...(end < total && last !== undefined ? [link('next', { at: end, after: last })] : []),
  ]
  return { link: links.join(', '), 'x-total-count': String(total) }
}
