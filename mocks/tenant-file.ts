/** A tenant description as a file: what is usual may be left out, what is unknown or of a wrong kind is refused. */
import { z } from 'zod'
import {
  Allocation,
  App,
  Audit,
  Conversation,
  Currency,
  DeletedUser,
  DualWriteMap,
  LicenseEvent,
  Telephony,
  Use,
} from './tenant-usage-file.ts'
import type {
  CapacityDescription,
  DataverseDescription,
  EnvironmentDescription,
  GroupDescription,
  Refusal,
  SkuDescription,
  SubscriptionDescription,
  TenantDescription,
  UserDescription,
} from './tenant.ts'

const Guid = z.guid().lowercase()
const Ids = z.array(Guid).default([])

const Sku: z.ZodType<SkuDescription> = z.strictObject({
  skuId: Guid,
  skuPartNumber: z.string(),
  capabilityStatus: z.enum(['Enabled', 'Warning', 'Suspended', 'Deleted', 'LockedOut']).default('Enabled'),
  units: z.strictObject({
    enabled: z.int().default(0),
    warning: z.int().default(0),
    suspended: z.int().default(0),
    lockedOut: z.int().default(0),
  }),
  servicePlans: z.array(z.strictObject({ id: Guid, name: z.string() })),
  consumedUnits: z.int().exactOptional(),
})

const Subscription: z.ZodType<SubscriptionDescription> = z.strictObject({
  id: Guid,
  skuId: Guid,
  isTrial: z.boolean().default(false),
  status: z.enum(['Enabled', 'Deleted', 'Suspended', 'Warning', 'LockedOut']).default('Enabled'),
  totalLicenses: z.int(),
  nextLifecycleDateTime: z.string().nullable().default(null),
})

const User: z.ZodType<UserDescription> = z.strictObject({
  id: Guid,
  upn: z.string(),
  displayName: z.string(),
  userType: z.enum(['Member', 'Guest']).nullable().default('Member'),
  accountEnabled: z.boolean().default(true),
  licenses: z
    .array(
      z.strictObject({
        skuId: Guid,
        disabledPlans: Ids,
        state: z.enum(['Active', 'ActiveWithError', 'Disabled', 'Error']).default('Active'),
        byGroup: Guid.nullable().default(null),
        lastUpdatedDateTime: z.string().exactOptional(),
      }),
    )
    .default([]),
  lastSignIn: z.string().exactOptional(),
  lastAttempt: z.string().exactOptional(),
  licensesWithoutRow: z.array(z.strictObject({ skuId: Guid, disabledPlans: Ids })).exactOptional(),
})

const Group: z.ZodType<GroupDescription> = z.strictObject({
  id: Guid,
  displayName: z.string(),
  kind: z.enum(['security', 'm365']).default('security'),
  members: Ids,
  owners: Ids,
})

const StorageKind = z.enum(['Database', 'File', 'Log'])
const LicenseUnits = z.strictObject({
  enabled: z.int().default(0),
  warning: z.int().default(0),
  suspended: z.int().default(0),
})

const Capacity: z.ZodType<CapacityDescription> = z.strictObject({
  licenseModelType: z.enum(['StorageDriven', 'Legacy']).default('StorageDriven'),
  meters: z.array(
    z.strictObject({
      kind: StorageKind,
      totalMB: z.number().exactOptional(),
      actualMB: z.number(),
      ratedMB: z.number().nullable(),
      overflow: z.array(z.strictObject({ kind: StorageKind, capacityMB: z.number() })).default([]),
      lines: z.array(
        z.strictObject({
          layer: z.enum(['Base', 'Incremental', 'AddOn']),
          skuId: Guid,
          servicePlanId: Guid,
          code: z.string(),
          capacityMB: z.number(),
          paid: LicenseUnits,
          trial: LicenseUnits.exactOptional(),
          temporaryUntil: z.string().exactOptional(),
        }),
      ),
    }),
  ),
})

const Operation = z.enum(['create', 'update', 'delete'])
const Depth = z.enum(['basic', 'local', 'deep', 'global'])

const Role = z.strictObject({
  id: Guid,
  name: z.string(),
  templateId: Guid.nullable().default(null),
  managed: z.boolean().exactOptional(),
  grants: z
    .array(
      z.strictObject({
        table: z.string(),
        operation: Operation,
        depth: Depth,
        componentState: z.literal([0, 1, 2, 3]).exactOptional(),
      }),
    )
    .default([]),
})

