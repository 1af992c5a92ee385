/** Edits of a request before its host sees it, and what a request says about its token. */
import type { WireRequest, WireResponse } from '../wire.ts'
import { emptyMark } from './page-edits.ts'
import { claimsMark } from './status-answer.ts'

/** A request that an empty page has led to asks for the page itself. The same object where it bears no mark. */
export function withoutMark(request: WireRequest): WireRequest {
  const { href } = request.url
  if (!href.includes(`=${emptyMark}`)) return request
  const plain = href.replace(/[?&]\$skiptoken=empty\.$/, '').replace(`=${emptyMark}`, '=')
  return { ...request, url: new URL(plain) }
}

export function hasPageToken({ url }: WireRequest): boolean {
  return url.search.includes('$skiptoken=')
}

/** With a token that no host has given out. */
export function withTokenOver(request: WireRequest): WireRequest {
  return { ...request, url: new URL(request.url.href.replace(/(\$skiptoken=)[^&]*/, '$1b3Zlcg')) }
}

export function bearerOf({ headers }: WireRequest): string {
  return (headers['authorization'] ?? '').replace(/^Bearer /, '')
}

/** The token of a sign-in that brought the claims of our challenge; null for every other. */
export function renewedToken({ body: form }: WireRequest, { body }: WireResponse): string | null {
  if (new URLSearchParams(form).get('claims')?.includes(claimsMark) !== true) return null
  return /"access_token":"([^"]+)"/.exec(String(body))?.[1] ?? null
}
