/** A tenant that refuses some permissions: the run is stored with what it did not see, says who is to grant what, and clears nothing. */
import { describe, expect, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import type { TenantDescription } from '../../mocks/tenant.ts'
import { CapacityDocument, FindingsDocument, SyncDocument } from '../../src/model/documents.ts'
import { SourceId, type Coverage } from '../../src/model/coverage.ts'
import { ruleIds } from '../../src/rules/index.ts'
import { openCommandLine } from './command-line.ts'

const refusing = loadTenant('insufficient')

/** The same tenant as it would be with every permission granted, and a license for sign-in data. */
function granting(tenant: TenantDescription): TenantDescription {
  const applicationUsers = tenant.apps.map(({ clientId }) => clientId)
  const environments = tenant.environments.map(({ dataverse, ...environment }) => ({
    ...environment,
    dataverse: dataverse === null ? null : { ...dataverse, applicationUsers },
  }))
  return { ...tenant, environments, refusals: [], premium: true }
}

const grant = (permission: string, more = '') =>
  `grant the application permission ${permission} of Microsoft Graph, with admin consent${more}`

const register =
  'a Power Platform administrator registers the application once: pac admin application register --application-id <client id>'
const closed = { id: '0416328b-c513-5109-ba64-5261b73c53fb', name: 'Northwind Finance' }

/** What was refused and who is to grant what, source by source. */
const refused: Omit<Coverage, 'state'>[] = [
  {
    source: 'graph/subscriptions',
    environment: null,
    required: false,
    reason: 'GET /v1.0/directory/subscriptions: 403 Authorization_RequestDenied',
    fix: grant('Organization.Read.All'),
  },
  {
    source: 'graph/groups',
    environment: null,
    required: true,
    reason:
      'GET /v1.0/groups/5648cfd0-918f-53d6-82f9-8ce04919b46b/members/microsoft.graph.user: 403 Authorization_RequestDenied',
    fix: grant('GroupMember.Read.All', ' (Group.Read.All where owners are refused)'),
  },
  {
    source: 'graph/sign-ins',
    environment: null,
    required: false,
    reason: 'GET /v1.0/users: 403 Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    fix: grant('AuditLog.Read.All', '; the tenant needs Entra ID P1 or P2'),
  },
  {
    source: 'power-platform/tenant-capacity',
    environment: null,
    required: true,
    reason: 'GET /licensing/tenantCapacity: 403 Forbidden',
    fix: register,
  },
  {
    source: 'power-platform/currencies',
    environment: null,
    required: false,
    reason: 'GET /licensing/tenantCapacity/currencyReports: 403 Forbidden',
    fix: register,
  },
  {
    source: 'dataverse/security',
    environment: closed,
    required: true,
    reason: 'GET /api/data/v9.2/EntityDefinitions: 403 0x80072560',
    fix: 'make the application an application user that may read: pac admin assign-user --environment 0416328b-c513-5109-ba64-5261b73c53fb --user <client id> --role "Service Reader" --application-user',
  },
]
/** What is not even asked of an environment that is closed. */
const skipped: typeof refused = ['usage', 'dual-write', 'telephony', 'apps'].map((source) => ({
  source: SourceId.parse(`dataverse/${source}`),
  environment: closed,
  required: false,
  reason: 'not asked for: the security data of the environment could not be read',
  fix: 'mend dataverse/security of the environment',
}))
const notAssessed = [...refused, ...skipped].map((row) => ({ ...row, state: 'not-assessed' }))

const bearOnPools = ['graph/subscriptions', 'power-platform/tenant-capacity', 'dataverse/usage']

const states = (document: FindingsDocument) =>
  document.findings.map(({ id, status, stale, firstSeen, lastSeen }) => ({ id, status, stale, firstSeen, lastSeen }))

const incomplete = (coverage: readonly Coverage[]) => coverage.filter(({ state }) => state !== 'complete')

describe('sync of insufficient', () => {
  test('ends with 3 and names per source what was refused and which permission to grant', async () => {
    const { ask } = openCommandLine(refusing)

    const { exitCode, document } = await ask(SyncDocument, 'sync')

    expect(exitCode).toBe(3)
    expect(incomplete(document.coverage)).toEqual(notAssessed)
    expect(document.rules.map(({ rule }) => rule)).toEqual(ruleIds)
    expect(document.rules[0]).toMatchObject({
      rule: 'restricted-table-write',
      outcome: 'fail',
      needs: ['graph/groups', 'dataverse/security'],
      reason: expect.stringMatching(/^graph\/groups is not complete .*; dataverse\/security of Northwind Finance is/),
    })
  })

  test('tells the same to a person, below the figures and the findings that there are', async () => {
    const { type } = openCommandLine(refusing)

    const { stdout } = await type('sync')

    const text = stdout.replace(/\s+/g, ' ')
    for (const { source, environment, reason, fix } of refused) {
      const title = environment === null ? source : `${source} of ${environment.name}`
      expect(text).toMatch(new RegExp(`not-assessed ${title}( \\(required\\))?: `))
      expect(text).toContain(`${reason} mend it: ${fix}`)
    }
    expect(text).toContain('1 person can write restricted tables without the matching license, in what was looked at.')
    expect(text).toContain('`seatledger doctor --script pac`')
  })

  test('stores the run with that coverage; what could be judged is shown', async () => {
    const { ask } = openCommandLine(refusing)
    const { document: synced } = await ask(SyncDocument, 'sync')

    const findings = await ask(FindingsDocument, 'findings')
    const capacity = await ask(CapacityDocument, 'capacity', '--stored')

    expect([findings.exitCode, capacity.exitCode]).toEqual([3, 3])
    expect(findings.document.runId).toBe(synced.runId)
    expect(findings.document.coverage.filter(({ source }) => source === 'graph/groups')).toEqual(
      notAssessed.filter(({ source }) => source === 'graph/groups'),
    )
    expect(findings.document.findings.map(({ subject, environment }) => [subject.upn, environment?.name])).toEqual([
      ['clerk@northwind.example', 'Northwind Service'],
      ['clerk@northwind.example', 'Northwind Warehouse'],
    ])
    expect(incomplete(capacity.document.coverage)).toEqual(
      notAssessed.filter(({ source }) => bearOnPools.includes(source)),
    )
    expect(capacity.document.pools.map(({ entitled, reported, status }) => [entitled, reported, status])).toEqual([
      [11.25, null, 'unknown'],
      [195, null, 'unknown'],
      [10, null, 'unknown'],
      [250, null, 'unknown'],
      [10_000, null, 'unknown'],
      [30_000, null, 'unknown'],
    ])
  })
})

test('what is refused after a whole sync resolves and clears nothing: its findings stay open and stale', async () => {
  const { ask, cloud, clock } = openCommandLine(granting(refusing))
  const whole = await ask(SyncDocument, 'sync')
  const before = await ask(FindingsDocument, 'findings')
  clock.advance(3_600_000)
  cloud.update(() => refusing)

  const cut = await ask(SyncDocument, 'sync')
  const after = await ask(FindingsDocument, 'findings')

  expect(incomplete(whole.document.coverage)).toEqual([])
  expect(incomplete(cut.document.coverage)).toEqual(notAssessed)
  expect(cut.document.findings).toMatchObject({ new: 0, resolved: 0 })
  const firstRun = whole.document.startedAt
  // Only the clerk's own roles were seen again; who comes by the group, and the closed environment, were not looked at.
  const seenAgain = (id: string) =>
    before.document.findings.some(
      ({ id: one, subject, environment }) =>
        one === id && subject.upn === 'clerk@northwind.example' && environment?.name !== 'Northwind Finance',
    )
  expect(states(after.document)).toEqual(
    states(before.document).map((state) => ({
      ...state,
      firstSeen: firstRun,
      stale: !seenAgain(state.id),
      lastSeen: seenAgain(state.id) ? cut.document.startedAt : firstRun,
    })),
  )
  expect(after.document.findings.filter(({ stale }) => stale).length).toBeGreaterThanOrEqual(2)
})

test('where there is no token for the BAP API the other list of environments serves', async () => {
  const tenant = granting(refusing)
  const refusal = {
    api: 'sign-in',
    resource: 'https://service.powerapps.com',
    status: 400,
    code: 'invalid_resource',
    message: 'AADSTS500011: The resource principal was not found in the tenant.',
  } as const
  const { ask } = openCommandLine({ ...tenant, refusals: [refusal] })

  const { exitCode, document } = await ask(SyncDocument, 'sync')

  expect(exitCode).toBe(3)
  expect(incomplete(document.coverage)).toEqual([
    {
      source: 'power-platform/environments',
      environment: null,
      state: 'partial',
      required: true,
      reason:
        'no storage per environment: sign-in for the Power Platform admin API (BAP) failed: AADSTS500011, the resource has no service principal in the tenant',
      fix: 'Check the hosts and scopes of the cloud; the API may never have been used in this tenant.',
    },
  ])
  expect(document.rows['power-platform/environments']).toBe(3)
})

test('without the list of SKUs no text says that there are no seats', async () => {
  const refusal = {
    api: 'graph',
    path: '/v1.0/subscribedSkus',
    status: 403,
    code: 'Authorization_RequestDenied',
    message: 'Insufficient privileges to complete the operation.',
  } as const
  const { type } = openCommandLine({ ...granting(refusing), refusals: [refusal] })

  const texts = [(await type('capacity')).stdout, (await type('sync')).stdout]
  for (const argv of [['seats'], ['explain', 'voicebot-minutes'], ['evaluate'], ['capacity', '--stored']]) {
    texts.push((await type(...argv)).stdout)
  }

  for (const text of texts) {
    expect(text).toMatch(/not known|could not be read/)
    expect(text).not.toMatch(/entitled 0|no counted|No subscription of this tenant/i)
    expect(text).toContain('GET /v1.0/subscribedSkus: 403 Authorization_RequestDenied')
  }
})
