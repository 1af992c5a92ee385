/** What a store remembers, whatever is under it: whole runs with their rows, and the findings of each tenant with their history. */
import type { SourceId } from '../model/coverage.ts'
import type { DatasetName, Datasets, Snapshot } from '../model/dataset.ts'
import type { Finding } from '../model/finding.ts'
import type { RunRecord } from '../model/run.ts'

/** Rows of one page of a source. */
export interface StagedPage {
  readonly source: SourceId
  /** null for the tenant's sources. */
  readonly environmentId: string | null
  readonly dataset: DatasetName
  readonly rows: readonly Datasets[DatasetName][]
}

/** Where a run's rows wait until the run is whole. The store itself is not touched before `commit`. */
export interface Staging {
  put(page: StagedPage): void
  /** Forgets what one source has put so far: it starts again. */
  drop(source: SourceId, environmentId: string | null): void
  snapshot(run: Pick<RunRecord, 'id' | 'tenantId' | 'startedAt' | 'statuses'>): Snapshot
  /** Stores rows, run and findings in one transaction; the tenant's findings are replaced. */
  commit(run: RunRecord, findings: readonly Finding[]): Promise<void>
  /** Leaves the store as it was. */
  discard(): Promise<void>
}

export interface Store {
  /** Tenants with a run. */
  tenantIds(): Promise<string[]>
  /** The newest whole run, not later than `notLaterThan` (ISO 8601 UTC) where given. */
  latestRun(tenantId: string, notLaterThan?: string): Promise<RunRecord | null>
  snapshot(run: RunRecord): Snapshot
  /** All findings of the tenant, resolved ones too, with their history. */
  findings(tenantId: string): Promise<Finding[]>
  /** Begins a run; nothing of the store changes before its `commit`. */
  stage(runId: string): Staging
  saveFindings(tenantId: string, findings: readonly Finding[]): Promise<void>
  close(): Promise<void>
}
