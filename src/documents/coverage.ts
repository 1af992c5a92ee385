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
  const listed = statuses.filter(({ source }) => sources.includes(source)).map(rowOf)
  const others = listed.filter((row) => !isPerTenant(row))
  return [...others, ...joined(listed.filter(isPerTenant))].toSorted(compareCoverage)
}

/** Read environment by environment, and one row in every document (documents.md: only the sources of Dataverse stand once per environment). */
const perTenantSource: SourceId = 'power-platform/allocations'

function isPerTenant({ source }: Coverage): boolean {
  return source === perTenantSource
}

function rowOf({ source, environment, state, required, reason, fix }: SourceStatus): Coverage {
  return { source, environment, state, required, reason, fix }
}

function joined(rows: readonly Coverage[]): Coverage[] {
  const incomplete = rows.filter(({ state }) => state !== 'complete').toSorted(compareCoverage)
  const [first = rows[0]] = incomplete
  if (first === undefined) return []
  const isUnread = rows.every(({ state }) => state === 'not-assessed')
  const state = incomplete.length === 0 ? 'complete' : isUnread ? 'not-assessed' : 'partial'
  const { source, required, reason, fix } = first
  return [
    { source, environment: null, state, required, reason: state === 'partial' ? whereOf(incomplete) : reason, fix },
  ]
}

/** Which environments are missing, and why the first of them is. */
function whereOf([first, ...others]: readonly Coverage[]): string {
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  return `not of ${first?.environment?.name ?? 'all environments'}${more}: ${first?.reason ?? 'not read whole'}`
}

/** The tenant's row before those of its environments. */
function compareCoverage(a: Coverage, b: Coverage): number {
  return (
    sourceIds.indexOf(a.source) - sourceIds.indexOf(b.source) ||
    compareText(a.environment?.name ?? '', b.environment?.name ?? '') ||
    compareText(a.environment?.id ?? '', b.environment?.id ?? '')
  )
}
