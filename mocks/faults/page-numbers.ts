/** Where a request stands in its chain of pages, and what the page before it held: known from the next links that went out. */
import { isRecord } from '../json-response.ts'
import type { WireRequest, WireResponse } from '../wire.ts'

export interface KnownPage {
  /** Counted from 1. */
  readonly number: number
  /** Rows of the page before. */
  readonly rowsBefore: readonly unknown[]
}

export interface PageNumbers {
  of(request: WireRequest): KnownPage
  /** Remembers where the next link of this answer leads. */
  watch(request: WireRequest, response: WireResponse): void
}

/** Of a page: its rows, and the spelling and value of its next link. */
export interface PageBody {
  readonly body: Readonly<Record<string, unknown>>
  readonly rows: readonly unknown[]
  readonly link: { readonly name: string; readonly url: string } | null
}

const linkNames = ['@odata.nextLink', '@odata.nextlink', 'nextLink']
const firstPage: KnownPage = { number: 1, rowsBefore: [] }

export function createPageNumbers(): PageNumbers {
  const links = new Map<string, KnownPage>()
  const of = (request: WireRequest): KnownPage => links.get(request.url.href) ?? fetchPage(request) ?? firstPage
  return {
    of,
    watch(request, response) {
      const page = pageOf(response)
      if (page === null || page.link === null || !URL.canParse(page.link.url)) return
      const { href } = new URL(page.link.url)
      // A link that leads back keeps the number that it had.
      if (href === request.url.href || links.has(href)) return
      const known = of(request)
      // An empty page leads to itself.
      links.set(href, page.rows.length === 0 ? known : { number: known.number + 1, rowsBefore: page.rows })
    },
  }
}

/** Null for what is no list. */
export function pageOf({ status, body }: WireResponse): PageBody | null {
  if (status !== 200 || typeof body !== 'string' || !body.startsWith('{')) return null
  const value = parse(body)
  if (!isRecord(value) || !Array.isArray(value['value'])) return null
  const name = linkNames.find((each) => typeof value[each] === 'string')
  const rows: readonly unknown[] = value['value']
  return { body: value, rows, link: name === undefined ? null : { name, url: String(value[name]) } }
}

/** Null for what another fault has cut. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

/** FetchXML counts its pages by itself. */
function fetchPage({ url }: WireRequest): KnownPage | null {
  const number = /^<fetch[^>]*\bpage=["'](\d+)["']/.exec(url.searchParams.get('fetchXml') ?? '')?.[1]
  return number === undefined ? null : { number: Number(number), rowsBefore: [] }
}
