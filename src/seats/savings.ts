/** What one person's seats could cost less a month, at list prices: seats that could go, and two that a combined one would replace. */
import type { SeatHolder } from '../facts/seat-facts.ts'
import { heldSkus } from './held-skus.ts'
import { sumOf } from './list-price.ts'
import { separateOf, type Scales } from './overlap.ts'
import type { SeatFinding } from './use.ts'

/** In the currency of the prices; null where nothing could be saved, or where a price is not known. Trials cost nothing. */
export function savingOf(holder: SeatHolder, found: readonly SeatFinding[], scales: Scales): number | null {
  const of = (rules: readonly string[], isInfo: boolean): SeatFinding[] =>
    found.filter((finding) => rules.includes(finding.rule) && finding.isInfo === isInfo)
  const going = new Set(of(['seat-idle', 'seat-duplicate'], false).map(({ skuId }) => skuId))
  const paid = heldSkus(holder).filter(({ skuId }) => going.has(skuId) && !scales.isTrial(skuId))
  const apart = of(['seat-duplicate'], true).length === 0 ? null : separateOf(holder, going, scales)
  const parts = [...paid.map(({ plan }) => sumOf([plan], scales.prices)), ...(apart === null ? [] : [apart.saving])]
  return parts.length === 0 ? null : total(parts)
}

function total(parts: readonly ({ readonly monthly: number; readonly currency: string } | null)[]): number | null {
  const known = parts.filter((part) => part !== null)
  const isComparable = known.length === parts.length && new Set(known.map(({ currency }) => currency)).size === 1
  return isComparable ? known.reduce((sum, { monthly }) => sum + monthly, 0) : null
}
