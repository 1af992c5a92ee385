/** How whole a source was read, over all requests that fill it. */
import type { CoverageState, SourceId, SourceStatus } from '../model/coverage.ts'

/** The worst state of its statuses (of one environment, where one is named); a source without any was not read. */
export function worstState(
  statuses: readonly SourceStatus[],
  source: SourceId,
  environmentId: string | null = null,
): CoverageState {
  const states = statuses
    .filter((status) => status.source === source && (status.environment?.id ?? null) === environmentId)
    .map(({ state }) => state)
  if (states.length === 0 || states.includes('not-assessed')) return 'not-assessed'
  return states.includes('partial') ? 'partial' : 'complete'
}
