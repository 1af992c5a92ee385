/** One Dataverse environment behind its Web API: who may ask, what is refused, and which table or function answers. */
import { guidOf } from '../guid.ts'
import type { Grant, TokenDesk } from '../identity/tokens.ts'
import { jsonResponse } from '../json-response.ts'
import { requireNoRefusal } from '../refusals.ts'
import { Refused } from '../refused.ts'
import type { DataverseDescription, TenantDescription } from '../tenant.ts'
import type { WireRequest, WireResponse } from '../wire.ts'
import { createEntityDefinitions } from './entity-definitions.ts'
import { createFetch } from './fetch/fetch-route.ts'
import { queryErrorCode } from './filter-rules.ts'
import { totalRecordCount, whoAmI } from './functions.ts'
import { createQuery } from './query.ts'
import { createStore } from './store.ts'

export interface DataverseNeeds {
  readonly tenant: TenantDescription
  readonly environmentId: string
  readonly dataverse: DataverseDescription
  /** Tokens are for this one, whichever of the two hosts is asked. */
  readonly instanceOrigin: string
  readonly tokens: TokenDesk
  readonly loginOrigin: string
  readonly now: () => number
  /** Most rows per page. */
  readonly mostRows: number
}

const longestUrl = 32_768
type Route = (request: WireRequest, base: string, grant: Grant) => unknown

export function createDataverse(needs: DataverseNeeds): (request: WireRequest) => WireResponse {
  const routes = createRoutes(needs)
  return (request) => {
    try {
      const grant = needs.tokens.admit(request, [needs.instanceOrigin])
      const [, version, segment] = /^\/api\/data\/(v9\.[0-2])\/(.*)$/.exec(decodedPath(request.url)) ?? []
      if (version === undefined || segment === undefined) throw new Refused(404, '0x80060891', 'Resource not found.')
      requireEntrance(needs, request, grant)
      if (request.method !== 'GET') throw new Refused(405, '0x8006088a', `${request.method} is not allowed.`)
      if (request.url.href.length > longestUrl) throw new Refused(414, '0x80060000', 'The request URI is too long.')
      const route = routes(segment)
      const body = route(request, `${request.url.origin}/api/data/${version}`, grant)
      return jsonResponse(200, body, responseHeaders(request))
    } catch (error) {
      if (error instanceof Refused) return errorResponse(needs, request, error)
      throw error
    }
  }
}

/** Throws `Refused` with 403 for an application that is no user here, and for an environment that is off. */
function requireEntrance(
  { tenant, environmentId, dataverse }: DataverseNeeds,
  request: WireRequest,
  grant: Grant,
): void {
  requireNoRefusal(tenant.refusals, { api: 'dataverse', path: request.url.pathname, environmentId })
  if (dataverse.state !== 'Ready') throw new Refused(403, '0x80040216', 'The organization is disabled.')
  if (grant.isDelegated || dataverse.applicationUsers.includes(grant.clientId)) return
  throw new Refused(403, '0x80072560', 'The user is not a member of the organization.')
}

function createRoutes({ dataverse, mostRows, now }: DataverseNeeds): (segment: string) => Route {
  const store = createStore(dataverse)
  const byEntitySet = new Map<string, Route>()
  for (const table of store.values()) {
    const query = createQuery(table.definition, mostRows)
    const fetch = createFetch({ table, store, mostRows, now })
    byEntitySet.set(table.definition.entitySet, (request, base) => {
      if (table.refusal !== undefined) throw table.refusal()
      return request.url.searchParams.has('fetchXml') ? fetch(request, base) : query(request, base, table.rows)
    })
  }
  const definitions = createEntityDefinitions(dataverse, store)
  byEntitySet.set('WhoAmI', (_request, base, grant) => whoAmI(dataverse, grant, base))
  byEntitySet.set('WhoAmI()', (_request, base, grant) => whoAmI(dataverse, grant, base))
  return (segment) => {
    const route = byEntitySet.get(segment) ?? definitions(segment)
    if (route !== undefined && route !== null) return route
    if (segment.startsWith('RetrieveTotalRecordCount(')) {
      return (_request, base) => totalRecordCount(dataverse, segment, base)
    }
    throw new Refused(404, queryErrorCode, `Resource not found for the segment '${segment}'.`)
  }
}

function decodedPath({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}

function responseHeaders({ url, headers }: WireRequest): Record<string, string> {
  const preference = headers['prefer']
  return {
    'content-type': 'application/json; odata.metadata=minimal',
    'odata-version': '4.0',
    'x-ms-service-request-id': guidOf(url.href),
    ...(preference?.includes('odata.maxpagesize') === true ? { 'preference-applied': preference } : {}),
  }
}

/** 401 has no body: its reason is in the header. */
function errorResponse(
  { loginOrigin, tenant, instanceOrigin }: DataverseNeeds,
  request: WireRequest,
  refused: Refused,
) {
  const { status, code, message } = refused
  if (status === 401) {
    const challenge = `Bearer authorization_uri=${loginOrigin}/${tenant.id}/oauth2/authorize, resource_id=${instanceOrigin}/`
    return { status, headers: { 'www-authenticate': challenge }, body: '' }
  }
  return jsonResponse(status, { error: { code, message } }, responseHeaders(request))
}
