/** The Power Platform API as far as the sync reads it. */
import type { TokenDesk } from '../identity/tokens.ts'
import { jsonResponse } from '../json-response.ts'
import { createPager } from '../pager.ts'
import { readQueryOptions } from '../query-options.ts'
import { requireNoRefusal } from '../refusals.ts'
import { Refused } from '../refused.ts'
import type { EnvironmentDescription, TenantDescription } from '../tenant.ts'
import type { CloudOrigins, WireRequest, WireResponse } from '../wire.ts'
import { allocations, currencyReports } from './currencies.ts'
import { environmentBody } from './environments.ts'
import { tenantCapacity } from './tenant-capacity.ts'

export interface PowerPlatformNeeds {
  readonly tenant: TenantDescription
  readonly origins: CloudOrigins
  readonly tokens: TokenDesk
  readonly now: () => number
  /** Rows per page. */
  readonly pageSize: number
}

type Route = readonly [path: RegExp, allowed: readonly string[], answer: (request: WireRequest, id: string) => unknown]

const versions = ['2024-10-01', '2026-05-01-preview', '2022-03-01-preview', '2021-10-01-preview']

export function createPowerPlatform(needs: PowerPlatformNeeds): (request: WireRequest) => WireResponse {
  const routes = createRoutes(needs)
  return (request) => {
    try {
      const grant = needs.tokens.admit(request, [needs.origins.powerPlatform])
      const wrong = wrongVersion(request)
      if (wrong !== null) return wrong
      requireManagementApp(needs.tenant, grant)
      requireNoRefusal(needs.tenant.refusals, { api: 'power-platform', path: request.url.pathname })
      return jsonResponse(200, answer(routes, request))
    } catch (error) {
      if (error instanceof Refused) return errorResponse(error)
      throw error
    }
  }
}

/** An app without a right on the Power Platform side has a token and is refused. Throws `Refused` with 403. */
export function requireManagementApp(
  { apps, managementApps }: TenantDescription,
  { clientId, isDelegated }: { readonly clientId: string; readonly isDelegated: boolean },
): void {
  const registered = managementApps ?? apps.map((app) => app.clientId)
  if (isDelegated || registered.includes(clientId)) return
  const text = `The service principal with id '${clientId}' for app ${clientId} does not have permission to access this path.`
  throw new Refused(403, 'Forbidden', text)
}

function answer(routes: readonly Route[], request: WireRequest): unknown {
  const { pathname } = request.url
  const route = routes.find(([path]) => path.test(pathname))
  if (route === undefined) throw new Refused(404, 'ResourceNotFound', `No route '${pathname}'.`)
  if (request.method !== 'GET') throw new Refused(405, 'MethodNotAllowed', `${request.method} is not allowed.`)
  const [path, allowed, give] = route
  readQueryOptions(request.url, { allowed: ['api-version', ...allowed], code: 'InvalidQueryOption' })
  return give(request, path.exec(pathname)?.[1] ?? '')
}

function createRoutes({ tenant, origins, now, pageSize }: PowerPlatformNeeds): Route[] {
  const policies = createPager<unknown>('$skiptoken')
  const environments = createPager<EnvironmentDescription>('$skiptoken')
  const midnight = (): string => `${new Date(now()).toISOString().slice(0, 10)}T02:14:06.3330393+00:00`
  const policyPage = (request: WireRequest, rows: () => readonly unknown[]): unknown => {
    const page = policies.page({ url: request.url, size: pageSize, rows })
    return { ...(page.nextLink === null ? {} : { '@odata.nextLink': page.nextLink }), value: page.rows }
  }
  return [
    [/^\/licensing\/tenantCapacity$/, [], () => tenantCapacity(tenant.id, tenant.capacity, midnight())],
    [
      /^\/licensing\/tenantCapacity\/currencyReports$/,
      ['includeAllocations', 'includeConsumptions'],
      (request) => currencyReports(tenant, request),
    ],
    [/^\/licensing\/environments\/([^/]+)\/allocations$/, [], (_request, id) => allocations(tenant, id)],
    [
      /^\/licensing\/billingPolicies$/,
      ['$top', '$skiptoken'],
      (request) => policyPage(request, () => tenant.billingPolicies.map(policyBody)),
    ],
    [
      /^\/licensing\/billingPolicies\/([^/]+)\/environments$/,
      ['$skiptoken'],
      (request, id) => policyPage(request, () => policyEnvironments(tenant, id)),
    ],
    [
      /^\/environmentmanagement\/environments$/i,
      ['$skiptoken'],
      (request) => {
        const page = environments.page({ url: request.url, size: pageSize, rows: () => tenant.environments })
        const value = page.rows.map((environment) => environmentBody(tenant, environment, origins))
        // This route spells its next link in lower case.
        return { ...(page.nextLink === null ? {} : { '@odata.nextlink': page.nextLink }), value }
      },
    ],
  ]
}

function policyBody({ id, name, enabled }: TenantDescription['billingPolicies'][number]): unknown {
  return {
    id,
    name,
    type: 'TenantOwned',
    status: enabled ? 'Enabled' : 'Disabled',
    location: 'unitedstates',
    billingInstrument: {
      id: `/subscriptions/${id}/resourceGroups/billing/providers/Microsoft.PowerPlatform/accounts/${encodeURIComponent(name)}`,
      subscriptionId: id,
      resourceGroup: 'billing',
    },
    createdOn: '2025-03-04T05:06:07Z',
    createdBy: { id: 'SYSTEM', type: 'User' },
    lastModifiedOn: '2025-03-04T05:06:07Z',
    lastModifiedBy: { id: 'SYSTEM', type: 'User' },
  }
}

function policyEnvironments({ billingPolicies }: TenantDescription, id: string): unknown[] {
  const policy = billingPolicies.find((each) => each.id === id.toLowerCase())
  if (policy !== undefined) {
    return policy.environmentIds.map((environmentId) => ({ billingPolicyId: policy.id, environmentId }))
  }
  throw new Refused(404, 'BillingPolicyNotFound', `The billing policy '${id}' could not be found.`)
}

/** This one error is flat, and lists what the gateway takes. */
function wrongVersion({ url }: WireRequest): WireResponse | null {
  const version = url.searchParams.get('api-version') ?? ''
  if (versions.includes(version)) return null
  const message = `API version ${version} is not supported. Supported API versions are: ${versions.join(', ')}`
  return jsonResponse(400, {
    code: 'ApiVersionInvalid',
    message,
    innererror: { code: 'ApiVersionUnsupported' },
  })
}

function errorResponse(refused: Refused): WireResponse {
  const challenge: Record<string, string> = refused.status === 401 ? { 'www-authenticate': 'Bearer' } : {}
  return jsonResponse(refused.status, { error: { code: refused.code, message: refused.message } }, challenge)
}
