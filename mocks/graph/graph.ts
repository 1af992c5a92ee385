/** Microsoft Graph v1.0 as far as the sync reads it: who may ask, what is refused, and which route answers. */
import { jsonResponse } from '../json-response.ts'
import { guidOf } from '../guid.ts'
import { listOf } from '../query-options.ts'
import { requireNoRefusal } from '../refusals.ts'
import { Refused } from '../refused.ts'
import type { WireRequest, WireResponse } from '../wire.ts'
import { answerBatch } from './batch.ts'
import { createGraphRoutes, type GraphNeeds } from './routes.ts'

/** A longer address is refused, except within a batch. */
const longestUrl = 2048
const json = { 'content-type': 'application/json;odata.metadata=minimal;odata.streaming=true;charset=utf-8' }

export function createGraph(needs: GraphNeeds): (request: WireRequest) => WireResponse {
  const route = createGraphRoutes(needs)
  const answerAlone = (request: WireRequest): WireResponse => {
    const { pathname, searchParams } = request.url
    const selected = listOf(searchParams.get('$select') ?? '')
    requireNoRefusal(needs.tenant.refusals, { api: 'graph', path: pathname, selected })
    const { body, units } = route(request)
    const headers = { ...echo(request), 'x-ms-resource-unit': String(units) }
    if (typeof body === 'number') {
      return { status: 200, headers: { ...headers, 'content-type': 'text/plain' }, body: String(body) }
    }
    return jsonResponse(200, body, { ...headers, ...json })
  }
  const guarded =
    (answer: (request: WireRequest) => WireResponse) =>
    (request: WireRequest): WireResponse => {
      try {
        requireAdmission(needs, request)
        return answer(request)
      } catch (error) {
        if (error instanceof Refused) return errorResponse(needs, request, error)
        throw error
      }
    }
  const answerItem = guarded(answerAlone)
  return guarded((request) => {
    if (request.url.href.length > longestUrl) throw new Refused(414, 'UriTooLong', 'The request URI is too long.')
    if (request.url.pathname !== '/v1.0/$batch' || request.method !== 'POST') return answerAlone(request)
    return jsonResponse(200, answerBatch(request, needs.origin, answerItem), { ...echo(request), ...json })
  })
}

function requireAdmission({ tokens, origin }: GraphNeeds, request: WireRequest): void {
  if (request.headers['accept-language'] === '*') {
    throw new Refused(400, 'BadRequest', 'Invalid language specified.')
  }
  tokens.admit(request, [origin])
  if (!request.url.pathname.startsWith('/v1.0/')) throw new Refused(400, 'BadRequest', 'Invalid version.')
}

function echo(request: WireRequest): Record<string, string> {
  const asked = request.headers['client-request-id']
  const id = asked ?? guidOf(request.url.href)
  return { 'request-id': id, 'client-request-id': id }
}

function errorResponse({ now }: GraphNeeds, request: WireRequest, refused: Refused): WireResponse {
  const ids = echo(request)
  const challenge: Record<string, string> =
    refused.status === 401 ? { 'www-authenticate': 'Bearer realm="", authorization_uri="", error="invalid_token"' } : {}
  const innerError = { date: new Date(now()).toISOString().slice(0, 19), ...ids }
  const body = { error: { code: refused.code, message: refused.message, innerError } }
  return jsonResponse(refused.status, body, { ...ids, ...challenge, ...refused.headers })
}
