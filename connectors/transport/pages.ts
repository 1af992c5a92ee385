/** Walks the pages of a list: next links byte for byte, only to the origin of their request, never in a circle. */
import { PageLostError, UpstreamError } from '../../src/errors.ts'
import { nextOf, urlOfNext } from './next-link.ts'
import { labelOf } from './refusals.ts'
import type { ApiRequest, ApiResponse, Transport } from './request.ts'

const mostPages = 100_000
/** Filters leave pages empty now and then; a service that gives nothing but links would be asked until the budget ends. */
const mostEmptyPages = 1000

/**
 * Yields each page's answer. Every page is asked for with the headers of the first, for the services do not remember
 * `ConsistencyLevel` or `Prefer`. Throws what `send` throws, UpstreamError for a link that may not be followed, and
 * PageLostError where the service no longer knows the link that it gave.
 */
export async function* pages(
  transport: Transport,
  request: ApiRequest,
  options: { readonly mostPages?: number } = {},
): AsyncGenerator<ApiResponse, void, void> {
  const cap = options.mostPages ?? mostPages
  const seen = new Set([keyOf(request.url)])
  let empty = 0
  for (let url = request.url; ;) {
    const answer = await transport.send({ ...request, url }).catch((error: unknown) => {
      throw seen.size > 1 ? lostOr(error, seen.size) : error
    })
    yield answer
    const next = nextOf(answer.body)
    if (next === null) return
    url = urlOfNext(next, request.url)
    empty = hasRows(answer.body) ? 0 : empty + 1
    const fault = faultOf(url, request.url, seen) ?? boundOf({ pages: seen.size, cap, empty })
    if (fault !== null) throw unfollowed(request, answer, fault)
    seen.add(keyOf(url))
  }
}

/** Two spellings of one address are one page. */
function keyOf(url: string): string {
  return new URL(url).href
}

function hasRows(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || !('value' in body)) return true
  return !Array.isArray(body.value) || body.value.length > 0
}

function boundOf({
  pages: count,
  cap,
  empty,
}: {
  readonly pages: number
  readonly cap: number
  readonly empty: number
}) {
  if (count >= cap) return `more than ${cap} pages`
  return empty >= mostEmptyPages ? `${empty} pages in a row hold no row and a link to the next` : null
}

function faultOf(url: string, firstUrl: string, seen: ReadonlySet<string>): string | null {
  const parsed = URL.parse(url)
  const { origin, protocol } = new URL(firstUrl)
  if (parsed === null) return 'the next link is no address'
  if (parsed.origin === 'null') return `the next link is ${parsed.protocol} and not ${protocol}`
  if (parsed.origin !== origin) return `the next link points to ${parsed.origin}, and only ${origin} may be asked`
  // The origin of `blob:https://host/` is that of the host.
  if (parsed.protocol !== protocol) return `the next link is ${parsed.protocol} and not ${protocol}`
  if (parsed.username !== '' || parsed.password !== '') return 'the next link carries credentials'
  // What is behind it is not sent, so that links without end could lead to one page.
  if (url.includes('#')) return 'the next link carries a fragment'
  return seen.has(parsed.href) ? 'the next link leads back to a page that was read' : null
}

/** The link was the service's own: that it is wrong or gone says nothing of the list, and all of the chain. */
function lostOr(error: unknown, pagesRead: number): unknown {
  if (!(error instanceof UpstreamError) || ![400, 404, 410].includes(error.facts.status ?? 0)) return error
  return new PageLostError(`${error.message}, for the link to page ${pagesRead} of the list`, error.facts, error.hint)
}

function unfollowed(request: ApiRequest, answer: ApiResponse, fault: string): UpstreamError {
  const facts = { status: answer.status, serviceCode: null, requestId: answer.requestId }
  return new UpstreamError(`${labelOf(request)}: ${answer.status}, ${fault}`, facts)
}
