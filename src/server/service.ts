/** What the server asks of the product: answers of a tenant and its runs. Wired in `src/cli`; the server knows no store and no connector. */
import type { Writable } from 'node:stream'
import type {
  CapacityDocument,
  ExplainDocument,
  FindingsDocument,
  SeatsDocument,
  SyncDocument,
  WaiverDocument,
} from '../model/documents.ts'
import type { ExportFormat } from '../model/export.ts'
import type { Finding, Severity } from '../model/finding.ts'
import type { PlanDocument, Price, StaffingRow } from '../model/plan.ts'
import type { RightsDocument } from '../model/rights.ts'
import type { CapacityHistory, Run, Subscription, TenantSummary } from '../model/service.ts'

/** Where a page begins: after the item with this id, or at its place where it is gone. */
export interface Place {
  readonly at: number
  readonly after?: string | undefined
}

export interface PageWanted {
  readonly place: Place
  readonly limit: number
}

/** A document with a part of its list. */
export interface Page<D> {
  readonly document: D
  /** Place of the first item of the page among all. */
  readonly at: number
  readonly total: number
  /** Id of the last item of the page. */
  readonly last: string | undefined
}

export interface FindingsWanted extends PageWanted {
  readonly rule?: string | undefined
  readonly severity?: Severity | undefined
  readonly status?: Finding['status'] | 'all' | undefined
  readonly environment?: string | undefined
  readonly user?: string | undefined
  readonly table?: string | undefined
  readonly search?: string | undefined
  readonly sort?: string | undefined
}

export interface AccessWanted extends PageWanted {
  readonly by?: 'role' | 'table' | 'environment' | undefined
  readonly environment?: string | undefined
  readonly user?: string | undefined
  readonly table?: string | undefined
}

export interface PeopleWanted extends PageWanted {
  readonly search?: string | undefined
  readonly verdict?: string | undefined
}

export interface PlanWanted {
  readonly digital?: number | undefined
  readonly voice?: number | undefined
  readonly both?: number | undefined
  readonly staffing?: readonly StaffingRow[] | undefined
  readonly prices?: Readonly<Record<string, Price>> | undefined
  readonly fix?: boolean | undefined
}

export interface WaiverWanted {
  readonly reason: string
  readonly until?: string | undefined
  readonly by: string
}

export interface RunsWanted {
  readonly limit?: number | undefined
  /** This one alone. */
  readonly runId?: string | undefined
}

export interface ExportWanted {
  readonly format: ExportFormat
  /** Of csv: which list. */
  readonly part?: string | undefined
}

export interface ExportFile {
  readonly name: string
  readonly contentType: string
}

/** Of the last run. */
export interface Figures {
  readonly tenantId: string
  readonly ageSeconds: number
  readonly incomplete: boolean
  /** Open ones by severity. */
  readonly findings: Readonly<Record<string, number>>
  /** null: not known. */
  readonly pools: readonly { readonly pool: string; readonly total: number | null; readonly consumed: number | null }[]
}

/** The answers of one tenant, as they may be shown. Each throws a SeatledgerError as its command would. */
export interface Answers {
  /** As it is shown. */
  readonly tenantId: string
  /** Changes when anything changes that an answer rests on; cheap. */
  stamp(): Promise<string>
  summary(): Promise<Pick<TenantSummary, 'tenantId' | 'tenantName' | 'lastRun'>>
  /** Newest first. */
  storedRuns(wanted: RunsWanted): Promise<readonly Run[]>
  runDocument(runId: string): Promise<SyncDocument>
  capacity(wanted: {
    readonly edition?: string | undefined
    readonly compare?: string | undefined
  }): Promise<CapacityDocument>
  history(wanted: { readonly pool?: string | undefined; readonly from?: string | undefined }): Promise<CapacityHistory>
  findings(wanted: FindingsWanted): Promise<Page<FindingsDocument>>
  access(wanted: AccessWanted): Promise<Page<FindingsDocument>>
  explanation(id: string): Promise<ExplainDocument>
  seats(): Promise<SeatsDocument>
  people(wanted: PeopleWanted): Promise<Page<SeatsDocument>>
  rights(user: string): Promise<RightsDocument>
  plan(wanted: PlanWanted): Promise<PlanDocument>
  waive(id: string, wanted: WaiverWanted): Promise<WaiverDocument>
  /** Calls `begin` once it is known what is sent, and ends `out`. */
  exportTo(wanted: ExportWanted, begin: (file: ExportFile) => void, out: Writable): Promise<void>
  subscriptions(): Promise<readonly Subscription[]>
  subscribe(wanted: {
    readonly notificationUrl: string
    readonly severity?: Severity | undefined
  }): Promise<Subscription>
  /** What was deleted; null where there is none of this id. */
  unsubscribe(id: string): Promise<Subscription | null>
  /** For metrics; null before the first sync. */
  figures(): Promise<Figures | null>
}

export interface Service {
  readonly version: string
  /** null for a tenant that this service does not read. */
  tenant(id: string): Answers | null
  tenants(): readonly Answers[]
}
