/** The BAP admin API as far as the sync reads it. */
import type { TokenDesk } from '../identity/tokens.ts'
import { jsonResponse } from '../json-response.ts'
import { createPager } from '../pager.ts'
import { requireManagementApp } from '../power-platform/power-platform.ts'
import { listOf, readQueryOptions } from '../query-options.ts'
import { requireNoRefusal } from '../refusals.ts'
import { Refused } from '../refused.ts'
import type { EnvironmentDescription, TenantDescription } from '../tenant.ts'
import type { CloudOrigins, WireRequest, WireResponse } from '../wire.ts'
import { environmentBody, environmentsPath } from './environments.ts'

export interface BapNeeds {
  readonly tenant: TenantDescription
  readonly origins: CloudOrigins
  readonly tokens: TokenDesk
  /** Rows per page. */
  readonly pageSize: number
}

/** Audiences that BAP takes beside its own host: the clouds spell it differently. */
export const bapAudiences = [
  'https://service.powerapps.com',
  'https://service.powerapps.us',
  'https://gov.service.powerapps.us',
  'https://high.service.powerapps.us',
  'https://high.service.apps.appsplatform.us',
  'https://service.apps.appsplatform.us',
  'https://service.powerapps.cn',
]

const versions = [
  '2016-02-01',
  '2016-11-01',
  '2018-01-01',
  '2018-10-01',
  '2019-05-01',
  '2019-10-01',
  '2020-04-01',
  '2020-05-01',
  '2020-06-01',
  '2020-08-01',
  '2020-09-01',
  '2020-10-01',
  '2021-03-01',
  '2021-04-01',
  '2021-07-01',
  '2022-05-01',
  '2023-06-01',
  '2024-05-01',
  '2026-06-01',
]

/** Both separators are seen and taken. */
const expansions = [
  'permissions',
  'properties.capacity',
  'properties.addons',
  'properties/billingPolicy',
  'properties/copilotPolicies',
  'properties/enterprisePolicies',
  'properties/scheduledLifecycleOperations',
]

const provider = '/providers/Microsoft.BusinessAppPlatform'

export function createBap(needs: BapNeeds): (request: WireRequest) => WireResponse {
  const list = createList(needs)
  return (request) => {
    try {
      const grant = needs.tokens.admit(request, [needs.origins.bap, ...bapAudiences])
      requireVersion(request)
      const { pathname } = request.url
      const appId = /\/adminApplications\/([^/]+)$/.exec(pathname)?.[1]
      if (appId !== undefined) return jsonResponse(200, adminApplication(needs.tenant, request, appId))
      requireManagementApp(needs.tenant, grant)
      requireNoRefusal(needs.tenant.refusals, { api: 'bap', path: pathname })
      return jsonResponse(200, answer(needs, list, request))
    } catch (error) {
      if (error instanceof Refused) return errorResponse(error)
      throw error
    }
  }
}

function answer(needs: BapNeeds, list: (request: WireRequest) => unknown, request: WireRequest): unknown {
  const { pathname } = request.url
  if (pathname === `${provider}/listTenantSettings` && request.method === 'POST') return { powerPlatform: {} }
  if (request.method !== 'GET') throw new Refused(405, 'MethodNotAllowed', `${request.method} is not allowed.`)
  if (pathname === environmentsPath) return list(request)
  const [, id] = /\/environments\/([^/]*)$/.exec(pathname) ?? []
  if (id === undefined || pathname !== `${environmentsPath}/${id}`) {
    throw new Refused(404, 'RouteNotFound', `No route '${pathname}'.`)
  }
  // An empty id degrades to the list, with 200: so does the service.
  return id === '' ? list(request) : single(needs, request, id)
}

function createList({ tenant, origins, pageSize }: BapNeeds): (request: WireRequest) => unknown {
  const pager = createPager<EnvironmentDescription>('$skiptoken')
  return (request) => {
    const expansion = expansionOf(request)
    const withCapacity = expansion.withCapacity && tenant.listCarriesCapacity
    const page = pager.page({ url: request.url, size: pageSize, rows: () => tenant.environments })
    const value = page.rows.map((environment) =>
      environmentBody(tenant, environment, origins, { ...expansion, withCapacity }),
    )
    return { value, ...(page.nextLink === null ? {} : { nextLink: page.nextLink }) }
  }
}

function single({ tenant, origins }: BapNeeds, request: WireRequest, id: string): unknown {
  const expansion = expansionOf(request)
  const environment = tenant.environments.find((each) => each.id.toLowerCase() === id.toLowerCase())
  if (environment !== undefined) return environmentBody(tenant, environment, origins, expansion)
  const text = `The environment '${id}' could not be found in the tenant '${tenant.id}'.`
  throw new Refused(404, 'EnvironmentNotFound', text)
}

function expansionOf(request: WireRequest): { readonly withCapacity: boolean; readonly withAddons: boolean } {
  const allowed = ['api-version', '$expand', '$skiptoken']
  const options = readQueryOptions(request.url, { allowed, code: 'InvalidQueryOption' })
  const expand = options.get('$expand')
  const names = expand === undefined ? [] : listOf(expand).map((name) => name.replace('/', '.'))
  const known = expansions.map((name) => name.replace('/', '.'))
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new Refused(400, 'InvalidExpand', `The expansion '${unknown}' is not known.`)
  return { withCapacity: names.includes('properties.capacity'), withAddons: names.includes('properties.addons') }
}

/** 400, not 404, for an app that is not registered. */
function adminApplication({ apps, managementApps }: TenantDescription, request: WireRequest, appId: string): unknown {
  if (request.method !== 'GET') throw new Refused(405, 'MethodNotAllowed', `${request.method} is not allowed.`)
  const registered = managementApps ?? apps.map((app) => app.clientId)
  if (registered.includes(appId.toLowerCase())) return { applicationId: appId.toLowerCase() }
  throw new Refused(400, 'InvalidApplicationId', `The application '${appId}' is not registered.`)
}

function requireVersion({ url }: WireRequest): void {
  const version = url.searchParams.get('api-version') ?? ''
  if (versions.includes(version)) return
  const text = `The api-version '${version}' is invalid. The supported versions are '${versions.join(',')}'.`
  throw new Refused(400, 'InvalidApiVersionParameter', text)
}

function errorResponse({ status, code, message }: Refused): WireResponse {
  const challenge: Record<string, string> = status === 401 ? { 'www-authenticate': 'Bearer' } : {}
  return jsonResponse(status, { error: { code, message, detailUrlType: 'NotSpecified' } }, challenge)
}
