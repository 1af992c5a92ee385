/** Seats: one row per subscribed SKU with a plan, the packs that the operator names, and the SKUs that no list knows. */
import type { PackId } from '../guide/pack.ts'
import type { ReferenceData } from '../guide/reference-data.ts'
import { kindOf } from '../guide/sku-catalogue.ts'
import type { SkuOverrides } from '../guide/sku-overrides.ts'
import type { SubscribedSku, Subscription } from '../model/licensing.ts'
import { planIds, type PlanId, type Seat, type UnknownSku } from '../model/pool.ts'
import { compareText } from '../model/text-order.ts'
import { countUnits, subscriptionsOf } from './counted-units.ts'
import { isUnknownSku, planOf } from './plans.ts'

export interface SeatSources {
  readonly skus: readonly SubscribedSku[]
  /** null: could not be read. */
  readonly subscriptions: readonly Subscription[] | null
  readonly data: ReferenceData
  readonly overrides: SkuOverrides
}

/** A SKU of which the operator says that it is a pack; units are counted as those of a seat. */
export interface HeldPack {
  readonly pack: PackId
  readonly skuId: string
  readonly units: number
}

export interface TenantSeats {
  /** In the order of the plans, then by SKU part number. */
  readonly seats: Seat[]
  readonly packs: HeldPack[]
  readonly unknownSkus: UnknownSku[]
  /** Counted units of every subscribed SKU, by SKU id. */
  readonly counted: ReadonlyMap<string, number>
}

export function deriveSeats(sources: SeatSources): TenantSeats {
  const { skus, data, overrides } = sources
  const seats = skus.flatMap((sku) => {
    const plan = planOf(sku, data, overrides)
    return plan === null ? [] : [seatOf(sku, plan, sources)]
  })
  return {
    seats: seats.toSorted(
      (a, b) =>
        planIds.indexOf(a.plan) - planIds.indexOf(b.plan) ||
        compareText(a.skuPartNumber, b.skuPartNumber) ||
        compareText(a.skuId, b.skuId),
    ),
    packs: skus.flatMap((sku) => heldPack(sku, sources)),
    unknownSkus: skus
      .filter((sku) => isUnknownSku(sku, data, overrides))
      .map(unknownSku)
      .toSorted((a, b) => compareText(a.skuId, b.skuId)),
    counted: new Map(skus.map((sku) => [sku.skuId, countedOf(sku, sources)])),
  }
}

function countedOf(sku: SubscribedSku, { subscriptions, data }: SeatSources): number {
  return countUnits(sku, subscriptions, kindOf(sku.skuId, data.catalogue)).counted
}

function seatOf(sku: SubscribedSku, plan: PlanId, { subscriptions, data }: SeatSources): Seat {
  const { enabled, warning, suspended, lockedOut } = sku.prepaidUnits
  const { trialUnits, counted } = countUnits(sku, subscriptions, kindOf(sku.skuId, data.catalogue))
  return {
    plan,
    skuId: sku.skuId,
    skuPartNumber: sku.skuPartNumber,
    enabled,
    warning,
    suspended,
    lockedOut,
    trialUnits,
    counted,
    assigned: sku.consumedUnits,
    trial: trialUnits !== null && trialUnits > 0 && counted === 0,
    graceUntil: warning > 0 ? graceEnd(sku, subscriptions ?? []) : null,
  }
}

/** The first day on which units in grace end, of the subscriptions in grace; null: not known. */
function graceEnd(sku: SubscribedSku, subscriptions: readonly Subscription[]): string | null {
  const ends = subscriptionsOf(sku, subscriptions)
    .filter(({ status }) => status === 'Warning')
    .flatMap(({ nextLifecycle }) => nextLifecycle ?? [])
  return ends.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null
}

function heldPack(sku: SubscribedSku, sources: SeatSources): HeldPack[] {
  const said = sources.overrides.get(sku.skuId)
  if (said === undefined || !('pack' in said)) return []
  return [{ pack: said.pack, skuId: sku.skuId, units: countedOf(sku, sources) }]
}

function unknownSku(sku: SubscribedSku): UnknownSku {
  return {
    skuId: sku.skuId,
    skuPartNumber: sku.skuPartNumber,
    plans: sku.servicePlans.map(({ name }) => name).toSorted(compareText),
    enabled: sku.prepaidUnits.enabled,
  }
}
