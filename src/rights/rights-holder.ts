/** A user as the guide's rights see them: what they hold live, and whether they are internal. */
import type { UserKind } from '../guide/right.ts'
import type { LicenseProfile } from '../licenses/profile.ts'
import type { Person } from '../model/licensing.ts'
import { planIds, type PlanId } from '../model/pool.ts'

export interface RightsHolder {
  readonly kind: UserKind
  /** In the order of the plans. */
  readonly plans: readonly PlanId[]
  /** License families, those that the tenant holds for everybody among them. */
  readonly families: ReadonlySet<string>
  /** Whether a license with fewer rights is among them. */
  readonly isLimited: boolean
  readonly skuIds: readonly string[]
}

export interface HolderSources {
  readonly person: Pick<Person, 'userType'>
  readonly profile: LicenseProfile
  /** The operator's word; undefined: none. */
  readonly external: boolean | undefined
  readonly planOf: (skuId: string) => PlanId | null
}

export function rightsHolder({ person, profile, external, planOf }: HolderSources): RightsHolder {
  const skuIds = profile.held.filter(({ live }) => live).map(({ skuId }) => skuId)
  const plans = new Set(skuIds.map(planOf))
  return {
    kind: kindOf(person, external),
    plans: planIds.filter((plan) => plans.has(plan)),
    families: profile.families,
    isLimited: profile.limited.size > 0,
    skuIds,
  }
}

function kindOf({ userType }: Pick<Person, 'userType'>, external: boolean | undefined): UserKind {
  if (external !== undefined) return external ? 'external' : 'internal'
  return userType === 'guest' ? 'guest' : 'internal'
}
