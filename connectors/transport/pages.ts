/** Walks the pages of a list: next links byte for byte, only to the origin of their request, never in a circle. */
import { UpstreamError } from '../../src/errors.ts'
import { nextOf, urlOfNext } from './next-link.ts'
import { labelOf } from './refusals.ts'
import type { ApiRequest, ApiResponse, Transport } from './request.ts'

const mostPages = 100_000

/**
 * Yields each page's answer. Every page is asked for with the headers of the first, for the services do not remember
 * `ConsistencyLevel` or `Prefer`. Throws what `send` throws, and UpstreamError for a link that may not be followed.
 */
export async function* pages(
  transport: Transport,
  request: ApiRequest,
  options: { readonly mostPages?: number } = {},
): AsyncGenerator<ApiResponse, void, void> {
  const seen = new Set([request.url])
  const cap = options.mostPages ?? mostPages
  for (let url = request.url; ;) {
    const answer = await transport.send({ ...request, url })
    yield answer
    const next = nextOf(answer.body)
    if (next === null) return
    url = urlOfNext(next, request.url)
    const fault = faultOf(url, request.url, seen) ?? (seen.size >= cap ? `more than ${cap} pages` : null)
    if (fault !== null) throw unfollowed(request, answer, fault)
    seen.add(url)
  }
}

function faultOf(url: string, firstUrl: string, seen: ReadonlySet<string>): string | null {
  const parsed = URL.parse(url)
  const { origin, protocol } = new URL(firstUrl)
  if (parsed === null) return 'the next link is no address'
  if (parsed.origin !== origin) return `the next link points to ${parsed.origin}, and only ${origin} may be asked`
  if (parsed.protocol !== protocol) return `the next link is ${parsed.protocol} and not ${protocol}`
  if (parsed.username !== '' || parsed.password !== '') return 'the next link carries credentials'
  return seen.has(url) ? 'the next link leads back to a page that was read' : null
}

function unfollowed(request: ApiRequest, answer: ApiResponse, fault: string): UpstreamError {
  const facts = { status: answer.status, serviceCode: null, requestId: answer.requestId }
  return new UpstreamError(`${labelOf(request)}: ${answer.status}, ${fault}`, facts)
}
