/** The headers that every request carries, and the id by which its answer can be found again at the service. */
import { randomUUID } from 'node:crypto'
import type { ApiRequest } from './request.ts'

/** Names in lower case. A caller's own headers win, but the authorization is the transport's alone. */
export function headersOf(request: ApiRequest, userAgent: string): Record<string, string> {
  const own = Object.entries(request.headers ?? {}).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    value,
  ])
  const { authorization: _, ...given } = Object.fromEntries(own)
  return {
    accept: 'application/json',
    // Node would send `*`, which Graph has answered with 400 (contracts/graph.md, section 0).
    'accept-language': 'en-US',
    'client-request-id': randomUUID(),
    'user-agent': userAgent,
    // A background sync yields to people (contracts/graph-throttling.md, section 2).
    ...(request.api === 'graph' ? { 'x-ms-throttle-priority': 'low' } : {}),
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...given,
  }
}

/** The service's own id of the request, else the one that we sent along. */
export function requestIdOf(
  answer: Readonly<Record<string, string>>,
  sent: Readonly<Record<string, string>>,
): string | null {
  return (
    answer['request-id'] ??
    answer['x-ms-service-request-id'] ??
    answer['x-ms-correlation-request-id'] ??
    answer['x-ms-request-id'] ??
    answer['client-request-id'] ??
    sent['client-request-id'] ??
    null
  )
}