const SystemUser = z.strictObject({
  id: Guid,
  entraId: Guid.nullable().default(null),
  fullName: z.string(),
  domainName: z.string(),
  accessMode: z.literal([0, 1, 2, 3, 4, 5]).default(0),
  isDisabled: z.boolean().default(false),
  applicationId: Guid.nullable().default(null),
  isIntegrationUser: z.boolean().default(false),
  setupUser: z.boolean().default(false),
  systemManagedUserType: z.literal([0, 1, 2, 3, 4]).nullable().default(0),
  isBot: z.boolean().exactOptional(),
  deletedState: z.literal([0, 1]).default(0),
  azureState: z.literal([0, 1, 2]).default(0),
  businessUnitId: Guid,
  roles: Ids,
})

const Team = z.strictObject({
  id: Guid,
  name: z.string(),
  type: z.literal([0, 1, 2, 3]).default(0),
  isDefault: z.boolean().default(false),
  groupId: Guid.nullable().default(null),
  membershipType: z.literal([0, 1, 2, 3]).default(0),
  businessUnitId: Guid,
  roles: Ids,
  members: Ids,
})

const Dataverse: z.ZodType<DataverseDescription> = z.strictObject({
  organizationId: Guid,
  domain: z.string(),
  state: z.enum(['Ready', 'Disabled', 'Provisioning']).default('Ready'),
  applicationUsers: Ids,
  businessUnits: z.array(z.strictObject({ id: Guid, name: z.string(), parent: Guid.nullable().default(null) })),
  tables: z.array(z.string()).default([]),
  sharedPrivileges: z.record(z.string(), z.string()).exactOptional(),
  roles: z.array(Role).default([]),
  users: z.array(SystemUser).default([]),
  teams: z.array(Team).default([]),
  language: z.int().exactOptional(),
  audit: Audit.exactOptional(),
  uses: z.array(Use).exactOptional(),
  dualWriteMaps: z.array(DualWriteMap).exactOptional(),
  telephony: z.array(Telephony).exactOptional(),
  apps: z.array(App).exactOptional(),
  conversations: z.array(Conversation).exactOptional(),
})

const Environment: z.ZodType<EnvironmentDescription> = z.strictObject({
  id: z.string(),
  displayName: z.string(),
  sku: z.enum(['Production', 'Sandbox', 'Trial', 'Developer', 'Default', 'Teams', 'Support']).default('Production'),
  capacity: z
    .array(z.strictObject({ kind: StorageKind, actualMB: z.number(), ratedMB: z.number(), updatedOn: z.string() }))
    .default([]),
  securityGroupId: z.string().nullable().default(null),
  allocations: z.array(Allocation).exactOptional(),
  dataverse: Dataverse.nullable().default(null),
})

const RefusalRow: z.ZodType<Refusal> = z.strictObject({
  api: z.enum(['sign-in', 'graph', 'power-platform', 'bap', 'dataverse']),
  path: z.string().exactOptional(),
  environmentId: z.string().exactOptional(),
  resource: z.string().exactOptional(),
  property: z.string().exactOptional(),
  status: z.literal([400, 401, 403, 404]),
  code: z.string(),
  message: z.string(),
})

const BillingPolicy = z.strictObject({
  id: Guid,
  name: z.string(),
  enabled: z.boolean().default(true),
  environmentIds: z.array(z.string()).default([]),
})

const Tenant: z.ZodType<TenantDescription> = z.strictObject({
  id: Guid,
  displayName: z.string(),
  domain: z.string(),
  apps: z.array(z.strictObject({ clientId: Guid, secret: z.string() })).min(1),
  managementApps: z.array(Guid).exactOptional(),
  skus: z.array(Sku).default([]),
  subscriptions: z.array(Subscription).default([]),
  users: z.array(User).default([]),
  groups: z.array(Group).default([]),
  capacity: Capacity,
  environments: z.array(Environment).default([]),
  billingPolicies: z.array(BillingPolicy).default([]),
  listCarriesCapacity: z.boolean().default(true),
  premium: z.boolean().exactOptional(),
  deletedUsers: z.array(DeletedUser).exactOptional(),
  licenseEvents: z.array(LicenseEvent).exactOptional(),
  currencies: z.array(Currency).exactOptional(),
  refusals: z.array(RefusalRow).default([]),
})

/** Throws an error that names each field that is wrong. */
export function parseTenant(value: unknown): TenantDescription {
  const parsed = Tenant.safeParse(value)
  if (parsed.success) return parsed.data
  throw new Error(`not a tenant description:\n${z.prettifyError(parsed.error)}`)
}
