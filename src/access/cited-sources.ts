/** Which requests a finding cites: the newest status of each source that it rests on. */
import type { SourceId, SourceStatus } from '../model/coverage.ts'
import type { FindingSource } from '../model/finding.ts'

/** In the order of `sources`; those of Dataverse for the one environment, null: for none. */
export function citeSources(
  statuses: readonly SourceStatus[],
  sources: readonly SourceId[],
  environmentId: string | null,
): FindingSource[] {
  return sources.flatMap((source) => {
    const cited = statuses.filter(
      (status) => status.source === source && (status.environment === null || status.environment.id === environmentId),
    )
    return cited.map(({ request, at, requestId }) => ({ source, request, at, requestId }))
  })
}
