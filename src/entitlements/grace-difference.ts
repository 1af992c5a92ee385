/** Units in grace that only one side counts: the guide's seats, or the admin API's incremental lines. */
import type { CapacityLine } from '../model/environment.ts'
import type { Difference, Seat } from '../model/pool.ts'
import { adminApiMBPerGB, mbToGB } from '../units.ts'
import { apiAmountMB } from './allotments.ts'
import type { DifferenceSources } from './difference-causes.ts'
import { figure } from './figures.ts'
import { linesOf, sumMB } from './reported.ts'

/** GB, not rounded; more where the API counts units in grace that the guide's side does not. A SKU without a line is no grace. */
export function graceDifference(sources: DifferenceSources): Difference[] {
  const incremental = linesOf('incremental', sources.reading.lines)
  return sources.seats.flatMap((seat) => {
    const lines = incremental.filter(({ skuId, paid }) => skuId === seat.skuId && paid.enabled + paid.warning > 0)
    const perSeatMB = perSeatApiMB(seat, sources)
    if (lines.length === 0 || perSeatMB === 0) return []
    const units = unitsOnlyTheApiCounts(seat, lines, perSeatMB)
    const side = units < 0 ? 'the guide' : 'the admin API'
    const note = `${figure(Math.abs(units))} units of ${seat.skuPartNumber} in grace are counted by ${side} only.`
    return units === 0 ? [] : [{ amount: mbToGB(units * perSeatMB, adminApiMBPerGB), cause: 'grace' as const, note }]
  })
}

function perSeatApiMB({ plan, skuId }: Seat, { pool, contactCenterPlan }: DifferenceSources): number {
  const allotment = pool.perSeat.find(({ plans }) => plans.includes(plan))
  return allotment === undefined || contactCenterPlan(skuId) === null ? 0 : apiAmountMB(allotment)
}

/**
 * Units in grace that the API counts less those that the guide counts. The API's capacity tells whether it counts
 * them: that of the enabled units alone does not. Where it fits neither way, its own count of units in grace is taken.
 */
function unitsOnlyTheApiCounts(seat: Seat, lines: readonly CapacityLine[], perSeatMB: number): number {
  const paid = (state: 'enabled' | 'warning'): number => lines.reduce((sum, line) => sum + line.paid[state], 0)
  const capacityMB = sumMB(lines)
  if (capacityMB === seat.counted * perSeatMB) return 0
  const countedByApi = capacityMB === paid('enabled') * perSeatMB ? 0 : paid('warning')
  return countedByApi - Math.min(seat.warning, seat.counted)
}
