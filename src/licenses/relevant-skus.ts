/** The SKUs whose holders a sync reads by filter: those of seats. Everybody else who matters is read by id, from roles and groups. */
import { planOf } from '../entitlements/plans.ts'
import type { ReferenceData } from '../guide/reference-data.ts'
import type { SkuOverrides } from '../guide/sku-overrides.ts'
import type { SubscribedSku } from '../model/licensing.ts'

/** Ids of the subscribed SKUs with a plan of the guide, sorted. */
export function relevantSkuIds(skus: readonly SubscribedSku[], data: ReferenceData, overrides: SkuOverrides): string[] {
  return skus
    .filter((sku) => planOf(sku, data, overrides) !== null)
    .map(({ skuId }) => skuId)
    .toSorted()
}
