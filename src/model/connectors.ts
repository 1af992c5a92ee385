/** What `sync/` and the live commands may ask of the APIs: the connectors arrive as this, so that nothing in `src` but `cli/` imports one. */
import type { Source } from './dataset.ts'
import type { Environment } from './environment.ts'
import type { FeatureTable } from './features.ts'
import type { RestrictedTableRow } from './security.ts'

/** What is wanted of one Entra group: ids, of which those of a group team are then read as people. */
export interface WantedGroup {
  readonly id: string
  /** Direct members and nested-only members, for a group team of membership type 0, 1 or 3. */
  readonly members: boolean
  /** Owners, for a group team of membership type 2. */
  readonly owners: boolean
  /** Direct and nested members, for an environment's security group. */
  readonly gate: boolean
}

/** Who holds a SKU that is a seat. */
export interface SeatHolders {
  readonly skuId: string
  readonly personIds: readonly string[]
}

/** ISO 8601 UTC; `to` is not part of it. */
export interface EvidencePeriod {
  readonly from: string
  readonly to: string
}

export interface Connectors {
  readonly organization: () => Source
  readonly subscribedSkus: () => Source
  readonly subscriptions: () => Source
  /** Users who hold one of the SKUs, by filter; `graph/users`. */
  readonly licenseHolders: (skuIds: readonly string[]) => Source
  /** Users by id, 1,000 a request; ids that no longer exist are simply absent; `graph/users`. */
  readonly people: (ids: readonly string[]) => Source
  readonly groups: (wanted: readonly WantedGroup[]) => Source
  readonly tenantCapacity: () => Source
  readonly environments: () => Source
  readonly billingPolicies: () => Source
  /** The security data of one environment; `tables` are the logical names that may be restricted. */
  readonly security: (environment: Environment, tables: readonly string[]) => Source
  /** Newest sign-ins of these people: slow, and never together with licenses; `graph/sign-ins`. */
  readonly signIns: (holders: readonly SeatHolders[]) => Source
  /** License changes of the audit log between two times (ISO 8601 UTC); `graph/audit`. */
  readonly licenseAudit: (from: string, to: string) => Source
  readonly currencies: () => Source
  /** Units allocated to one environment; a 404 is none; `power-platform/allocations`. */
  readonly allocations: (environment: Environment) => Source
  readonly apps: (environment: Environment) => Source
  /** `installed`: the environment's feature tables; without those of the feature nothing is asked and nothing is missing. */
  readonly dualWrite: (environment: Environment, installed: readonly FeatureTable[]) => Source
  readonly telephony: (environment: Environment, installed: readonly FeatureTable[]) => Source
  /** The UTC month that `at` lies in, up to `at`; `dataverse/usage`. */
  readonly usage: (environment: Environment, installed: readonly FeatureTable[], at: string) => Source
  /** Writes on the tables within the window; `dataverse/evidence`. */
  readonly evidence: (environment: Environment, tables: readonly RestrictedTableRow[], window: EvidencePeriod) => Source
  /** For the doctor: how many groups were seen, 0 or 1; throws what a refused request throws. */
  readonly probeGroups: (signal: AbortSignal) => Promise<number>
  /** For the doctor: the system user id of the application in the environment. */
  readonly probeDataverse: (environment: Environment, signal: AbortSignal) => Promise<string>
}
