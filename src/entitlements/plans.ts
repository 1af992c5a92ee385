/** Which plan of the guide a SKU has: the operator's word, then the SKU's id, then its service plans by id; never a name. */
import { kindOf } from '../guide/sku-catalogue.ts'
import type { ReferenceData } from '../guide/reference-data.ts'
import type { SkuOverrides } from '../guide/sku-overrides.ts'
import type { ServicePlan, SubscribedSku } from '../model/licensing.ts'
import type { PlanId } from '../model/pool.ts'

/** As much of a SKU as says what it is. */
export type SkuIdentity = Pick<SubscribedSku, 'skuId' | 'servicePlans'>

/** The plan of a SKU, or null. An override to families, to a pack or to "ignore" leaves it without one. */
export function planOf(sku: SkuIdentity, data: ReferenceData, overrides: SkuOverrides): PlanId | null {
  const said = overrides.get(sku.skuId)
  if (said !== undefined) return 'plan' in said ? said.plan : null
  return planById(sku.skuId, data) ?? planByServicePlans(sku, data)
}

function planById(skuId: string, { catalogue, families }: ReferenceData): PlanId | null {
  const named = catalogue.planSkus.find(({ skuIds }) => skuIds.includes(skuId))
  if (named !== undefined) return named.plan
  const kind = kindOf(skuId, catalogue)
  const byFamily = catalogue.planFamilies.find(({ family, kinds }) => {
    const members = families.families.find(({ id }) => id === family)?.skus ?? []
    return kind !== null && kinds.includes(kind) && members.some((member) => member.skuId === skuId)
  })
  return byFamily?.plan ?? null
}

function planByServicePlans(sku: SkuIdentity, { catalogue, families }: ReferenceData): PlanId | null {
  const { premium, contactCenterPlans, legacyOmnichannelPlans } = catalogue.markers
  const carries = (ids: readonly string[]): boolean => sku.servicePlans.some(({ id }) => ids.includes(id))
  const familyPlans = families.families.find(({ id }) => id === premium.family)?.servicePlans ?? []
  const beside = familyPlans
    .filter(({ onlyInSkus, notInSkus }) => (onlyInSkus?.includes(sku.skuId) ?? true) && !notInSkus.includes(sku.skuId))
    .map(({ id }) => id)
  if (carries([premium.servicePlan]) && carries(beside)) return 'customer-service-premium'

  const kind = kindOf(sku.skuId, catalogue)
  const isTrialOrSandbox = kind === 'trial' || kind === 'test_or_sandbox'
  const isLegacy = carries(legacyOmnichannelPlans) && !carries(contactCenterPlans) && !isTrialOrSandbox
  return isLegacy ? 'legacy-omnichannel' : null
}

/** Whether the SKU carries a Dynamics 365 or Contact Center plan and neither a list nor the operator knows it. */
export function isUnknownSku(sku: SkuIdentity, data: ReferenceData, overrides: SkuOverrides): boolean {
  if (overrides.has(sku.skuId) || kindOf(sku.skuId, data.catalogue) !== null) return false
  return planOf(sku, data, overrides) === null && sku.servicePlans.some((plan) => isDynamicsPlan(plan, data))
}

export function isDynamicsPlan({ id, name }: ServicePlan, { catalogue }: ReferenceData): boolean {
  const { startWith, butNot } = catalogue.dynamicsPlanNames
  const begins = (starts: readonly string[]): boolean => starts.some((start) => name.toUpperCase().startsWith(start))
  return catalogue.dynamicsPlans.some((plan) => plan.id === id) || (begins(startWith) && !begins(butNot))
}
