/** What a store remembers, whatever is under it: whole runs with their rows, and the findings of each tenant with their history. */
import type { SourceId } from '../model/coverage.ts'
import type { DatasetName, Datasets, Snapshot } from '../model/dataset.ts'
import type { Finding } from '../model/finding.ts'
import type { RunRecord } from '../model/run.ts'

/** Rows of one page of a source. */
export interface StagedPage {
  /** Numbers the reading that brought it: two readings may fill one source (`graph/users`), and each may start again. */
  readonly part: number
  readonly source: SourceId
  /** null for the tenant's sources. */
  readonly environmentId: string | null
  readonly dataset: DatasetName
  readonly rows: readonly Datasets[DatasetName][]
}

/** What a snapshot says of its run beside the rows. */
export type RunHead = Pick<RunRecord, 'id' | 'tenantId' | 'startedAt' | 'statuses'>

/** Where rows wait while they are read, on disk or in memory. */
export interface RowSpool {
  put(page: StagedPage): void
  /** Forgets what one reading has put so far: it starts again, or nothing of it is kept. */
  drop(part: number): void
  snapshot(run: RunHead): Snapshot
}

/** Where a run's rows wait until the run is whole. The store itself is not touched before `commit`. */
export interface Staging extends RowSpool {
  /** Adds to the findings that the commit stores, so that those of one environment need not wait in memory for the others. */
  keep(findings: readonly Finding[]): void
  /** Stores rows, run and kept findings (and these) in one transaction; the tenant's findings are replaced. */
  commit(run: RunRecord, findings?: readonly Finding[]): Promise<void>
  /** Leaves the store as it was. */
  discard(): Promise<void>
}

export interface Store {
  /** Tenants with a run. */
  tenantIds(): Promise<string[]>
  /** The newest whole run, not later than `notLaterThan` (ISO 8601 UTC) where given. */
  latestRun(tenantId: string, notLaterThan?: string): Promise<RunRecord | null>
  snapshot(run: RunRecord): Snapshot
  /** Findings of the tenant (of one of its environments), resolved ones too, with their history. */
  findings(tenantId: string, environmentId?: string): Promise<Finding[]>
  /** Ids of the environments that the tenant's findings are about, '' for those about the tenant itself. */
  findingEnvironments(tenantId: string): Promise<string[]>
  /** Begins a run; nothing of the store changes before its `commit`. */
  stage(runId: string): Staging
  saveFindings(tenantId: string, findings: readonly Finding[]): Promise<void>
  close(): Promise<void>
}
