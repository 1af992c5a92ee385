/** What the units of a SKU are: trials, usable, or not known. */
import type { SeatFacts } from '../facts/seat-facts.ts'
import type { Seat } from '../model/pool.ts'

/** SKUs of which neither the subscriptions nor the list of SKUs says how many units are trials: their count may be too high. */
export function unknownTrials(seats: readonly Seat[]): string[] {
  return seats
    .filter(({ trialUnits }) => trialUnits === null)
    .map(({ skuPartNumber }) => `how many units of ${skuPartNumber} are trials is not known`)
}

/** Whether all units of a SKU are trials. */
export function isTrialIn({ seats, isTrialSku }: Pick<SeatFacts, 'seats' | 'isTrialSku'>): (skuId: string) => boolean {
  const trials = new Set((seats ?? []).filter(({ trial }) => trial).map(({ skuId }) => skuId))
  return (skuId) => trials.has(skuId) || isTrialSku(skuId)
}

/** Whether a SKU has units that can be used: enabled, or in grace. */
export function isUsableIn({ seats }: Pick<SeatFacts, 'seats'>): (skuId: string) => boolean {
  const usable = (seats ?? []).filter(({ enabled, warning }) => enabled + warning > 0).map(({ skuId }) => skuId)
  const ids = new Set(usable)
  return (skuId) => ids.has(skuId)
}
