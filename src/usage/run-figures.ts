/** What a run keeps for trends, and what the runs before say of a pool. Pure. */
import { severities, type Severity } from '../model/finding.ts'
import type { Pool, Seat } from '../model/pool.ts'
import type { RunFigures } from '../model/run.ts'
import { poolTrend, type UsePoint } from '../trend/pool-trend.ts'

/** How far back runs are looked at. */
export const historyDays = 400

/** A run with its figures; null where it kept none. */
export interface PastRun {
  readonly startedAt: string
  readonly figures: RunFigures | null
}

export function runFigures(
  pools: readonly Pool[],
  seats: readonly Seat[],
  open: Readonly<Record<Severity, number>>,
): RunFigures {
  return {
    pools: pools.map((pool) => ({
      pool: pool.pool,
      period: pool.period,
      total: totalOf(pool),
      consumed: pool.consumed,
      at: measuredAt(pool),
    })),
    seats: seats.map(({ plan, skuId, counted, assigned }) => ({ plan, skuId, counted, assigned })),
    findings: Object.fromEntries(severities.map((severity) => [severity, open[severity]])),
  }
}

/** An imported month is as old as its import; the admin API's figures count as of the run, for it measures about daily. */
function measuredAt({ consumedFrom, consumedAsOf }: Pool): string | null {
  return consumedFrom === 'import' ? consumedAsOf : null
}

/** What may be used: of storage what the admin API reports, so that both sides count alike. */
function totalOf({ period, reported, entitled }: Pool): number | null {
  return period === null ? (reported?.total ?? null) : entitled
}

/** What a trend looks at: the runs before, the day that is judged, and when the run in question was read; ISO 8601 UTC. */
export interface TrendContext {
  readonly past: readonly PastRun[]
  readonly asOf: string
  readonly readAt: string
}

/** The pools with their trends; nothing later than `asOf` is looked at. */
export function withTrends(pools: readonly Pool[], context: TrendContext): Pool[] {
  return pools.map((pool) => ({
    ...pool,
    trend: poolTrend({ pool, total: totalOf(pool), points: usePoints(pool, context), asOf: context.asOf }),
  }))
}

/** What is known of a pool's use up to a day, oldest first, one a UTC day: the newest counts. */
export function usePoints(pool: Pool, { past, asOf, readAt }: TrendContext): UsePoint[] {
  const all = [...pastPoints(pool, past, asOf), ...pointOf(pool, readAt)].toSorted(byTime)
  return [...new Map(all.map((point) => [point.at.slice(0, 10), point])).values()]
}

/** A monthly pool's own month only: nothing carries over. */
function pastPoints({ pool, period }: Pool, past: readonly PastRun[], asOf: string): UsePoint[] {
  return past
    .filter(({ startedAt }) => startedAt <= asOf)
    .flatMap(({ startedAt, figures }) => {
      const found = figures?.pools.find((one) => one.pool === pool && one.period === period)
      if (found === undefined || found.consumed === null) return []
      return [{ at: found.at ?? startedAt, consumed: found.consumed }]
    })
}

function pointOf(pool: Pool, readAt: string): UsePoint[] {
  return pool.consumed === null ? [] : [{ at: measuredAt(pool) ?? readAt, consumed: pool.consumed }]
}

function byTime(a: UsePoint, b: UsePoint): number {
  return Date.parse(a.at) - Date.parse(b.at)
}
