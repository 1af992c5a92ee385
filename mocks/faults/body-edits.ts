/** Edits of a true answer. Null where it has nothing that the fault could change. */
import type { WireRequest, WireResponse } from '../wire.ts'
import { editBytes, type BytesFault } from './byte-edits.ts'
import { elsewhere, emptied, repeated, withLink, withoutRootRoles } from './page-edits.ts'
import { pageOf, type KnownPage, type PageBody } from './page-numbers.ts'
import type { BodyFault } from './plan.ts'

type PageFault = Exclude<BodyFault, BytesFault | { readonly kind: 'foreign-instance' }>

export function editBody(
  fault: BodyFault,
  { method, url }: WireRequest,
  response: WireResponse,
  known: KnownPage,
): WireResponse | null {
  if (isOfBytes(fault)) return editBytes(fault, response)
  if (fault.kind === 'foreign-instance') return replaceInstances(response, fault.origin ?? elsewhere)
  // What is asked for with POST comes whole.
  const page = method === 'GET' ? pageOf(response) : null
  const body = page === null ? null : editPage(fault, url, page, known)
  return body === null ? null : { ...response, body: JSON.stringify(body) }
}

function isOfBytes(fault: BodyFault): fault is BytesFault {
  return ['truncate', 'content-type', 'oversized', 'gzip-bomb', 'deep-json'].includes(fault.kind)
}

function editPage(fault: PageFault, url: URL, page: PageBody, { rowsBefore }: KnownPage) {
  switch (fault.kind) {
    case 'duplicate-rows':
      return repeated(page, rowsBefore, fault.rows)
    case 'empty-page':
      return emptied(page, url)
    case 'looping-link':
      return withLink(page, url.href)
    case 'foreign-link':
      return withLink(page, `${fault.origin ?? elsewhere}${url.pathname}${url.search}`)
    case 'drop-root-roles':
      return withoutRootRoles(page)
    default:
      return fault satisfies never
  }
}

function replaceInstances(response: WireResponse, origin: string): WireResponse | null {
  if (typeof response.body !== 'string') return null
  const body = response.body.replaceAll(
    /"(instanceUrl|instanceApiUrl|url)":"https:\/\/[^"]*"/g,
    (_, name: string) => `"${name}":"${origin}/"`,
  )
  return body === response.body ? null : { ...response, body }
}
