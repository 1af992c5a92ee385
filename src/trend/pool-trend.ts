/** Where a pool is heading: its use a day, the end of the month, and the day it runs out, with how far off that may be. Pure. */
import type { Pool } from '../model/pool.ts'
import { dayMs, roundHalfAwayFromZero } from '../units.ts'
import { fitLine, type Line, type Point } from './line.ts'

/** One observation of a pool's use, in the pool's unit. `at` ISO 8601 UTC. */
export interface UsePoint {
  readonly at: string
  readonly consumed: number
}

/** Fewer say nothing: the band needs residuals, and a week shows what a weekend does. */
export const leastPoints = 5
export const leastDays = 7
/** A line is not followed further than this. */
const horizonDays = 3650

const hourMs = 3_600_000

type Trend = NonNullable<Pool['trend']>

export interface TrendSources {
  readonly pool: Pick<Pool, 'pool' | 'unit' | 'period' | 'status'>
  /** What may be used, in the pool's unit; null: not known. */
  readonly total: number | null
  /** Oldest first; of one UTC day the newest counts. For a monthly pool those of its month. */
  readonly points: readonly UsePoint[]
  readonly asOf: string
}

/** null where there are too few observations to say anything. */
export function poolTrend(sources: TrendSources): Trend | null {
  return sources.pool.period === null ? storageTrend(sources) : monthTrend(sources, sources.pool.period)
}

function storageTrend({ pool, total, points, asOf }: TrendSources): Trend | null {
  const days = onePerDay(points)
  const line = isEnough(days) ? fitLine(days) : null
  if (line === null) return null
  return {
    points: line.points,
    perDay: roundHalfAwayFromZero(line.slope),
    endOfPeriod: null,
    over: total === null || pool.status === 'over' ? null : crossing(line, total, asOf),
    method: `least squares over ${line.points} days with a sync, of ${spanDays(days)} days; earliest and latest by the 95 % band of a new observation`,
  }
}

/** The month begins at 0, so that one observation gives a pace; the day it runs out needs as many points as any other line. */
function monthTrend({ pool, total, points, asOf }: TrendSources, period: string): Trend | null {
  const begin = Date.parse(`${period}-01T00:00:00Z`)
  const end = endOfMonth(period)
  const within = points.filter(({ at }) => Date.parse(at) > begin && Date.parse(at) <= end)
  const newest = within.at(-1)
  if (newest === undefined) return null
  const elapsed = elapsedDays(begin, newest.at)
  const perDay = newest.consumed / elapsed
  const days = onePerDay(within)
  const line = isEnough(days) ? fitLine(days) : null
  const over = total === null || pool.status === 'over' || line === null ? null : crossing(line, total, asOf)
  return {
    points: days.length,
    perDay: roundHalfAwayFromZero(perDay),
    endOfPeriod: roundHalfAwayFromZero(perDay * ((end - begin) / dayMs)),
    over: over !== null && Date.parse(over.on) < end ? over : null,
    method:
      line === null
        ? `pace of the month so far, ${figureOf(elapsed)} of ${(end - begin) / dayMs} days; no day is forecast from ${days.length} of at least ${leastPoints} days`
        : `pace of the month so far, ${figureOf(elapsed)} of ${(end - begin) / dayMs} days; the day by least squares over ${line.points} days, earliest and latest by the 95 % band of a new observation`,
  }
}

/** In whole hours, at least one: a pace that moved with every second would differ between two runs over the same tenant. */
function elapsedDays(begin: number, at: string): number {
  return (Math.max(1, Math.round((Date.parse(at) - begin) / hourMs)) * hourMs) / dayMs
}

function figureOf(days: number): string {
  return String(Math.round(days * 10) / 10)
}

function endOfMonth(period: string): number {
  const [year = 0, month = 1] = period.split('-').map(Number)
  return Date.UTC(year, month, 1)
}

/** The newest observation of each UTC day, `x` in days since 1970. */
function onePerDay(points: readonly UsePoint[]): Point[] {
  const byDay = new Map<string, Point>()
  for (const { at, consumed } of points) byDay.set(at.slice(0, 10), { x: Date.parse(at) / dayMs, y: consumed })
  return [...byDay.values()]
}

function spanDays(days: readonly Point[]): number {
  return Math.round((days.at(-1)?.x ?? 0) - (days[0]?.x ?? 0))
}

function isEnough(days: readonly Point[]): boolean {
  return days.length >= leastPoints && spanDays(days) >= leastDays
}

/** The first days on which the line, and the edges of its band, are above the total; null where the line does not get there. */
function crossing(line: Line, total: number, asOf: string): Trend['over'] {
  if (line.slope <= 0) return null
  const today = Date.parse(asOf) / dayMs
  const first = (isAbove: (x: number) => boolean): number | null => {
    for (let day = 0; day <= horizonDays; day += 1) if (isAbove(today + day)) return today + day
    return null
  }
  const on = first((x) => line.at(x) > total)
  if (on === null) return null
  const earliest = first((x) => line.at(x) + line.halfBand(x) > total) ?? on
  const latest = first((x) => line.at(x) - line.halfBand(x) > total) ?? today + horizonDays
  return { on: dayOf(on), earliest: dayOf(earliest), latest: dayOf(latest) }
}

function dayOf(x: number): string {
  return new Date(x * dayMs).toISOString().slice(0, 10)
}
