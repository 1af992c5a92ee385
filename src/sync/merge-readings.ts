/** Joins several readings of one source into one status: coverage has one row per source and environment. Pure. */
import { sourceIds } from '../model/coverage.ts'
import type { CoverageState, SourceStatus } from '../model/coverage.ts'
import { compareText } from '../model/text-order.ts'
import { joined, statusOf, type Reading } from './reading.ts'

/** In the order of every document: by source, then by environment name. */
export function statusesOf(readings: readonly Reading[]): SourceStatus[] {
  const bySource = Map.groupBy(readings, ({ source }) => `${source.id}|${source.environment?.id ?? ''}`)
  return [...bySource.values()].flatMap(merged).toSorted(inOrder)
}

function merged([first, ...others]: readonly Reading[]): SourceStatus[] {
  if (first === undefined) return []
  if (others.length === 0) return [statusOf(first)]
  const all = [first, ...others]
  return [
    {
      ...statusOf(first),
      state: mergedState(all),
      required: all.some(({ source }) => source.required),
      reason: joined(all.map(({ reason }) => reason)),
      fix: joined(all.map(({ fix }) => fix)),
      request: joined(all.map(({ source }) => source.request)) ?? first.source.request,
      at:
        all
          .map(({ at }) => at)
          .toSorted()
          .at(-1) ?? first.at,
      requestId: all.findLast(({ requestId }) => requestId !== null)?.requestId ?? null,
      rows: all.reduce((sum, { rows }) => sum + rows, 0),
    },
  ]
}

/** Some of it read and some not is partial. */
function mergedState(readings: readonly Reading[]): CoverageState {
  const states = readings.map(({ state }) => state)
  if (states.every((state) => state === 'complete')) return 'complete'
  const isUnread = states.includes('not-assessed') && readings.every(({ rows }) => rows === 0)
  return isUnread ? 'not-assessed' : 'partial'
}

function inOrder(a: SourceStatus, b: SourceStatus): number {
  const bySource = sourceIds.indexOf(a.source) - sourceIds.indexOf(b.source)
  return bySource === 0 ? compareText(nameOf(a), nameOf(b)) : bySource
}

function nameOf({ environment }: SourceStatus): string {
  return environment === null ? '' : `${environment.name}\u0000${environment.id}`
}
