/** List prices of seats: what one costs a month, by plan, and in which words. Knows no price itself. */
import type { Edition } from '../guide/edition.ts'
import type { Price } from '../model/plan.ts'
import type { PlanId } from '../model/pool.ts'

/** By plan or pack id. */
export type Prices = ReadonlyMap<string, Price>

/** The edition's list prices, and over them those of the operator. Per seat or pack and month. */
export function listPrices({ prices }: Pick<Edition, 'prices'>, operator: Prices = new Map()): Prices {
  return new Map<string, Price>([...prices.map((price) => [price.id, price] as const), ...operator])
}

/** A sum of prices a month; null where one of them is not known, or where they are not of one currency. */
export function sumOf(plans: readonly PlanId[], prices: Prices): Omit<Price, 'source'> | null {
  const known = plans.flatMap((plan) => prices.get(plan) ?? [])
  const [first] = known
  if (first === undefined || known.length < plans.length) return null
  if (known.some(({ currency }) => currency !== first.currency)) return null
  return { monthly: known.reduce((sum, { monthly }) => sum + monthly, 0), currency: first.currency }
}

/** ` It saves 95 USD a month at the list price (guide, Scenario 1).`; nothing where the price is not known. */
export function savingWords(plan: PlanId, prices: Prices): string {
  const price = prices.get(plan)
  if (price === undefined) return ''
  return ` Without it, ${price.monthly} ${price.currency} a month are saved at the list price (${price.source}).`
}
