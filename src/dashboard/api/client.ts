/** Requests to the API of the page's own origin. The only file that calls `fetch`, so that every request carries the sign-in. */
import type { Documents, Schema } from './documents.ts'
import { harmlessValue } from './harmless.ts'
import { ApiProblem, problemFrom, problemOf } from './problem.ts'

const base = '/api/v1'

/** One document, and where its list goes on. */
export interface Page<T> {
  readonly document: T
  /** Rows of the whole list, where the service counts them. */
  readonly total: number | null
  /** The next page, as a path under the base. */
  readonly next: string | null
}

/** Set in entra mode; in local mode the cookie signs in. */
let bearer: (() => Promise<string>) | null = null

export function signRequestsWith(token: () => Promise<string>): void {
  bearer = token
}

export interface RequestParts {
  readonly method?: 'GET' | 'POST' | 'PUT'
  readonly body?: unknown
  readonly signal?: AbortSignal
  readonly lastEventId?: string
}

export async function send(path: string, parts: RequestParts = {}): Promise<Response> {
  const headers = new Headers({ accept: 'application/json, application/problem+json, text/event-stream' })
  if (bearer !== null) headers.set('authorization', `Bearer ${await bearer()}`)
  if (parts.body !== undefined) headers.set('content-type', 'application/json')
  if (parts.lastEventId !== undefined) headers.set('last-event-id', parts.lastEventId)
  const response = await fetch(base + path, {
    method: parts.method ?? 'GET',
    headers,
    // The entity tag decides: nothing is shown from a cache that the service did not confirm.
    cache: 'no-cache',
    body: parts.body === undefined ? null : JSON.stringify(parts.body),
    signal: parts.signal ?? null,
  }).catch((error: unknown) => {
    throw isAbort(error) ? error : problemFrom(error)
  })
  if (!response.ok) throw await problemOf(response)
  return response
}

/** Throws an ApiProblem for a refusal, an unreachable service, and an answer of another kind. */
export async function ask<S extends Schema>(
  path: string,
  schema: S,
  parts: RequestParts = {},
): Promise<Page<Documents[S]>> {
  const response = await send(path, parts)
  const body: unknown = JSON.parse(await response.text(), harmlessValue)
  if (!isDocument(body, schema)) {
    throw new ApiProblem(response.status, `The service answered something else than ${schema}.`, {
      hint: 'Reload the page: service and dashboard may be of different versions.',
    })
  }
  const total = response.headers.get('x-total-count')
  return { document: body, total: total === null ? null : Number(total), next: nextOf(response.headers.get('link')) }
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

function isDocument<S extends Schema>(body: unknown, schema: S): body is Documents[S] {
  if (typeof body !== 'object' || body === null) return false
  return schema === 'run' ? 'runId' in body && 'state' in body : Reflect.get(body, 'schema') === schema
}

function nextOf(link: string | null): string | null {
  const address = /<([^>]*)>\s*;\s*rel="?next"?/.exec(link ?? '')?.[1]
  if (address === undefined) return null
  const url = new URL(address, globalThis.location.href)
  return (url.pathname + url.search).replace(base, '')
}
