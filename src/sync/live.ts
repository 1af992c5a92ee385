/** Reads what a live capacity check needs, a handful of requests, into memory: no store, no file. */
import type { Clock } from '../clock.ts'
import type { Connectors } from '../model/connectors.ts'
import type { SourceStatus } from '../model/coverage.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { RunHead } from '../store/store.ts'
import { withKeys } from './keyed-connectors.ts'
import { createMemorySpool } from './memory-spool.ts'
import { statusesOf } from './merge-readings.ts'
import type { SourceProgress } from './progress.ts'
import { requireSomethingRead } from './require-something-read.ts'
import { SourceReader } from './source-reader.ts'
import { readTenantSources, requireOwnTenant } from './tenant-sources.ts'

export interface LiveOptions {
  readonly run: Omit<RunHead, 'statuses'>
  readonly connectors: Connectors
  readonly clock: Clock
  readonly progress: (event: SourceProgress) => void
  readonly signal: AbortSignal
}

export interface LiveRun {
  readonly snapshot: Snapshot
  readonly statuses: readonly SourceStatus[]
}

/** Rejects as `collect` does: another tenant, not one required source, stopped. */
export async function readLive({ run, connectors, clock, progress, signal }: LiveOptions): Promise<LiveRun> {
  const spool = createMemorySpool()
  const readings = await readTenantSources(new SourceReader({ spool, clock, progress, signal }), withKeys(connectors))
  await requireOwnTenant(spool.snapshot({ ...run, statuses: [] }))
  requireSomethingRead(readings)
  const statuses = statusesOf(readings)
  return { snapshot: spool.snapshot({ ...run, statuses }), statuses }
}
