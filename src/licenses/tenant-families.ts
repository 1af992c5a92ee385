/** Families that everybody holds because the tenant holds one counted unit of them. */
import type { SubscribedSku, Subscription } from '../model/licensing.ts'
import type { Family } from './families.ts'
import type { SkuLicense } from './sku-license.ts'

/**
 * Units that count as purchased: enabled and in grace, less trial units in these states. Trial units come from the
 * subscriptions, or from the SKU's kind where these could not be read.
 */
export function countedUnits(
  sku: SubscribedSku,
  subscriptions: readonly Subscription[] | null,
  isTrialKind: boolean,
): number {
  const usable = sku.prepaidUnits.enabled + sku.prepaidUnits.warning
  if (subscriptions === null) return isTrialKind ? 0 : usable
  const trialUnits = subscriptions
    .filter(({ skuId, isTrial, status }) => skuId === sku.skuId && isTrial && ['Enabled', 'Warning'].includes(status))
    .reduce((units, { totalLicenses }) => units + totalLicenses, 0)
  return Math.max(0, usable - trialUnits)
}

/** The tenant-licensed families of which a subscribed SKU with counted units is one. */
export function tenantFamilies(
  skus: readonly SubscribedSku[],
  licenses: ReadonlyMap<string, SkuLicense>,
  families: readonly Family[],
  subscriptions: readonly Subscription[] | null,
): string[] {
  const held = new Set<string>()
  for (const sku of skus) {
    const license = licenses.get(sku.skuId)
    if (license === undefined || license.noLicense !== null) continue
    if (countedUnits(sku, subscriptions, license.trial) === 0) continue
    for (const family of [...license.bySku, ...[...license.byPlan.values()].flat()]) held.add(family)
  }
  return families.filter((family) => family.tenantLicensed && held.has(family.id)).map((family) => family.id)
}
