/** A practice tenant as a description: what exists in it, in plain words; `mocks/` turns it into the wire. All ids are lower-case GUIDs unless said. */
import type {
  AllocationDescription,
  AppDescription,
  AuditDescription,
  ConversationDescription,
  CurrencyDescription,
  DeletedUserDescription,
  DualWriteMapDescription,
  LicenseEventDescription,
  TelephonyDescription,
  UseDescription,
} from './tenant-usage.ts'

export interface TenantDescription {
  readonly id: string
  readonly displayName: string
  /** `contoso.example`; sign-in names end in it. */
  readonly domain: string
  readonly apps: readonly { readonly clientId: string; readonly secret: string }[]
  /** Client ids registered as admin management applications; others get 403 from Power Platform. Default: all of `apps`. */
  readonly managementApps?: readonly string[]
  readonly skus: readonly SkuDescription[]
  readonly subscriptions: readonly SubscriptionDescription[]
  readonly users: readonly UserDescription[]
  readonly groups: readonly GroupDescription[]
  readonly capacity: CapacityDescription
  readonly environments: readonly EnvironmentDescription[]
  readonly billingPolicies: readonly {
    readonly id: string
    readonly name: string
    readonly enabled: boolean
    readonly environmentIds: readonly string[]
  }[]
  /** Whether the BAP environment list carries `properties.capacity`; else only the single read does. */
  readonly listCarriesCapacity: boolean
  /** Whether sign-in data can be read, and the audit log reaches back 30 days instead of 7. Default: whether some user has signed in. */
  readonly premium?: boolean
  readonly deletedUsers?: readonly DeletedUserDescription[]
  readonly licenseEvents?: readonly LicenseEventDescription[]
  readonly currencies?: readonly CurrencyDescription[]
  /** What the service refuses, first match wins. */
  readonly refusals: readonly Refusal[]
}

/** `path` is a prefix of the URL's path; `property`, for Graph, one that the request selects. `api: 'sign-in'` refuses tokens (the app is not consented), `resource` then narrows it to one audience. */
export interface Refusal {
  readonly api: 'sign-in' | 'graph' | 'power-platform' | 'bap' | 'dataverse'
  readonly path?: string
  readonly environmentId?: string
  readonly resource?: string
  readonly property?: string
  readonly status: 400 | 401 | 403 | 404
  readonly code: string
  readonly message: string
}

export interface SkuDescription {
  readonly skuId: string
  readonly skuPartNumber: string
  readonly capabilityStatus: 'Enabled' | 'Warning' | 'Suspended' | 'Deleted' | 'LockedOut'
  readonly units: {
    readonly enabled: number
    readonly warning: number
    readonly suspended: number
    readonly lockedOut: number
  }
  readonly servicePlans: readonly { readonly id: string; readonly name: string }[]
  /** Default: the number of users with a live row of it. */
  readonly consumedUnits?: number
}

export interface SubscriptionDescription {
  readonly id: string
  readonly skuId: string
  readonly isTrial: boolean
  readonly status: 'Enabled' | 'Deleted' | 'Suspended' | 'Warning' | 'LockedOut'
  readonly totalLicenses: number
  readonly nextLifecycleDateTime: string | null
}

/** A row of licenseAssignmentStates. Rows in `Active` and `ActiveWithError` make up assignedLicenses. */
export interface LicenseDescription {
  readonly skuId: string
  readonly disabledPlans: readonly string[]
  readonly state: 'Active' | 'ActiveWithError' | 'Disabled' | 'Error'
  readonly byGroup: string | null
  readonly lastUpdatedDateTime?: string
}

export interface UserDescription {
  readonly id: string
  readonly upn: string
  readonly displayName: string
  readonly userType: 'Member' | 'Guest' | null
  readonly accountEnabled: boolean
  readonly licenses: readonly LicenseDescription[]
  /** The last successful one. Default: never. */
  readonly lastSignIn?: string
  /** The last that was tried, failed ones too. Default: `lastSignIn`. */
  readonly lastAttempt?: string
  /** In assignedLicenses without a row of licenseAssignmentStates. */
  readonly licensesWithoutRow?: readonly { readonly skuId: string; readonly disabledPlans: readonly string[] }[]
}

/** `members` are ids of users and of groups. */
export interface GroupDescription {
  readonly id: string
  readonly displayName: string
  readonly kind: 'security' | 'm365'
  readonly members: readonly string[]
  readonly owners: readonly string[]
}

export type StorageKind = 'Database' | 'File' | 'Log'

