/** The document of `plan`: purchases with their prices, reused units, ties, the pools that result, and why. */
import type { Clauses, Head } from '../model/documents.ts'
import type { PlanDocument, Purchase, ReusedUnits, StaffingRow } from '../model/plan.ts'
import type { Pool } from '../model/pool.ts'
import type { Prices } from '../seats/list-price.ts'
import { roundHalfAwayFromZero } from '../units.ts'

export interface PlanParts {
  readonly head: Head
  readonly staffing: readonly StaffingRow[]
  /** Units by id, in the order in which they are listed. */
  readonly bought: ReadonlyMap<string, number>
  readonly prices: Prices
  readonly reused: readonly ReusedUnits[]
  readonly monthly: number
  readonly ties: readonly string[]
  readonly pools: readonly Pool[]
  readonly why: readonly string[]
  readonly cite: (clauseIds: readonly string[]) => Clauses
}

export function planDocument(parts: PlanParts): PlanDocument {
  const { head, staffing, reused, monthly, ties, pools, why } = parts
  const clauses = pools.flatMap((pool) => [...pool.terms, ...pool.readings].map(({ clause }) => clause))
  return {
    schema: 'seatledger.plan/1',
    ...head,
    staffing: [...staffing],
    purchases: purchasesOf(parts),
    reused: reused.map(({ skuId, count, from }) => ({ skuId, count, from })),
    monthly: roundHalfAwayFromZero(monthly),
    ties: [...ties],
    pools: [...pools],
    why: [...why],
    clauses: parts.cite([...new Set(clauses)]),
  }
}

function purchasesOf({ bought, prices }: PlanParts): Purchase[] {
  return [...bought].map(([plan, count]) => {
    const { monthly: unitPrice, source: priceSource } = prices.get(plan) ?? { monthly: 0, source: 'no price' }
    return { plan, count, unitPrice, priceSource, monthly: roundHalfAwayFromZero(count * unitPrice) }
  })
}
