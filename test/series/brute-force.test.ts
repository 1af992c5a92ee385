/** The brute force itself, on tenants made by hand: what it says must be plain from the contract before it judges the product. */
import { describe, expect, it } from 'vitest'
import type {
  DataverseDescription,
  LicenseDescription,
  RoleDescription,
  SystemUserDescription,
  TeamDescription,
  TenantDescription,
  UserDescription,
} from '../../mocks/tenant.ts'
import { expectedFindings, type ExpectedFinding } from './brute-force.ts'
import { exceptions, Tally, type Exception } from './exceptions.ts'
import { randomCase, type OperatorSettings } from './random-tenant.ts'
import { planIds, shelf, type ShelfSku, type SkuName } from './sku-shelf.ts'

const settings: OperatorSettings = { skuOverrides: {}, people: {}, fieldServiceList: false }

function holds(sku: SkuName, more: Partial<LicenseDescription> = {}): LicenseDescription {
  return { skuId: shelf[sku].skuId, disabledPlans: [], state: 'Active', byGroup: null, ...more }
}

function person(id: string, licenses: readonly LicenseDescription[], more: Partial<UserDescription> = {}) {
  const user: UserDescription = {
    id,
    upn: `${id}@contoso.example`,
    displayName: id,
    userType: 'Member',
    accountEnabled: true,
    licenses,
    ...more,
  }
  return user
}

function row(entraId: string, roles: readonly string[], more: Partial<SystemUserDescription> = {}) {
  const user: SystemUserDescription = {
    id: `row-${entraId}`,
    entraId,
    fullName: entraId,
    domainName: '',
    accessMode: 0,
    isDisabled: false,
    applicationId: null,
    isIntegrationUser: false,
    setupUser: false,
    systemManagedUserType: null,
    deletedState: 0,
    azureState: 0,
    businessUnitId: 'root',
    roles,
    ...more,
  }
  return user
}

function role(id: string, ...grants: RoleDescription['grants']): RoleDescription {
  return { id, name: id, templateId: null, grants }
}

function groupTeam(roles: readonly string[], more: Partial<TeamDescription> = {}): TeamDescription {
  return {
    id: 'team',
    name: 'Team',
    type: 2,
    isDefault: false,
    groupId: 'group',
    membershipType: 0,
    businessUnitId: 'root',
    roles,
    members: [],
    ...more,
  }
}

function findingsIn(
  parts: Partial<TenantDescription>,
  dataverse: Partial<DataverseDescription>,
  operator: Partial<OperatorSettings> = {},
  gate: string | null = null,
): ExpectedFinding[] {
  const skus = Object.entries<ShelfSku>(shelf).map(([skuPartNumber, sku]) => ({
    skuId: sku.skuId,
    skuPartNumber,
    capabilityStatus: 'Enabled' as const,
    units: { enabled: 10, warning: 0, suspended: 0, lockedOut: 0 },
    servicePlans: sku.plans.map((name) => ({ id: planIds[name], name })),
  }))
  const environment = {
    organizationId: 'organization',
    domain: 'org',
    state: 'Ready' as const,
    applicationUsers: ['app'],
    businessUnits: [{ id: 'root', name: 'Root', parent: null }],
    tables: ['incident'],
    roles: [],
    users: [],
    teams: [],
    ...dataverse,
  }
  const tenant: TenantDescription = {
    id: 'tenant',
    displayName: 'Contoso',
    domain: 'contoso.example',
    apps: [{ clientId: 'app', secret: 'secret' }],
    skus,
    subscriptions: [],
    users: [],
    groups: [],
    capacity: { licenseModelType: 'StorageDriven', meters: [] },
    environments: [
      { id: 'Env', displayName: 'Env', sku: 'Production', capacity: [], securityGroupId: gate, dataverse: environment },
    ],
    billingPolicies: [],
    listCarriesCapacity: true,
    refusals: [],
    ...parts,
  }
  return expectedFindings({ seed: 0, tenant, settings: { ...settings, ...operator } }, () => undefined)
}

const dispatcher = role(
  'Dispatcher',
  { table: 'incident', operation: 'create', depth: 'global' },
  { table: 'incident', operation: 'update', depth: 'basic' },
  { table: 'incident', operation: 'delete', depth: 'local' },
)

