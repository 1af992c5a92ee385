/** What changed since the sync before: seats, use of the pools, open findings. */
import type { SyncDocument } from '../../model/documents.ts'
import { severities } from '../../model/finding.ts'
import type { RunFigures } from '../../model/run.ts'
import { figure, plain, time } from './text.ts'

/** The figures of an earlier run, and when it began. */
export interface EarlierRun {
  readonly startedAt: string
  readonly figures: RunFigures
}

/** One line each; none where nothing changed, and one that says so. */
export function changeLines(earlier: EarlierRun, document: SyncDocument): readonly string[] {
  const changes = [
    ...seatChanges(earlier, document),
    ...poolChanges(earlier, document),
    ...findingChanges(earlier, document),
  ]
  const since = `Since the sync of ${time(earlier.startedAt)}:`
  return changes.length === 0 ? [`${since} no change in seats, pools and open findings.`] : [since, ...changes]
}

function seatChanges({ figures }: EarlierRun, { seats }: SyncDocument): string[] {
  const before = new Map(figures.seats.map((seat) => [seat.skuId, seat]))
  const gone = figures.seats.filter(({ skuId }) => !seats.some((seat) => seat.skuId === skuId))
  return [
    ...seats.flatMap(({ plan, skuId, skuPartNumber, counted, assigned }) => {
      const was = before.get(skuId)
      const parts = [
        ...moved('counted', was?.counted ?? 0, counted),
        ...moved('assigned', was?.assigned ?? 0, assigned),
      ]
      return parts.length === 0 ? [] : [`  ${plan} (${plain(skuPartNumber)}): ${parts.join(', ')}`]
    }),
    ...gone.map(({ plan, skuId }) => `  ${plan} (${skuId}): gone`),
  ]
}

function poolChanges({ figures }: EarlierRun, { pools }: SyncDocument): string[] {
  return pools.flatMap(({ pool, unit, period, consumed }) => {
    const was = figures.pools.find((one) => one.pool === pool && one.period === period)?.consumed ?? null
    const parts = was === null || consumed === null ? [] : moved(`${unit} used`, was, consumed)
    return parts.map((part) => `  ${pool}: ${part}`)
  })
}

function findingChanges({ figures }: EarlierRun, { findings }: SyncDocument): string[] {
  const parts = severities.flatMap((level) => moved(level, figures.findings[level] ?? 0, findings[level]))
  return parts.length === 0 ? [] : [`  open findings: ${parts.join(', ')}`]
}

/** `counted +2 (10 to 12)`. */
function moved(what: string, from: number, to: number): string[] {
  const by = to - from
  return by === 0 ? [] : [`${what} ${by > 0 ? '+' : '-'}${figure(Math.abs(by))} (${figure(from)} to ${figure(to)})`]
}
