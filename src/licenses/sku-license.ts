/** What one subscribed SKU licenses: families by plan, families by its id, or what the operator says instead. */
import type { SkuKind } from '../guide/sku-catalogue.ts'
import type { SubscribedSku } from '../model/licensing.ts'
import type { Family, FamilyPlan } from './families.ts'

/** Units of these states license nobody, whoever still has one assigned. */
const endedStates = new Set(['Suspended', 'Deleted', 'LockedOut'])

/** Why a SKU licenses nobody. */
type NoLicense = 'ended' | 'test-or-free' | 'ignored'

export interface SkuLicense {
  readonly skuId: string
  readonly partNumber: string
  readonly plans: readonly string[]
  readonly trial: boolean
  readonly noLicense: NoLicense | null
  /** Families that an enabled plan gives, by plan id. */
  readonly byPlan: ReadonlyMap<string, readonly string[]>
  /** Families that any enabled plan of the SKU gives. */
  readonly bySku: readonly string[]
  /** Families of which the SKU is a limited license, while any plan of it is enabled. */
  readonly limited: readonly string[]
}

/** What an operator says that one SKU is: `families` replace all that the lists say of it, null says nothing. */
export interface OperatorWord {
  readonly ignore: boolean
  readonly families: readonly string[] | null
}

/** What the lists and the tenant's subscriptions say of a SKU. */
export interface SkuNature {
  readonly kind: SkuKind | null
  readonly trial: boolean
}

/** Compiles one SKU. */
export function skuLicense(
  sku: SubscribedSku,
  families: readonly Family[],
  { kind, trial }: SkuNature,
  operator: OperatorWord = { ignore: false, families: null },
): SkuLicense {
  const said = operator.ignore ? [] : operator.families
  const plans = sku.servicePlans.map((plan) => plan.id)
  const noLicense = noLicenseReason(sku, kind, operator)
  const matched = said === null && noLicense === null ? families : []
  return {
    skuId: sku.skuId,
    partNumber: sku.skuPartNumber,
    plans,
    trial,
    noLicense,
    byPlan: familiesByPlan(sku.skuId, plans, matched),
    bySku: said ?? familiesById(sku, matched),
    limited: matched.filter((family) => family.limited.has(sku.skuId)).map((family) => family.id),
  }
}

function noLicenseReason(sku: SubscribedSku, kind: SkuKind | null, operator: OperatorWord): NoLicense | null {
  if (endedStates.has(sku.capabilityStatus)) return 'ended'
  if (operator.ignore) return 'ignored'
  const isTestOrFree = kind === 'test_or_sandbox' || kind === 'free'
  return isTestOrFree && operator.families === null ? 'test-or-free' : null
}

function familiesByPlan(
  skuId: string,
  plans: readonly string[],
  families: readonly Family[],
): ReadonlyMap<string, readonly string[]> {
  const byPlan = new Map<string, string[]>()
  for (const family of families) {
    if (family.matchBySkuOnly) continue
    for (const plan of family.plans) {
      if (plans.includes(plan.id) && isAllowedIn(plan, skuId)) {
        byPlan.set(plan.id, [...(byPlan.get(plan.id) ?? []), family.id])
      }
    }
  }
  return byPlan
}

function isAllowedIn(plan: FamilyPlan, skuId: string): boolean {
  return (plan.onlyInSkus?.has(skuId) ?? true) && !plan.notInSkus.has(skuId)
}

/** The SKU's id counts only where the family's plans do not decide: it carries none of them, or the family has no say by plan. */
function familiesById(sku: SubscribedSku, families: readonly Family[]): string[] {
  const carries = (family: Family): boolean =>
    family.plans.some((plan) => sku.servicePlans.some((carried) => carried.id === plan.id))
  return families
    .filter((family) => family.skus.has(sku.skuId) && (family.matchBySkuOnly || !carries(family)))
    .map((family) => family.id)
}
