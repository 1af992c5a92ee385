/** What the handlers need of the service: the product's own documents, whole, and what acts. The server gives them. */
import type {
  CapacityDocument,
  ExplainDocument,
  FindingsDocument,
  SeatsDocument,
  WaiverDocument,
} from '../model/documents.ts'
import type { Severity } from '../model/finding.ts'
import type { PlanDocument } from '../model/plan.ts'
import type { RightsDocument } from '../model/rights.ts'
import type { FindingsQuery } from './requests.ts'

/** Where a run stands, as the product's own API tells it. */
export interface RunState {
  readonly runId: string
  readonly state: 'running' | 'stored' | 'failed' | 'stopped'
  readonly startedAt: string
  readonly finishedAt: string | null
  readonly exitCode: number | null
  readonly error: null | { readonly message: string; readonly hint: string | null }
  readonly findings: null | Readonly<Record<Severity, number>>
  readonly incomplete: boolean | null
}

export interface TenantState {
  readonly tenantId: string
  readonly tenantName: string | null
  /** When the last stored run began; null before the first. */
  readonly lastRunAt: string | null
}

export interface SubscriptionState {
  readonly id: string
  readonly severity: Severity
  readonly createdAt: string
}

export type FindingsAsked = Pick<FindingsQuery, 'rule' | 'severity' | 'status' | 'environment' | 'user' | 'table'>

/** Each throws the error that the server turns into a problem document: no such tenant, no run yet, a value that names nothing. */
export interface ConnectorSources {
  readonly tenants: () => Promise<readonly TenantState[]>
  /** The tenant that is asked about; without an id the only one. */
  readonly tenantIdOf: (asked: string | undefined) => Promise<string>
  readonly capacity: (tenantId: string) => Promise<CapacityDocument>
  readonly findings: (tenantId: string, asked: FindingsAsked) => Promise<FindingsDocument>
  /** With groups by role. */
  readonly access: (tenantId: string, environment: string | undefined) => Promise<FindingsDocument>
  readonly explanation: (tenantId: string, findingId: string) => Promise<ExplainDocument>
  /** With one row per person. */
  readonly people: (tenantId: string) => Promise<SeatsDocument>
  readonly rights: (tenantId: string, user: string) => Promise<RightsDocument>
  readonly plan: (
    tenantId: string,
    staffing: { readonly digital: number; readonly voice: number; readonly both: number },
  ) => Promise<PlanDocument>
  readonly waive: (
    tenantId: string,
    findingId: string,
    waiver: { readonly reason: string; readonly until: string | undefined; readonly by: string },
  ) => Promise<WaiverDocument>
  readonly startRun: (tenantId: string, options: { readonly full: boolean }) => Promise<RunState>
  readonly run: (tenantId: string, runId: string) => Promise<RunState>
  /** Newest first. */
  readonly runs: (tenantId: string) => Promise<readonly RunState[]>
  readonly subscribe: (
    tenantId: string,
    asked: { readonly notificationUrl: string; readonly severity: Severity },
  ) => Promise<SubscriptionState>
  /** What was deleted. */
  readonly unsubscribe: (subscriptionId: string) => Promise<SubscriptionState>
}
