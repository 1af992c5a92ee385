/** Counted units of the Dynamics 365 subscriptions, whose licenses bring dual use rights. */
import { countUnits } from '../entitlements/counted-units.ts'
import { isDynamicsPlan, planOf } from '../entitlements/plans.ts'
import type { ReferenceData } from '../guide/reference-data.ts'
import { kindOf } from '../guide/sku-catalogue.ts'
import type { SkuOverrides } from '../guide/sku-overrides.ts'
import type { SubscribedSku, Subscription } from '../model/licensing.ts'
import type { PlanId } from '../model/pool.ts'

/** Plans that are no license of their own: they stand on Customer Service Enterprise. */
const addons: readonly PlanId[] = ['digital-addon', 'voice-addon', 'digital-voice-addon', 'legacy-omnichannel']

/** Purchased units of a base or attach license of Dynamics 365; 0 for every other SKU, for trials and packs. */
export function dynamicsUnits(
  sku: SubscribedSku,
  subscriptions: readonly Subscription[] | null,
  data: ReferenceData,
  overrides: SkuOverrides,
): number {
  const said = overrides.get(sku.skuId)
  if (said !== undefined && ('ignore' in said || 'pack' in said)) return 0
  const kind = kindOf(sku.skuId, data.catalogue)
  const plan = planOf(sku, data, overrides)
  const isBase = plan !== null && !addons.includes(plan)
  const isLicense = kind === null ? isBase : kind === 'base' || kind === 'attach'
  return isLicense && isDynamics(sku, data) ? countUnits(sku, subscriptions, kind).counted : 0
}

/** By a service plan, or by a list: a limited license may carry none. */
function isDynamics({ skuId, servicePlans }: SubscribedSku, data: ReferenceData): boolean {
  if (servicePlans.some((plan) => isDynamicsPlan(plan, data))) return true
  const apps = new Set(data.restrictedTables.tables.flatMap(({ requires }) => requires))
  return data.families.families.some(
    ({ id, skus, limited }) => apps.has(id) && [...skus, ...limited].some((listed) => listed.skuId === skuId),
  )
}
