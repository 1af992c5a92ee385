/** Edits of a page: its rows and its next link. */
import { isRecord } from '../json-response.ts'
import type { PageBody } from './page-numbers.ts'

type Body = Readonly<Record<string, unknown>>

export const elsewhere = 'https://evil.example'
/** Marks the link of an empty page; the rest of the token is the true one. */
export const emptyMark = 'empty.'

export function emptied(page: PageBody, url: URL): Body {
  return { ...withLink(page, emptyLink(url)), value: [] }
}

/** In the spelling of the API, and in all where the page had none. */
export function withLink({ body, link }: PageBody, url: string): Body {
  if (link !== null) return { ...body, [link.name]: url }
  return { ...body, '@odata.nextLink': url, nextLink: url }
}

/** Null on a first page. */
export function repeated(page: PageBody, rowsBefore: readonly unknown[], count = 1): Body | null {
  return rowsBefore.length === 0 ? null : { ...page.body, value: [...rowsBefore.slice(-count), ...page.rows] }
}

/** Null where no role is its own root. */
export function withoutRootRoles(page: PageBody): Body | null {
  const kept = page.rows.filter((row) => !isRecord(row) || !isRoot(row))
  return kept.length === page.rows.length ? null : { ...page.body, value: kept }
}

function isRoot(row: Body): boolean {
  return row['roleid'] !== undefined && row['roleid'] === row['_parentrootroleid_value']
}

function emptyLink({ origin, pathname, search }: URL): string {
  const token = /\$skiptoken=([^&]*)/i.exec(search)?.[1]
  if (token !== undefined) return `${origin}${pathname}${search.replace(token, `${emptyMark}${token}`)}`
  return `${origin}${pathname}${search}${search === '' ? '?' : '&'}$skiptoken=${emptyMark}`
}
