/** Pages of one collection behind opaque tokens: a next link repeats its request byte for byte and adds the token. */
import { guidOf } from './guid.ts'
import { Refused } from './refused.ts'

interface Page<Row> {
  readonly rows: readonly Row[]
  readonly isFirst: boolean
  readonly nextLink: string | null
  /** Rows of the whole collection. */
  readonly total: number
}

interface PageRequest<Row> {
  readonly url: URL
  readonly size: number
  /** Asked for the first page only: a chain goes on with what it began with. */
  readonly rows: () => readonly Row[]
}

export interface Pager<Row> {
  /** Throws `Refused` with 400 for a token that is unknown, too old, or was given with another query. */
  page(request: PageRequest<Row>): Page<Row>
}

interface Continuation<Row> {
  readonly query: string
  readonly rows: readonly Row[]
  readonly from: number
}

/** Older chains are forgotten, as the service forgets them after some minutes. */
const mostOpenPages = 500

export function createPager<Row>(tokenOption: string): Pager<Row> {
  const open = new Map<string, Continuation<Row>>()
  let issued = 0

  const remember = (continuation: Continuation<Row>): string => {
    issued += 1
    const token = Buffer.from(guidOf(`${issued}:${continuation.query}`)).toString('base64url')
    open.set(token, continuation)
    const [oldest] = open.keys()
    if (open.size > mostOpenPages && oldest !== undefined) open.delete(oldest)
    return token
  }
  const resume = (token: string, query: string): Continuation<Row> => {
    const continuation = open.get(token)
    if (continuation?.query === query) return continuation
    throw new Refused(400, 'Directory_ExpiredPageToken', 'The specified page token value has expired or is invalid.')
  }
  return {
    page({ url, size, rows: list }) {
      const token = url.searchParams.get(tokenOption)
      const query = queryWithout(url, tokenOption)
      const { rows, from } = token === null ? { rows: list(), from: 0 } : resume(token, query)
      const to = from + size
      const nextLink = to < rows.length ? linkTo(url, query, tokenOption, remember({ query, rows, from: to })) : null
      return { rows: rows.slice(from, to), isFirst: token === null, nextLink, total: rows.length }
    },
  }
}

/** As it came, bytes and order kept. */
function queryWithout(url: URL, option: string): string {
  return url.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !part.startsWith(`${option}=`))
    .join('&')
}

function linkTo(url: URL, query: string, option: string, token: string): string {
  return `${url.origin}${url.pathname}?${query === '' ? '' : `${query}&`}${option}=${token}`
}
