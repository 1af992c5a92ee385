/** What a sync tells of itself while it goes on, and how many rows it read. */
import type { CoverageState, EnvironmentRef, SourceId, SourceStatus } from '../model/coverage.ts'

/** `rows` counts from the beginning of this reading; `reading` comes after each page, the state once at the end. */
export interface SourceProgress {
  readonly source: SourceId
  readonly environment: EnvironmentRef | null
  readonly rows: number
  readonly state: 'reading' | CoverageState
  /** Read by an interrupted sync, and not asked for again. */
  readonly isKept: boolean
}

/** Rows by source, over all environments, for sources that were asked; in the order of the statuses. */
export function rowsBySource(statuses: readonly SourceStatus[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { source, rows } of statuses) counts[source] = (counts[source] ?? 0) + rows
  return counts
}
