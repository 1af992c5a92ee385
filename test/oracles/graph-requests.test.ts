/** Every Graph request of syncs, capacity checks and doctors over practice tenants is valid against the official description. */
import { describe, expect, test } from 'vitest'
import { generateTenant } from '../../mocks/generate.ts'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import type { TenantDescription } from '../../mocks/tenant.ts'
import type { WireRequest } from '../../mocks/wire.ts'
import { smallTenant } from '../mocks/small-tenant.ts'
import { openCommandLine } from '../tenants/command-line.ts'
import { GraphDescription, type SentRequest } from './graph-description.ts'
import { hasSharedFolder } from './shared-folder.ts'

const isShared = hasSharedFolder()

/** A group team of owners, which none of the practice tenants has. */
function withOwners(tenant: TenantDescription): TenantDescription {
  return {
    ...tenant,
    environments: tenant.environments.map((environment) => ({
      ...environment,
      dataverse: environment.dataverse && {
        ...environment.dataverse,
        teams: environment.dataverse.teams.map((team) =>
          team.type >= 2 ? { ...team, membershipType: 2 as const } : team,
        ),
      },
    })),
  }
}

const generated = generateTenant({ users: 400, environments: 2, systemUsersPerEnvironment: 40, groupMembers: 30 })
const smallPages = { mostRows: { graph: 7 } }
const runs: readonly (readonly [string, TenantDescription, Parameters<typeof openCommandLine>[1]])[] = [
  ['contoso', loadTenant('contoso'), {}],
  ['fabrikam', loadTenant('fabrikam'), {}],
  ['fabrikam in small pages', loadTenant('fabrikam'), smallPages],
  ['fabrikam with owners', withOwners(loadTenant('fabrikam')), {}],
  ['fabrikam without license states by id', loadTenant('fabrikam'), { getByIdsWithholds: ['licenseAssignmentStates'] }],
  ['insufficient', loadTenant('insufficient'), {}],
  ['a small tenant', smallTenant, {}],
  ['a generated tenant', generated, {}],
]

function sentOf(request: WireRequest): SentRequest {
  return {
    method: request.method,
    path: request.url.pathname.replace(/^\/v1\.0/, ''),
    query: request.url.searchParams,
    body: request.body === '' ? null : JSON.parse(request.body),
  }
}

const query = (text: string) => new URLSearchParams(text)
const seen = new Set<string>()

describe.skipIf(!isShared)('Graph requests', () => {
  test.each(runs)('of %s are valid against the official description', async (_, tenant, options) => {
    const description = new GraphDescription()
    const sent: SentRequest[] = []
    const { type } = openCommandLine(tenant, {
      ...options,
      onRequest: (request) => {
        if (request.url.hostname === 'graph.microsoft.com') sent.push(sentOf(request))
      },
    })

    for (const command of ['sync', 'capacity', 'doctor']) await type(command)

    expect(sent.length).toBeGreaterThan(5)
    expect(sent.flatMap((request) => description.faultsOf(request))).toEqual([])
    for (const { method, path } of sent) seen.add(`${method} ${path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}')}`)
  })

  test('were of every kind that the product sends', () => {
    expect([...seen].toSorted()).toEqual([
      'GET /auditLogs/directoryAudits',
      'GET /directory/subscriptions',
      'GET /groups',
      'GET /groups/{id}/members/microsoft.graph.user',
      'GET /groups/{id}/owners',
      'GET /groups/{id}/transitiveMembers',
      'GET /organization',
      'GET /subscribedSkus',
      'GET /users',
      'POST /$batch',
      'POST /directoryObjects/getByIds',
    ])
  })

  test.each<readonly [string, SentRequest]>([
    ['an unknown path', { method: 'GET', path: '/people', query: query(''), body: null }],
    ['a method that is not described', { method: 'POST', path: '/users', query: query(''), body: null }],
    ['an unknown option', { method: 'GET', path: '/users', query: query('$page=2'), body: null }],
    ['an unknown property', { method: 'GET', path: '/users', query: query('$select=id,shoeSize'), body: null }],
    ['a number that is none', { method: 'GET', path: '/users', query: query('$top=many'), body: null }],
    [
      'a body without types',
      { method: 'POST', path: '/directoryObjects/getByIds', query: query(''), body: { ids: [] } },
    ],
    [
      'a batch with a write',
      {
        method: 'POST',
        path: '/$batch',
        query: query(''),
        body: { requests: [{ id: '1', method: 'PATCH', url: '/users/1' }] },
      },
    ],
    [
      'a batch with an unknown path',
      {
        method: 'POST',
        path: '/$batch',
        query: query(''),
        body: { requests: [{ id: '1', method: 'GET', url: '/people' }] },
      },
    ],
  ])('%s is refused by the same check', (_, request) => {
    expect(new GraphDescription().faultsOf(request)).not.toEqual([])
  })
})
