/** Where the next page is: the four spellings of the APIs, read without regard to case. Pure. */
import { SchemaError } from '../../src/errors.ts'

export type Next = { readonly kind: 'link'; readonly url: string } | { readonly kind: 'token'; readonly token: string }

/** Of a page's body: `@odata.nextLink`, `@odata.nextlink`, `nextLink`, else `continuationtoken`; null on the last page. */
export function nextOf(body: unknown): Next | null {
  const link = member(body, ['@odata.nextlink', 'nextlink'])
  if (link !== null) return { kind: 'link', url: link }
  const token = member(body, ['continuationtoken'])
  return token === null ? null : { kind: 'token', token }
}

function member(body: unknown, names: readonly string[]): string | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null
  for (const [name, value] of Object.entries(body)) {
    if (!names.includes(name.toLowerCase()) || value === null || value === undefined || value === '') continue
    if (typeof value !== 'string') throw new SchemaError(`the ${name} of a page is no text`)
    return value
  }
  return null
}

/** The address of the next page; a link stays as it is, a token is put into the query of the first request. */
export function urlOfNext(next: Next, firstUrl: string): string {
  if (next.kind === 'link') return next.url
  const start = firstUrl.includes('?') ? firstUrl.indexOf('?') : firstUrl.length
  const parts = firstUrl.slice(start + 1).split('&')
  const kept = parts.filter((part) => part !== '' && !/^continuationtoken=/i.test(part))
  return `${firstUrl.slice(0, start)}?${[...kept, `continuationtoken=${encodeURIComponent(next.token.toWellFormed())}`].join('&')}`
}
