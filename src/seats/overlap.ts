/** Which of one person's seats cover each other, and which two a combined one would replace. Plans' channels come from the edition. */
import type { SeatHolder } from '../facts/seat-facts.ts'
import type { Edition } from '../guide/edition.ts'
import type { PlanId } from '../model/pool.ts'
import { licensingSkus, type HeldSku } from './held-skus.ts'
import { sumOf, type Prices } from './list-price.ts'

/** What is weighed: the edition's plans, prices, and which SKUs are trials. */
export interface Scales {
  readonly edition: Edition
  readonly prices: Prices
  readonly isTrial: (skuId: string) => boolean
}

export interface Duplicate {
  /** The seat that could go. */
  readonly sku: HeldSku
  readonly coveredBy: HeldSku
  /** Families that it licenses and the other one does not: a bundle is not wholly covered. */
  readonly alsoLicenses: readonly string[]
}

/** Customer Service Enterprise, which Premium includes (guide, Subscription plan options). */
export const customerServiceFamily = 'customer_service_enterprise'
const withCustomerService: readonly PlanId[] = ['customer-service-premium', 'customer-service-enterprise']

/** Seats that another one covers, in the order of the plans. */
export function duplicatesOf(holder: SeatHolder, scales: Scales): Duplicate[] {
  const skus = licensingSkus(holder)
  const stands = skus.filter((sku) => !skus.some((other) => replaces(other, sku, holder, scales)))
  return skus.flatMap((sku) => {
    const coveredBy = stands.find((other) => replaces(other, sku, holder, scales))
    return coveredBy === undefined ? [] : [{ sku, coveredBy, alsoLicenses: beyond(sku, coveredBy, holder) }]
  })
}

/** Whether `sku` could go because of `other`. A trial ends, so it never replaces what is paid for. */
function replaces(other: HeldSku, sku: HeldSku, holder: SeatHolder, scales: Scales): boolean {
  if (other.skuId === sku.skuId || !covers(other.plan, sku.plan, scales.edition)) return false
  if (scales.isTrial(other.skuId) && !scales.isTrial(sku.skuId)) return false
  if (!covers(sku.plan, other.plan, scales.edition)) return true
  // Two SKUs of Customer Service Enterprise are bundles, bases and attach licenses: what else they license differs.
  return other.plan !== 'customer-service-enterprise' && isBetterKept(other, sku, holder, scales)
}

/** Whether a plan opens everything that the other one opens. Plans that open nothing here cover nothing and are never covered. */
function covers(plan: PlanId, other: PlanId, edition: Edition): boolean {
  const opens = rightsOf(plan, edition)
  const wanted = rightsOf(other, edition)
  return wanted.length > 0 && wanted.every((right) => opens.includes(right))
}

function rightsOf(plan: PlanId, { plans }: Edition): string[] {
  const channels = plans.find(({ id }) => id === plan)?.channels ?? []
  return withCustomerService.includes(plan) ? [...channels, 'customer-service'] : [...channels]
}

/** Of two equal seats: the paid one, then the one whose prerequisite is held, then the cheaper one. */
function isBetterKept(sku: HeldSku, other: HeldSku, { person }: SeatHolder, scales: Scales): boolean {
  const rank = ({ plan, skuId }: HeldSku): number[] => {
    const needs = scales.edition.plans.find(({ id }) => id === plan)?.prerequisite ?? null
    const lacks = needs !== null && !person.profile.families.has(customerServiceFamily)
    return [Number(scales.isTrial(skuId)), Number(lacks), scales.prices.get(plan)?.monthly ?? 0]
  }
  const ranks = rank(other)
  const difference =
    rank(sku)
      .map((value, index) => value - (ranks[index] ?? 0))
      .find((value) => value !== 0) ?? 0
  return difference === 0 ? sku.skuId < other.skuId : difference < 0
}

/** Bundles have the plan Customer Service Enterprise too, and other apps beside it. */
function beyond(sku: HeldSku, coveredBy: HeldSku, { person }: SeatHolder): string[] {
  if (sku.plan !== 'customer-service-enterprise') return []
  const familiesOf = ({ skuId }: HeldSku): readonly string[] =>
    person.profile.held.find((license) => license.skuId === skuId)?.families ?? []
  const covered = new Set([customerServiceFamily, ...familiesOf(coveredBy)])
  return familiesOf(sku).filter((family) => !covered.has(family))
}

/** Digital and Voice held apart, and the plan that holds both; `saving` a month, null where a price is not known. */
export interface Separate {
  readonly digital: HeldSku
  readonly voice: HeldSku
  readonly combined: PlanId
  readonly saving: { readonly monthly: number; readonly currency: string } | null
}

/** null where the person does not hold them apart, where one is a trial, or where both together cost no more. */
export function separateOf(holder: SeatHolder, without: ReadonlySet<string>, scales: Scales): Separate | null {
  const { edition } = scales
  const paid = licensingSkus(holder).filter(({ skuId }) => !without.has(skuId) && !scales.isTrial(skuId))
  const only = (channel: string): HeldSku | undefined =>
    paid.find(({ plan }) => rightsOf(plan, edition).join() === channel)
  const [digital, voice] = [only('digital'), only('voice')]
  if (digital === undefined || voice === undefined || paid.some(({ plan }) => isCombined(plan, edition))) return null
  const options = combinedPlans(holder, edition).map((combined) => ({
    combined,
    saving: savingOf([digital.plan, voice.plan], combined, scales.prices),
  }))
  const best = options.toSorted((a, b) => (b.saving?.monthly ?? -Infinity) - (a.saving?.monthly ?? -Infinity))[0]
  if (best === undefined || (best.saving !== null && best.saving.monthly <= 0)) return null
  return { digital, voice, ...best }
}

function isCombined(plan: PlanId, edition: Edition): boolean {
  return covers(plan, 'digital', edition) && covers(plan, 'voice', edition)
}

/** Both channels and nothing else; an add-on only for a holder of its prerequisite. */
function combinedPlans({ person }: SeatHolder, edition: Edition): PlanId[] {
  const hasPrerequisite = person.profile.families.has(customerServiceFamily)
  return edition.plans
    .filter(({ id }) => isCombined(id, edition) && !withCustomerService.includes(id))
    .filter(({ prerequisite }) => prerequisite === null || hasPrerequisite)
    .map(({ id }) => id)
}

function savingOf(parts: readonly PlanId[], combined: PlanId, prices: Prices): Separate['saving'] {
  const apart = sumOf(parts, prices)
  const together = sumOf([combined], prices)
  if (apart === null || together === null || apart.currency !== together.currency) return null
  return { monthly: apart.monthly - together.monthly, currency: apart.currency }
}
