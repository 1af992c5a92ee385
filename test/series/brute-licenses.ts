/** What one person's licenses are worth, read sentence by sentence from "Who is licensed"; every refusal keeps its reason. */
import type { LicenseDescription, SkuDescription, TenantDescription, UserDescription } from '../../mocks/tenant.ts'
import type { Exception } from './exceptions.ts'
import { families, freeSkus, testSkus, trialSkus, type Family } from './license-table.ts'
import type { OperatorSettings, SkuOverride } from './random-tenant.ts'
import { planIds, shelf, skuNames, type PlanName, type SkuName } from './sku-shelf.ts'

interface Claim {
  readonly family: Family
  readonly held: boolean
  /** For a claim that holds: what made it hold beyond the ordinary; else why it does not. */
  readonly because: readonly Exception[]
}

export interface Licenses {
  readonly held: ReadonlySet<Family>
  readonly limited: ReadonlySet<Family>
  /** SKUs that count as a live license of whatever kind. */
  readonly live: readonly SkuName[]
  readonly claims: readonly Claim[]
}

export const noLicenses: Licenses = { held: new Set(), limited: new Set(), live: [], claims: [] }

export const familyNames: readonly Family[] = Object.keys(families).filter((name): name is Family => name in families)

export function licensesOf(user: UserDescription, tenant: TenantDescription, settings: OperatorSettings): Licenses {
  const claims: Claim[] = []
  const live: SkuName[] = []
  const limited = new Set<Family>()
  for (const sku of tenant.skus) {
    const holding = holdingOf(user, sku)
    if (holding === null) continue
    const override = settings.skuOverrides[sku.skuId]
    claims.push(...claimsOf(holding, override))
    if (!holding.isLive) continue
    live.push(holding.sku)
    if (override !== undefined) continue
    for (const family of familyNames) {
      if (families[family].limited?.includes(holding.sku) === true) limited.add(family)
    }
  }
  return { held: new Set(claims.filter((claim) => claim.held).map((claim) => claim.family)), limited, live, claims }
}

/** "Held by everyone when the tenant holds one counted unit of it": enabled and warning units of a SKU that gives the family. */
export function isTenantLicensed(family: Family, tenant: TenantDescription, settings: OperatorSettings): boolean {
  return tenant.skus.some((sku) => {
    const override = settings.skuOverrides[sku.skuId]
    const name = skuName(sku.skuId)
    const gives = override === undefined ? given(name, plansOf(sku)).has(family) : overridden(override).has(family)
    return gives && sku.units.enabled + sku.units.warning > 0
  })
}

interface Holding {
  readonly sku: SkuName
  readonly plans: readonly PlanName[]
  /** Rows that are in force. */
  readonly rows: readonly Pick<LicenseDescription, 'disabledPlans'>[]
  readonly hasOnlyDeadRows: boolean
  readonly hasErrorStateOnly: boolean
  readonly isWithoutRow: boolean
  readonly isShownAsAssigned: boolean
  readonly isSuspended: boolean
  readonly isInGrace: boolean
  readonly enabled: readonly PlanName[]
  readonly isLive: boolean
}

function holdingOf(user: UserDescription, sku: SkuDescription): Holding | null {
  const rows = user.licenses.filter((row) => row.skuId === sku.skuId)
  const withoutRow = (user.licensesWithoutRow ?? []).filter((license) => license.skuId === sku.skuId)
  if (rows.length === 0 && withoutRow.length === 0) return null
  const inForce = rows.filter((row) => row.state === 'Active' || row.state === 'ActiveWithError')
  const isWithoutRow = rows.length === 0
  const counted = isWithoutRow ? withoutRow : inForce
  const plans = plansOf(sku)
  const enabled = plans.filter((plan) => counted.some((row) => !row.disabledPlans.includes(planIds[plan])))
  const isSuspended = ['Suspended', 'Deleted', 'LockedOut'].includes(sku.capabilityStatus)
  return {
    sku: skuName(sku.skuId),
    plans,
    rows: counted,
    hasOnlyDeadRows: counted.length === 0,
    hasErrorStateOnly: inForce.length > 0 && inForce.every((row) => row.state === 'ActiveWithError'),
    isWithoutRow,
    isShownAsAssigned: withoutRow.length > 0,
    isSuspended,
    isInGrace: sku.capabilityStatus === 'Warning',
    enabled,
    isLive: counted.length > 0 && !isSuspended && enabled.length > 0,
  }
}

/** The families of a SKU with these plans enabled: (a) by plan, (b) by SKU id. */
function given(sku: SkuName, enabled: readonly PlanName[]): Map<Family, 'plan' | 'sku'> {
  const result = new Map<Family, 'plan' | 'sku'>()
  if (testSkus.includes(sku) || freeSkus.includes(sku)) return result
  for (const family of familyNames) {
    const facts = families[family]
    const byPlan = facts.plans.some(
      (plan) =>
        facts.bySkuOnly !== true &&
        enabled.includes(plan.name) &&
        (plan.onlyIn === undefined || plan.onlyIn.includes(sku)) &&
        plan.notIn?.includes(sku) !== true,
    )
    const all: readonly PlanName[] = shelf[sku].plans
    const carriesNone = !facts.plans.some((plan) => all.includes(plan.name))
    const bySku = facts.skus.includes(sku) && (facts.bySkuOnly === true || carriesNone) && enabled.length > 0
    if (byPlan) result.set(family, 'plan')
    else if (bySku) result.set(family, 'sku')
  }
  return result
}

