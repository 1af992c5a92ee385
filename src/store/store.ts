/** What a store remembers, whatever is under it: whole runs with their rows, and the findings of each tenant with their history. */
import type { SourceId } from '../model/coverage.ts'
import type { DatasetName, Datasets, Snapshot } from '../model/dataset.ts'
import type { Finding, Waiver } from '../model/finding.ts'
import type { SeatLedger } from '../model/ledger.ts'
import type { RunRecord } from '../model/run.ts'
import type { ImportedMonth } from '../model/usage.ts'
import type { AlertBatch, AlertStore, ToldChange } from './alert-store.ts'
import type { FindingsWanted } from './ordered-findings.ts'
import type { ReadingLog } from './staged-readings.ts'

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

/** What a trend needs of a run. */
export type RunPoint = Pick<RunRecord, 'id' | 'startedAt' | 'figures'>

/** Where rows wait while they are read, on disk or in memory. */
export interface RowSpool {
  put(page: StagedPage): void
  /** Forgets what one reading has put so far: it starts again, or nothing of it is kept. */
  drop(part: number): void
  snapshot(run: RunHead): Snapshot
}

/** What a sync wants to stage: its run, or the one that an interrupted sync of the same kind began. */
export interface StageRequest {
  readonly run: Omit<RunHead, 'statuses'>
  /** What two syncs must have in common for one to go on with the rows of the other. */
  readonly likeness: string
  /** An interrupted run that began earlier is too old to go on with, ISO 8601 UTC. */
  readonly notBefore: string
}

/** Where a run's rows wait until the run is whole. The store itself is not touched before `commit`. */
export interface Staging extends RowSpool {
  /** As it was asked for, or the interrupted one that this staging goes on with. */
  readonly run: StageRequest['run']
  /** How many processes have worked at this run: 1 for a new one. */
  readonly attempt: number
  readonly readings: ReadingLog
  /** Adds to the findings that the commit stores, so that those of one environment need not wait in memory for the others. */
  keep(findings: readonly Finding[]): void
  /** What the commit makes of the tenant's seat ledger, whole; without a call it stays as it is. Once per run. */
  keepLedger(ledger: SeatLedger): void
  /** What receivers of alerts know of findings once the batch of the commit is told; without a batch it counts for nothing. */
  keepTold(changes: readonly ToldChange[]): void
  /** Stores rows, run, kept findings (and these), the kept ledger and what is to be told in one transaction; the tenant's findings are replaced. */
  commit(run: RunRecord, findings?: readonly Finding[], alerts?: AlertBatch | null): Promise<void>
  /** Leaves the store as it was. */
  discard(): Promise<void>
}

/** What to prune of a store. Times are ISO 8601 UTC. */
export interface PruneRequest {
  readonly tenantId: string
  /** Runs of the tenant that began earlier go, but never its newest. */
  readonly runsBefore: string
  /** What interrupted syncs of any tenant left goes where it was last written earlier, and nobody holds it. */
  readonly leftoversBefore: string
  readonly now: string
}

export interface Pruned {
  readonly runs: number
  readonly bytesFreed: number
  /** Whether the space that became free could be given back; else it lies in the file, and the next runs use it. */
  readonly isSpaceGivenBack: boolean
}

export interface Store {
  /** Another number whenever somebody else has written to the store since the last call, null where there is none yet: cheap, for who keeps what it read. */
  change(): Promise<number | null>
  /** Tenants with a run. */
  tenantIds(): Promise<string[]>
  /** The newest whole run, not later than `notLaterThan` (ISO 8601 UTC) where given. */
  latestRun(tenantId: string, notLaterThan?: string): Promise<RunRecord | null>
  /** Whole runs, newest first: the newest `limit`, or the one of an id. */
  runRecords(tenantId: string, wanted: { readonly limit?: number; readonly runId?: string }): Promise<RunRecord[]>
  snapshot(run: RunRecord): Snapshot
  /** The finding of an id, with its history; null where there is none. */
  finding(tenantId: string, findingId: string): Promise<Finding | null>
  /** Findings of the tenant (of one of its environments), resolved ones too, with their history. */
  findings(tenantId: string, environmentId?: string): Promise<Finding[]>
  /** At most `limit` of them, by id, those after `afterId`. */
  findingsAfter(tenantId: string, afterId: string, limit: number): Promise<Finding[]>
  /** Ids of findings in the order of the lists. */
  findingOrder(wanted: FindingsWanted): string[]
  /** Findings one after another: what waits in memory are their ids. */
  eachFinding(tenantId: string, ids: Iterable<string>): Iterable<Finding>
  /** All that `act` reads is of one moment, whatever others write meanwhile. One at a time on one store. */
  atOneMoment<T>(act: () => Promise<T>): Promise<T>
  /** Ids of the environments that the tenant's findings are about, '' for those about the tenant itself. */
  findingEnvironments(tenantId: string): Promise<string[]>
  /**
   * Begins a run, or goes on with an interrupted one; nothing of the store changes before its `commit`. Until its end nobody
   * else stages a run of the tenant: throws where somebody does.
   */
  stage(request: StageRequest): Staging
  /** What a run that is judged again comes to: the tenant's findings, and what became of the rules; in one transaction. */
  saveEvaluation(run: RunRecord, findings: readonly Finding[]): Promise<void>
  /** Writes the waiver into a finding and gives it back; null where there is no such finding. What it makes of the status is decided elsewhere. */
  waive(tenantId: string, findingId: string, waiver: Waiver): Promise<Finding | null>
  /** Who held which seat from when to when, by person, SKU and start; empty and without a start before the first run that kept one. */
  ledger(tenantId: string): Promise<SeatLedger>
  /** The figures of every stored run, oldest first, not earlier than `notBefore` (ISO 8601 UTC) where given. */
  runs(tenantId: string, notBefore?: string): Promise<RunPoint[]>
  /** By period, then pool. */
  importedMonths(tenantId: string): Promise<ImportedMonth[]>
  /** All of them or none; a month replaces the one of its period and pool. Makes the store where there is none. */
  saveImportedMonths(tenantId: string, months: readonly ImportedMonth[]): Promise<void>
  /**
   * The key of this store for pseudonyms, 32 random bytes: the same for all its tenants, and for good. Whatever writes to a store
   * makes one where there is none; a reader makes none: null.
   */
  pseudonymKey(): Promise<Uint8Array | null>
  /** The key that the next write makes where the store has none: what was shown before the write stays true after it. */
  proposePseudonymKey(key: Uint8Array): void
  readonly alerts: AlertStore
  /** Deletes old runs (and old messages that were delivered) and gives their space back to the disk; all else stays. Throws while a sync runs. */
  prune(request: PruneRequest): Promise<Pruned>
  close(): Promise<void>
}
