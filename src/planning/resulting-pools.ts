/** The pools that a tenant has after the purchases: what its seats grant then, and nothing of what is used. */
import { derivePools } from '../entitlements/pools.ts'
import type { HeldPack } from '../entitlements/seats.ts'
import type { Edition } from '../guide/edition.ts'
import type { ReferenceData } from '../guide/reference-data.ts'
import type { SkuOverrides } from '../guide/sku-overrides.ts'
import { planIds, PlanId, type Pool, type Seat } from '../model/pool.ts'

export interface AfterPurchase {
  readonly purchased: ReadonlyMap<PlanId, number>
  /** By item; what is no plan grants nothing here. */
  readonly bought: ReadonlyMap<string, number>
  readonly packs: readonly HeldPack[]
  readonly edition: Edition
  readonly data: ReferenceData
  readonly overrides: SkuOverrides
  /** ISO 8601 UTC; its month is the period of the monthly pools. */
  readonly asOf: string
}

export function resultingPools({ purchased, bought, packs, ...lists }: AfterPurchase): Pool[] {
  const seats = planIds.map((plan) => seatsOf(plan, (purchased.get(plan) ?? 0) + (bought.get(plan) ?? 0)))
  return derivePools({ ...lists, seats, packs, skus: [], capacity: null, otherEditions: [] })
}

/** All units of a plan as one row: pools ask for no SKU. */
function seatsOf(plan: PlanId, counted: number): Seat {
  const none = { warning: 0, suspended: 0, lockedOut: 0, trialUnits: 0, assigned: 0, trial: false, graceUntil: null }
  return { plan, skuId: plan, skuPartNumber: plan, enabled: counted, counted, ...none }
}