/** What the operator says of a SKU wins over what the lists say. */
function overridden(override: SkuOverride): Set<Family> {
  if ('families' in override) return new Set(familyNames.filter((family) => override.families.includes(family)))
  const bringsService =
    'plan' in override && ['customer-service-premium', 'customer-service-enterprise'].includes(override.plan)
  return new Set(bringsService ? ['customer_service_enterprise' as const] : [])
}

function claimsOf(holding: Holding, override: SkuOverride | undefined): Claim[] {
  if (override !== undefined) return overriddenClaims(holding, override)
  const now = holding.isLive ? given(holding.sku, holding.enabled) : new Map<Family, 'plan' | 'sku'>()
  const holds = [...now].map(([family, how]) => ({ family, held: true, because: merits(holding, family, how) }))
  return [...holds, ...refusals(holding).filter((refusal) => !now.has(refusal.family))]
}

function overriddenClaims(holding: Holding, override: SkuOverride): Claim[] {
  const reason: Exception =
    'families' in override ? 'override: SKU brings families' : 'override: SKU brings a plan with its family'
  const brought = [...overridden(override)].map((family) => ({ family, held: holding.isLive, because: [reason] }))
  const lost = [...given(holding.sku, holding.enabled).keys()].map((family) => ({
    family,
    held: false,
    because: 'ignore' in override ? (['override: ignored SKU has no family'] as const) : [],
  }))
  return [...brought.filter((claim) => claim.held), ...lost]
}

function merits(holding: Holding, family: Family, how: 'plan' | 'sku'): Exception[] {
  const { sku, rows, plans } = holding
  const eachAlone = rows.every((row) =>
    given(
      sku,
      plans.filter((plan) => !row.disabledPlans.includes(planIds[plan])),
    ).has(family),
  )
  const list: (readonly [Exception, boolean])[] = [
    ['license by a trial, and nothing else', trialSkus.includes(sku)],
    ['license by SKU id (the SKU carries no plan of the family)', how === 'sku' && families[family].bySkuOnly !== true],
    ['license by a plan of a SKU that no list names', how === 'plan' && !families[family].skus.includes(sku)],
    ['several assignments of one SKU: the union of their plans licenses', rows.length > 1 && !eachAlone],
    ['license in assignedLicenses without a row', holding.isWithoutRow],
    ['row in state ActiveWithError licenses', holding.hasErrorStateOnly],
    ['SKU in grace (Warning) licenses', holding.isInGrace],
  ]
  return list.filter(([, applies]) => applies).map(([exception]) => exception)
}

/** The families that the SKU would give if one thing were different, with that thing. */
function refusals(holding: Holding): Claim[] {
  const { sku, enabled, plans } = holding
  const all = [...given(sku, plans).keys()]
  const listed = familyNames.filter((family) => families[family].skus.includes(sku))
  if (holding.hasOnlyDeadRows) {
    const dead = refuse('row in state Disabled or Error licenses nobody', all)
    const shown = refuse('assignedLicenses shows what its only row denies: the row counts', all)
    return holding.isShownAsAssigned ? [...dead, ...shown] : dead
  }
  if (holding.isSuspended) {
    return refuse('Suspended, LockedOut or Deleted SKU licenses nobody', [...given(sku, enabled).keys()])
  }
  if (testSkus.includes(sku)) return refuse('test or sandbox SKU licenses nobody', listed)
  if (freeSkus.includes(sku)) return refuse('free SKU licenses nobody', listed)
  if (enabled.length === 0) return refuse('every plan of the assignment off: licenses nobody', all)
  const planOf = (family: Family) => families[family].plans.filter((plan) => enabled.includes(plan.name))
  return [
    ...refuse('the needed plan off: licenses nobody', all),
    ...refuse(
      'only_in_skus: a plan of another SKU does not count',
      familyNames.filter((family) => planOf(family).some((plan) => plan.onlyIn?.includes(sku) === false)),
    ),
    ...refuse(
      'not_in_skus: a Team Members plan does not count',
      familyNames.filter((family) => planOf(family).some((plan) => plan.notIn?.includes(sku) === true)),
    ),
    ...refuse(
      'sku_only: a seeded plan gives no family',
      familyNames.filter((family) => families[family].bySkuOnly === true && planOf(family).length > 0),
    ),
  ]
}

function refuse(because: Exception, list: readonly Family[]): Claim[] {
  return list.map((family) => ({ family, held: false, because: [because] }))
}

function plansOf(sku: SkuDescription): PlanName[] {
  const ids = sku.servicePlans.map((plan) => plan.id)
  return shelf[skuName(sku.skuId)].plans.filter((plan) => ids.includes(planIds[plan]))
}

function skuName(skuId: string): SkuName {
  const name = skuNames.find((candidate) => shelf[candidate].skuId === skuId)
  if (name === undefined) throw new Error(`no SKU ${skuId} on the shelf`)
  return name
}
