/** Dataset names with their row schemas, and the contracts of a source and of a snapshot. Knows neither APIs nor stores. */
import type { z } from 'zod'
import { LicenseEvent, SignIn } from './activity.ts'
import type { EnvironmentRef, SourceId, SourceStatus } from './coverage.ts'
import { BillingPolicy, Environment, TenantCapacity } from './environment.ts'
import {
  Allocation,
  App,
  AppRole,
  Currency,
  DualWriteMap,
  DualWriteRuntime,
  FeatureTable,
  TelephonyProvider,
} from './features.ts'
import { Group, GroupMember, Organization, Person, SubscribedSku, Subscription } from './licensing.ts'
import {
  RestrictedTableRow,
  RolePrivilege,
  SecurityRole,
  SystemUser,
  Team,
  TeamMember,
  TeamRole,
  UserRole,
} from './security.ts'
import { EvidenceWindow, ObservedWrite, UsageEstimate } from './usage.ts'

/** The row schema of each dataset. One source may fill several datasets, and two sources may fill `people`. */
export const datasets = {
  organization: Organization,
  'subscribed-skus': SubscribedSku,
  subscriptions: Subscription,
  people: Person,
  groups: Group,
  'group-members': GroupMember,
  'tenant-capacity': TenantCapacity,
  environments: Environment,
  'billing-policies': BillingPolicy,
  tables: RestrictedTableRow,
  roles: SecurityRole,
  'role-privileges': RolePrivilege,
  'user-roles': UserRole,
  teams: Team,
  'team-roles': TeamRole,
  'team-members': TeamMember,
  'system-users': SystemUser,
  'sign-ins': SignIn,
  'license-events': LicenseEvent,
  currencies: Currency,
  allocations: Allocation,
  'feature-tables': FeatureTable,
  apps: App,
  'app-roles': AppRole,
  'dual-write-maps': DualWriteMap,
  'dual-write-runtime': DualWriteRuntime,
  'telephony-providers': TelephonyProvider,
  'observed-writes': ObservedWrite,
  'evidence-windows': EvidenceWindow,
  'usage-estimates': UsageEstimate,
} as const

export type DatasetName = keyof typeof datasets
export type Datasets = { [N in DatasetName]: z.infer<(typeof datasets)[N]> }

/** Something that a source noticed and that its coverage must say; without `state` the source stays complete. */
export interface Remark {
  readonly state?: 'partial'
  readonly reason: string
  readonly fix: string | null
}

interface PageOf<N extends DatasetName> {
  readonly dataset: N
  readonly rows: readonly Datasets[N][]
  /** Rows that did not match the expected shape; one makes the source partial. */
  readonly rejected: number
  /** The service's id of the request, for evidence. */
  readonly requestId: string | null
  readonly remark?: Remark
}

export type Page = { [N in DatasetName]: PageOf<N> }[DatasetName]

/**
 * One endpoint (or, for `dataverse/security`, one environment's chain of them), read page by page.
 * `pages` throws an error of `errors.ts`; what that makes of the source is decided in `sync/`.
 */
export interface Source {
  readonly id: SourceId
  readonly environment: EnvironmentRef | null
  readonly required: boolean
  /** Method and path, as findings cite it: `GET /v1.0/subscribedSkus`. */
  readonly request: string
  /** The least permission that opens it, and how it is granted: the fix when the service refuses. */
  readonly permission: string
  /** What half a source is worth: kept as `partial`, or nothing (an environment is assessed whole or not at all). */
  readonly ifCut: 'partial' | 'not-assessed'
  pages(signal: AbortSignal): AsyncIterable<Page>
}

/** A stored run, read row by row. `environmentId` is null for the tenant's datasets. */
export interface Snapshot {
  readonly tenantId: string
  readonly runId: string
  readonly startedAt: string
  statuses(): readonly SourceStatus[]
  rows<N extends DatasetName>(dataset: N, environmentId: string | null): AsyncIterable<Datasets[N]>
}
