/** A pool's trend and its history in sentences, for `explain`. Pure. */
import { amountText, figure } from '../entitlements/figures.ts'
import type { Pool } from '../model/pool.ts'
import { leastDays, leastPoints, type UsePoint } from './pool-trend.ts'

/** The newest points are shown, so that the line can be drawn again by hand. */
const shownPoints = 14

export function trendSentences(
  pool: Pick<Pool, 'trend' | 'unit' | 'period' | 'consumed'>,
  points: readonly UsePoint[],
): string[] {
  const { trend, unit, period, consumed } = pool
  if (trend === null) {
    if (consumed === null || period !== null) return []
    return [
      `No trend: ${figure(points.length)} of at least ${leastPoints} days with a sync, over at least ${leastDays} days.`,
    ]
  }
  const { perDay, endOfPeriod, over, method } = trend
  return [
    `Trend: ${amountText(perDay, unit)} a day (${method}).`,
    ...(endOfPeriod === null
      ? []
      : [`At this pace ${amountText(endOfPeriod, unit)} at the end of ${period ?? ''} (UTC).`]),
    ...(over === null
      ? []
      : [`It runs out on ${over.on}: at the earliest on ${over.earliest}, at the latest on ${over.latest}.`]),
    ...historySentence(points, unit),
  ]
}

function historySentence(points: readonly UsePoint[], unit: string): string[] {
  if (points.length < 2) return []
  const shown = points.slice(-shownPoints).map(({ at, consumed }) => `${at.slice(0, 10)} ${figure(consumed)}`)
  const earlier = points.length > shownPoints ? `, and ${figure(points.length - shownPoints)} before` : ''
  return [`Used by day, in ${unit}: ${shown.join(', ')}${earlier}.`]
}
