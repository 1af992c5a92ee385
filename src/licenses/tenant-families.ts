/** Families that everybody holds because the tenant holds one counted unit of them. */
import type { SubscribedSku } from '../model/licensing.ts'
import type { Family } from './families.ts'
import type { SkuLicense } from './sku-license.ts'

/** The tenant-licensed families that a subscribed SKU with counted (purchased) units gives. */
export function tenantFamilies(
  skus: readonly SubscribedSku[],
  licenses: ReadonlyMap<string, SkuLicense>,
  families: readonly Family[],
  counted: (sku: SubscribedSku) => number,
): string[] {
  const held = new Set<string>()
  for (const sku of skus) {
    const license = licenses.get(sku.skuId)
    if (license === undefined || license.noLicense !== null) continue
    if (counted(sku) === 0) continue
    for (const family of [...license.bySku, ...[...license.byPlan.values()].flat()]) held.add(family)
  }
  return families.filter((family) => family.tenantLicensed && held.has(family.id)).map((family) => family.id)
}
