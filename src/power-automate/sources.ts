/** What the handlers need of the service: the product's own documents in pages, and what acts. The server gives them, in the shapes of its own routes. */
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
import type { Run, TenantSummary } from '../model/service.ts'
import type { FindingsQuery, PeopleQuery } from './requests.ts'

/** Where a page begins: after the item with this id, or at its place where it is gone. */
export interface Place {
  readonly at: number
  readonly after?: string | undefined
}

export interface PageAsked {
  readonly place: Place
  readonly limit: number
}

/** A document with a part of its list. */
export interface PageOf<D> {
  readonly document: D
  /** Place of the first item among all. */
  readonly at: number
  readonly total: number
  /** Id of the last item of the page. */
  readonly last: string | undefined
}

export type FindingsAsked = PageAsked &
  Partial<Pick<FindingsQuery, 'rule' | 'severity' | 'status' | 'environment' | 'user' | 'table'>>
export type AccessAsked = PageAsked & { readonly by: 'role'; readonly environment?: string | undefined }
export type PeopleAsked = PageAsked & Pick<PeopleQuery, 'search' | 'verdict'>

/** The answers of one tenant. Each throws the error that the server turns into a problem document: no run yet, a value that names nothing. */
export interface TenantAnswers {
  readonly summary: () => Promise<Pick<TenantSummary, 'tenantId' | 'tenantName' | 'lastRun'>>
  readonly capacity: (asked: Readonly<Record<string, never>>) => Promise<CapacityDocument>
  readonly findings: (asked: FindingsAsked) => Promise<PageOf<FindingsDocument>>
  /** With all groups by role. */
  readonly access: (asked: AccessAsked) => Promise<PageOf<FindingsDocument>>
  readonly explanation: (findingId: string) => Promise<ExplainDocument>
  readonly people: (asked: PeopleAsked) => Promise<PageOf<SeatsDocument>>
  readonly rights: (user: string) => Promise<RightsDocument>
  readonly plan: (staffing: {
    readonly digital: number
    readonly voice: number
    readonly both: number
  }) => Promise<PlanDocument>
  readonly waive: (
    findingId: string,
    waiver: { readonly reason: string; readonly until: string | undefined; readonly by: string },
  ) => Promise<WaiverDocument>
}

export interface SubscriptionState {
  readonly id: string
  readonly severity: Severity
  readonly createdAt: string
}

export interface ConnectorSources {
  readonly tenants: () => readonly TenantAnswers[]
  /** The tenant that is asked about, without an id the only one. Throws where there is no such tenant. */
  readonly tenant: (asked: string | undefined) => { readonly tenantId: string; readonly answers: TenantAnswers }
  readonly startRun: (tenantId: string, options: { readonly full: boolean }) => Promise<Run>
  readonly run: (tenantId: string, runId: string) => Promise<Run>
  /** Newest first. */
  readonly runs: (tenantId: string) => Promise<readonly Run[]>
  readonly subscribe: (
    tenantId: string,
    asked: { readonly notificationUrl: string; readonly severity: Severity },
  ) => Promise<SubscriptionState>
  /** What was deleted. */
  readonly unsubscribe: (subscriptionId: string) => Promise<SubscriptionState>
}