describe('the brute force', () => {
  it('finds who writes cases without a license, with the path', () => {
    const found = findingsIn(
      { users: [person('ann', [holds('SPE_E5')])] },
      { roles: [dispatcher], users: [row('ann', ['Dispatcher'])] },
    )

    expect(found).toStrictEqual([
      {
        subject: { kind: 'user', id: 'ann' },
        environment: 'env',
        severity: 'medium',
        administrator: false,
        latent: 'null',
        tables: [
          {
            table: 'incident',
            operations: ['create', 'update', 'delete'],
            depth: 'global',
            requires: [
              'customer_engagement_plan_legacy',
              'customer_service_enterprise',
              'customer_service_professional',
              'dynamics_365_plan_legacy',
            ],
            grade: 'medium',
            paths: [
              {
                role: 'Dispatcher',
                roleId: 'Dispatcher',
                team: null,
                teamKind: null,
                group: null,
                operations: ['create', 'update', 'delete'],
                depth: 'global',
              },
            ],
            observed: null,
          },
        ],
        evidence: null,
      },
    ])
  })

  it.each<[string, SkuName, Partial<LicenseDescription>]>([
    ['the plain license', 'DYN365_ENTERPRISE_CUSTOMER_SERVICE', {}],
    ['a license in state ActiveWithError', 'DYN365_CUSTOMER_SERVICE_PRO', { state: 'ActiveWithError' }],
    ['a trial by SKU id alone', 'DYN365_ENTERPRISE_P1_IW', {}],
    ['Premium by its plans', 'CUSTOMER_SERVICE_PREMIUM', {}],
    ['the legacy plan', 'DYN365_ENTERPRISE_PLAN1', {}],
  ])('lets a case worker with %s be', (_, sku, more) => {
    const found = findingsIn(
      { users: [person('ann', [holds(sku, more)])] },
      { roles: [dispatcher], users: [row('ann', ['Dispatcher'])] },
    )

    expect(found).toStrictEqual([])
  })

  it.each<[string, SkuName, Partial<LicenseDescription>]>([
    ['a license in error', 'DYN365_ENTERPRISE_CUSTOMER_SERVICE', { state: 'Error' }],
    [
      'the needed plan off',
      'DYN365_ENTERPRISE_CUSTOMER_SERVICE',
      { disabledPlans: [planIds.DYN365_ENTERPRISE_CUSTOMER_SERVICE] },
    ],
    ['a Contact Center seat', 'DYNAMICS_365_CONTACT_CENTER', {}],
    ['a partner sandbox', 'Dynamics_365_Sales_Field_Service_and_Customer_Service_Partner_Sandbox', {}],
    ['a plan that counts from other SKUs only', 'CONTOSO_RESELLER_BUNDLE', {}],
  ])('does not take %s for a license', (_, sku, more) => {
    const found = findingsIn(
      { users: [person('ann', [holds('SPE_E5'), holds(sku, more)])] },
      { roles: [dispatcher], users: [row('ann', ['Dispatcher'])] },
    )

    expect(found.map((finding) => finding.severity)).toStrictEqual(['medium'])
  })

  it('leaves of the case exception what is above Basic, and of Team Members too', () => {
    const [ann, bob, cat] = findingsIn(
      {
        users: [
          person('ann', [holds('POWERAPPS_PER_USER')]),
          person('bob', [holds('DYN365_TEAM_MEMBERS')]),
          person('cat', [holds('POWERAPPS_DEV')]),
        ],
      },
      {
        roles: [dispatcher],
        users: [row('ann', ['Dispatcher']), row('bob', ['Dispatcher']), row('cat', ['Dispatcher'])],
      },
    )

    expect(ann?.tables[0]).toMatchObject({ operations: ['delete'], depth: 'local', grade: 'medium' })
    expect(bob?.tables[0]).toMatchObject({ operations: ['create', 'delete'], depth: 'global' })
    expect(cat?.tables[0]?.operations).toStrictEqual(['create', 'update', 'delete'])
  })

  it('reads group teams by membership type, and marks who is in by nesting only', () => {
    const groups = [
      { id: 'group', displayName: 'G', kind: 'security' as const, members: ['ann', 'gus', 'inner'], owners: ['bob'] },
      { id: 'inner', displayName: 'I', kind: 'security' as const, members: ['cat', 'group'], owners: [] },
    ]
    const users = [
      person('ann', [holds('SPE_E5')]),
      person('bob', [holds('SPE_E5')]),
      person('cat', [holds('SPE_E5')]),
      person('gus', [holds('SPE_E5')], { userType: 'Guest' }),
    ]
    const by = (membershipType: 0 | 1 | 2 | 3) =>
      findingsIn(
        { users, groups },
        { roles: [dispatcher], teams: [groupTeam(['Dispatcher'], { membershipType })] },
      ).map((finding) => [finding.subject.id, finding.severity, finding.tables[0]?.paths[0]?.group?.via])

    expect(by(0)).toStrictEqual([
      ['ann', 'medium', 'direct'],
      ['cat', 'low', 'nested'],
      ['gus', 'low', 'direct'],
    ])
    expect(by(1)).toStrictEqual([
      ['ann', 'medium', 'direct'],
      ['cat', 'low', 'nested'],
    ])
    expect(by(2)).toStrictEqual([['bob', 'medium', 'direct']])
    expect(by(3)).toStrictEqual([['gus', 'low', 'direct']])
  })

  it('shows outside the security group the direct roles only, and nobody without one', () => {
    const groups = [{ id: 'gate', displayName: 'Gate', kind: 'security' as const, members: ['ann'], owners: ['bob'] }]
    const users = ['ann', 'bob', 'cat'].map((id) => person(id, [holds('SPE_E5')]))
    const team = groupTeam(['Dispatcher'], { type: 0, groupId: null, members: ['row-ann', 'row-bob', 'row-cat'] })
    const found = findingsIn(
      { users, groups },
      {
        roles: [dispatcher],
        users: [row('ann', []), row('bob', ['Dispatcher']), row('cat', [])],
        teams: [team],
      },
      {},
      'gate',
    )

    expect(found.map((finding) => [finding.subject.id, finding.severity])).toStrictEqual([
      ['ann', 'medium'],
      ['bob', 'info'],
    ])
    expect(found[1]?.tables[0]?.paths.map((path) => path.team)).toStrictEqual([null])
  })

  it('grades a deep nested way beside a basic direct one by the direct one, and shows the depth of both', () => {
    const groups = [
      { id: 'group', displayName: 'G', kind: 'security' as const, members: ['inner'], owners: [] },
      { id: 'inner', displayName: 'I', kind: 'security' as const, members: ['ann'], owners: [] },
    ]
    const own = role('Own', { table: 'incident', operation: 'update', depth: 'basic' })
    const found = findingsIn(
      { users: [person('ann', [holds('SPE_E5')])], groups },
      { roles: [dispatcher, own], users: [row('ann', ['Own'])], teams: [groupTeam(['Dispatcher'])] },
    )

    expect(found[0]).toMatchObject({ severity: 'low', tables: [{ grade: 'low', depth: 'global' }] })
  })

  it('says of an administrator that there is something, and lists no table', () => {
    const administrator: RoleDescription = {
      ...role('Systemadministrator'),
      templateId: '627090ff-40a3-4053-8790-584edc5be201',
    }
    const found = findingsIn(
      { users: [person('ann', [holds('SPE_E5')]), person('bob', [holds('DYN365_ENTERPRISE_CUSTOMER_SERVICE')])] },
      { roles: [administrator], users: [row('ann', ['Systemadministrator']), row('bob', ['Systemadministrator'])] },
    )

    expect(found).toMatchObject([{ subject: { id: 'ann' }, severity: 'info', administrator: true, tables: [] }])
  })

  it('judges a goal with a Customer Service license as info, and a limited license as a review', () => {
    const manager = role(
      'Manager',
      { table: 'goal', operation: 'update', depth: 'global' },
      { table: 'msdyn_workorder', operation: 'update', depth: 'global' },
    )
    const found = findingsIn(
      {
        users: [
          person('ann', [holds('DYN365_CUSTOMER_SERVICE_PRO'), holds('DYN365_ENTERPRISE_FIELD_SERVICE')]),
          person('bob', [holds('D365_FIELD_SERVICE_CONTRACTOR'), holds('D365_SALES_PRO')]),
        ],
      },
      {
        tables: ['goal', 'msdyn_workorder'],
        roles: [manager],
        users: [row('ann', ['Manager']), row('bob', ['Manager'])],
      },
    )

    expect(found.map((finding) => [finding.severity, finding.tables.map((table) => table.table)])).toStrictEqual([
      ['info', ['goal']],
      ['info', ['msdyn_workorder']],
    ])
  })
})

describe('the random tenants', () => {
  it('are the same for the same seed, with every id used once', () => {
    const { tenant } = randomCase(7)
    const ids = [tenant.id, ...[...tenant.users, ...tenant.groups, ...tenant.environments].map((each) => each.id)]

    expect(randomCase(7).tenant).toStrictEqual(tenant)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('hold every exception in at least 20 of 300 tenants', () => {
    const tally = new Tally()

    for (let seed = 1; seed <= 300; seed += 1) {
      const seen = new Set<Exception>()
      expectedFindings(randomCase(seed), (exception) => seen.add(exception))
      tally.add(seen)
    }

    expect(tally.rare(20)).toStrictEqual([])
    expect(exceptions.length).toBeGreaterThan(70)
  })
})
