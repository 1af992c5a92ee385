/** The coverage rows of a document, from what a run remembers of its sources. */
import { compareText } from '../model/text-order.ts'
import { sourceIds, type Coverage, type SourceId, type SourceStatus } from '../model/coverage.ts'

/** Sources on which a capacity document rests. */
export const capacitySources: readonly SourceId[] = [
  'graph/organization',
  'graph/subscribed-skus',
  'graph/subscriptions',
  'power-platform/tenant-capacity',
  'power-platform/environments',
  'power-platform/billing-policies',
]

/** In the order of the sources, then by environment name; `sources` picks those on which the document rests. */
export function toCoverage(statuses: readonly SourceStatus[], sources: readonly SourceId[] = sourceIds): Coverage[] {
  return statuses
    .filter(({ source }) => sources.includes(source))
    .map(({ source, environment, state, required, reason, fix }) => ({
      source,
      environment,
      state,
      required,
      reason,
      fix,
    }))
    .toSorted(compareCoverage)
}

/** The tenant's row before those of its environments. */
function compareCoverage(a: Coverage, b: Coverage): number {
  return (
    sourceIds.indexOf(a.source) - sourceIds.indexOf(b.source) ||
    compareText(a.environment?.name ?? '', b.environment?.name ?? '') ||
    compareText(a.environment?.id ?? '', b.environment?.id ?? '')
  )
}
