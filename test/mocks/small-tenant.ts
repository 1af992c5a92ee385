/** A small tenant for tests of the practice cloud: every kind of thing once or twice. */
import type { TenantDescription } from '../../mocks/tenant.ts'

export const customerService = '749742bf-0d37-4158-a120-33567104deeb'
export const sales = '1e1a282c-9c54-43a2-9310-98ef728faace'
const customerServicePlan = '99340b49-fb81-4b1e-976b-8f2ae8e9394f'

const id = (kind: string, index: number): string => `${kind}000000-0000-4000-a000-${String(index).padStart(12, '0')}`

export const ids = {
  tenant: id('10', 1),
  app: id('20', 1),
  stranger: id('20', 2),
  user: (index: number): string => id('30', index),
  outer: id('40', 1),
  inner: id('40', 2),
  environment: id('50', 1),
  emptyEnvironment: id('50', 2),
  organization: id('60', 1),
  rootUnit: id('70', 1),
  childUnit: id('70', 2),
  agentRole: id('80', 1),
  administratorRole: id('80', 2),
  team: id('90', 1),
  systemUser: (index: number): string => id('a0', index),
  policy: id('b0', 1),
}

const seat = (skuId: string) => ({ skuId, disabledPlans: [], state: 'Active', byGroup: null }) as const

const systemUser = {
  accessMode: 0,
  isDisabled: false,
  applicationId: null,
  isIntegrationUser: false,
  setupUser: false,
  systemManagedUserType: 0,
  deletedState: 0,
  azureState: 0,
} as const

export const smallTenant: TenantDescription = {
  id: ids.tenant,
  displayName: 'Contoso',
  domain: 'contoso.example',
  apps: [
    { clientId: ids.app, secret: 'practice-secret' },
    { clientId: ids.stranger, secret: 'other-secret' },
  ],
  skus: [
    {
      skuId: customerService,
      skuPartNumber: 'DYN365_ENTERPRISE_CUSTOMER_SERVICE',
      capabilityStatus: 'Enabled',
      units: { enabled: 10, warning: 2, suspended: 0, lockedOut: 0 },
      servicePlans: [{ id: customerServicePlan, name: 'DYN365_ENTERPRISE_CUSTOMER_SERVICE' }],
    },
  ],
  subscriptions: [
    {
      id: id('c0', 1),
      skuId: customerService,
      isTrial: false,
      status: 'Enabled',
      totalLicenses: 10,
      nextLifecycleDateTime: '2027-06-30T00:00:00Z',
    },
  ],
  users: Array.from({ length: 7 }, (_, index) => ({
    id: ids.user(index),
    upn: `person${index}@contoso.example`,
    displayName: `Person ${index}`,
    userType: index === 6 ? 'Guest' : 'Member',
    accountEnabled: true,
    licenses: index < 5 ? [seat(customerService)] : [],
  })),
  groups: [
    {
      id: ids.outer,
      displayName: 'Agents',
      kind: 'security',
      members: [ids.user(0), ids.inner],
      owners: [ids.user(1)],
    },
    {
      id: ids.inner,
      displayName: 'Night agents',
      kind: 'm365',
      members: [ids.user(2), ids.user(6), ids.outer],
      owners: [],
    },
  ],
  capacity: {
    licenseModelType: 'StorageDriven',
    meters: [
      {
        kind: 'Database',
        actualMB: 9000,
        ratedMB: 8000,
        overflow: [],
        lines: [
          {
            layer: 'Base',
            skuId: customerService,
            servicePlanId: customerServicePlan,
            code: 'D365_BASE',
            capacityMB: 10_240,
            paid: { enabled: 10, warning: 2, suspended: 0 },
          },
          {
            layer: 'Base',
            skuId: sales,
            servicePlanId: customerServicePlan,
            code: 'D365_BASE',
            capacityMB: 5120,
            paid: { enabled: 1, warning: 0, suspended: 0 },
          },
          {
            layer: 'Incremental',
            skuId: customerService,
            servicePlanId: customerServicePlan,
            code: 'D365_USL',
            capacityMB: 2500,
            paid: { enabled: 10, warning: 2, suspended: 0 },
          },
        ],
      },
      { kind: 'Log', actualMB: 0, ratedMB: null, overflow: [], lines: [] },
    ],
  },
  environments: [
    {
      id: ids.environment,
      displayName: 'Contact center',
      sku: 'Production',
      capacity: [{ kind: 'Database', actualMB: 1200, ratedMB: 1100, updatedOn: '2026-11-23T03:00:00Z' }],
      securityGroupId: ids.outer,
      dataverse: {
        organizationId: ids.organization,
        domain: 'contoso',
        state: 'Ready',
        applicationUsers: [ids.app],
        businessUnits: [
          { id: ids.rootUnit, name: 'contoso', parent: null },
          { id: ids.childUnit, name: 'East', parent: ids.rootUnit },
        ],
        tables: ['incident', 'goal'],
        sharedPrivileges: { goal: 'incident' },
        roles: [
          {
            id: ids.agentRole,
            name: 'Agent',
            templateId: null,
            grants: [
              { table: 'incident', operation: 'create', depth: 'basic' },
              { table: 'incident', operation: 'update', depth: 'global' },
              { table: 'incident', operation: 'delete', depth: 'deep', componentState: 2 },
            ],
          },
          {
            id: ids.administratorRole,
            name: 'System Administrator',
            templateId: '627090ff-40a3-4053-8790-584edc5be201',
            grants: [],
          },
        ],
        users: Array.from({ length: 5 }, (_, index) => ({
          ...systemUser,
          id: ids.systemUser(index),
          entraId: ids.user(index),
          fullName: `Person ${index}`,
          domainName: `person${index}@contoso.example`,
          businessUnitId: index < 3 ? ids.rootUnit : ids.childUnit,
          roles: index === 0 ? [ids.administratorRole] : [ids.agentRole],
        })),
        teams: [
          {
            id: ids.team,
            name: 'Agents of the East',
            type: 0,
            isDefault: false,
            groupId: null,
            membershipType: 0,
            businessUnitId: ids.childUnit,
            roles: [ids.agentRole],
            members: [ids.systemUser(1), ids.systemUser(2)],
          },
        ],
      },
    },
    {
      id: ids.emptyEnvironment,
      displayName: 'No Dataverse',
      sku: 'Developer',
      capacity: [],
      securityGroupId: null,
      dataverse: null,
    },
  ],
  billingPolicies: [{ id: ids.policy, name: 'Pay as you go', enabled: true, environmentIds: [ids.emptyEnvironment] }],
  listCarriesCapacity: true,
  refusals: [],
}
