/** Purchased units of a SKU: enabled and in grace, less trials. Suspended, locked-out and assigned units do not count. */
import type { SkuKind } from '../guide/sku-catalogue.ts'
import type { SubscribedSku, Subscription } from '../model/licensing.ts'

export interface CountedUnits {
  /** Trial units in the states enabled and in grace; null: neither the subscriptions nor the SKU's kind say. */
  readonly trialUnits: number | null
  /** Enabled plus in grace less trial units, never below 0. Guide: "every … User Subscription License", read as purchased. */
  readonly counted: number
}

/** `subscriptions` null: could not be read. A SKU without a subscription of its own is judged by its kind (system trials have none). */
export function countUnits(
  sku: SubscribedSku,
  subscriptions: readonly Subscription[] | null,
  kind: SkuKind | null,
): CountedUnits {
  const trialUnits = trialUnitsOf(sku, subscriptions, kind)
  return { trialUnits, counted: Math.max(0, usableUnits(sku) - (trialUnits ?? 0)) }
}

/** The subscriptions behind a SKU, joined by their ids or by the SKU id. */
export function subscriptionsOf(sku: SubscribedSku, subscriptions: readonly Subscription[]): Subscription[] {
  return subscriptions.filter(({ id, skuId }) => skuId === sku.skuId || sku.subscriptionIds.includes(id))
}

function trialUnitsOf(
  sku: SubscribedSku,
  subscriptions: readonly Subscription[] | null,
  kind: SkuKind | null,
): number | null {
  const own = subscriptionsOf(sku, subscriptions ?? [])
  if (own.length === 0 && kind !== null) return kind === 'trial' ? usableUnits(sku) : 0
  if (subscriptions === null) return null
  return own
    .filter(({ isTrial, status }) => isTrial && (status === 'Enabled' || status === 'Warning'))
    .reduce((units, { totalLicenses }) => units + totalLicenses, 0)
}

function usableUnits({ prepaidUnits }: SubscribedSku): number {
  return prepaidUnits.enabled + prepaidUnits.warning
}