/** tenantCapacity, in the admin API's binary MB. */
export interface CapacityDescription {
  readonly licenseModelType: 'StorageDriven' | 'Legacy'
  readonly meters: readonly {
    readonly kind: StorageKind
    /** Default: largest base line + all other lines. */
    readonly totalMB?: number
    readonly actualMB: number
    /** null: never computed (the service says year 0001). */
    readonly ratedMB: number | null
    readonly overflow: readonly { readonly kind: StorageKind; readonly capacityMB: number }[]
    readonly lines: readonly {
      readonly layer: 'Base' | 'Incremental' | 'AddOn'
      readonly skuId: string
      readonly servicePlanId: string
      readonly code: string
      readonly capacityMB: number
      readonly paid: { readonly enabled: number; readonly warning: number; readonly suspended: number }
      readonly trial?: { readonly enabled: number; readonly warning: number; readonly suspended: number }
      readonly temporaryUntil?: string
    }[]
  }[]
}

export interface EnvironmentDescription {
  /** BAP's `name`: a GUID, or `Default-<tenant id>`. */
  readonly id: string
  readonly displayName: string
  readonly sku: 'Production' | 'Sandbox' | 'Trial' | 'Developer' | 'Default' | 'Teams' | 'Support'
  readonly capacity: readonly {
    readonly kind: StorageKind
    readonly actualMB: number
    readonly ratedMB: number
    readonly updatedOn: string
  }[]
  /** Empty string or null: unrestricted. */
  readonly securityGroupId: string | null
  /** Without any, the service says 404. */
  readonly allocations?: readonly AllocationDescription[]
  readonly dataverse: DataverseDescription | null
}

/** A feature that is left out is not installed; an empty list is a feature without rows. */
export interface DataverseDescription {
  readonly organizationId: string
  /** The host's first label. */
  readonly domain: string
  readonly state: 'Ready' | 'Disabled' | 'Provisioning'
  /** client ids registered as application users; others get 403. */
  readonly applicationUsers: readonly string[]
  readonly businessUnits: readonly { readonly id: string; readonly name: string; readonly parent: string | null }[]
  /** Logical names of the installed tables that may be restricted. */
  readonly tables: readonly string[]
  /** Tables that use the privileges of another (`{ goal: 'incident' }`), as activity tables do. */
  readonly sharedPrivileges?: Readonly<Record<string, string>>
  readonly roles: readonly RoleDescription[]
  readonly users: readonly SystemUserDescription[]
  readonly teams: readonly TeamDescription[]
  /** Base language. Default: 1033. */
  readonly language?: number
  readonly audit?: AuditDescription
  readonly uses?: readonly UseDescription[]
  readonly dualWriteMaps?: readonly DualWriteMapDescription[]
  readonly telephony?: readonly TelephonyDescription[]
  readonly apps?: readonly AppDescription[]
  readonly conversations?: readonly ConversationDescription[]
}

export type OperationName = 'create' | 'update' | 'delete'
export type DepthName = 'basic' | 'local' | 'deep' | 'global'

/** The root role, in the root business unit; `mocks/` makes a copy for every other business unit. */
export interface RoleDescription {
  readonly id: string
  readonly name: string
  readonly templateId: string | null
  /** Part of a managed solution. Default: whether it has a template. */
  readonly managed?: boolean
  readonly grants: readonly {
    readonly table: string
    readonly operation: OperationName
    readonly depth: DepthName
    /** 2 and 3 are deleted layers. Default 0. */
    readonly componentState?: 0 | 1 | 2 | 3
  }[]
}

export interface SystemUserDescription {
  readonly id: string
  readonly entraId: string | null
  readonly fullName: string
  readonly domainName: string
  readonly accessMode: 0 | 1 | 2 | 3 | 4 | 5
  readonly isDisabled: boolean
  readonly applicationId: string | null
  readonly isIntegrationUser: boolean
  readonly setupUser: boolean
  readonly systemManagedUserType: 0 | 1 | 2 | 3 | 4 | null
  /** Default: false. */
  readonly isBot?: boolean
  readonly deletedState: 0 | 1
  readonly azureState: 0 | 1 | 2
  readonly businessUnitId: string
  /** Root role ids; the wire shows the copy of the user's business unit. */
  readonly roles: readonly string[]
}

export interface TeamDescription {
  readonly id: string
  readonly name: string
  /** 0 Owner, 1 Access, 2 Entra security group, 3 Microsoft 365 group. */
  readonly type: 0 | 1 | 2 | 3
  readonly isDefault: boolean
  readonly groupId: string | null
  /** 0 members and guests, 1 members, 2 owners, 3 guests. */
  readonly membershipType: 0 | 1 | 2 | 3
  readonly businessUnitId: string
  /** Root role ids; the wire shows the copy of the team's business unit. */
  readonly roles: readonly string[]
  /** System user ids stored as members. For types 2 and 3 the store is stale by design: Graph decides. */
  readonly members: readonly string[]
}
