/** What the events of a run say. */
import type { Run, RunProgress } from '../../../model/service.ts'

export function isProgress(data: unknown): data is RunProgress {
  return typeof data === 'object' && data !== null && 'source' in data && !('runId' in data && 'startedAt' in data)
}

export function isRun(data: unknown): data is Run {
  return typeof data === 'object' && data !== null && 'runId' in data && 'startedAt' in data
}

export function progressKey(row: RunProgress): string {
  return `${row.source}|${row.environment?.id ?? ''}`
}
