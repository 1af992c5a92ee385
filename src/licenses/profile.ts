/** What a person's licenses come to: the families held, the limited ones, and whether any license is live at all. */
import type { Person } from '../model/licensing.ts'
import { liveAssignments } from './assignments.ts'
import type { LiveAssignment } from './assignments.ts'
import type { SkuLicense } from './sku-license.ts'

/** One license that was looked at, for the text of a finding. `families` is empty where it gives none that a table asks for. */
export interface HeldLicense {
  readonly skuId: string
  readonly partNumber: string
  readonly trial: boolean
  readonly live: boolean
  readonly families: readonly string[]
  readonly limited: readonly string[]
  readonly originKnown: boolean
}

/** People of equal licenses share one profile object, so that judgments can be kept per profile. */
export interface LicenseProfile {
  readonly families: ReadonlySet<string>
  readonly limited: ReadonlySet<string>
  /** A live license of any kind, free ones counted: without one nobody opens Dataverse. */
  readonly hasLive: boolean
  readonly held: readonly HeldLicense[]
}

/** Reads people's licenses; profiles are interned. `tenantFamilies` are held by everyone. */
export class LicenseReader {
  readonly #skus: ReadonlyMap<string, SkuLicense>
  readonly #tenantFamilies: readonly string[]
  readonly #profiles = new Map<string, LicenseProfile>()

  constructor(skus: ReadonlyMap<string, SkuLicense>, tenantFamilies: readonly string[]) {
    this.#skus = skus
    this.#tenantFamilies = tenantFamilies
  }

  profileOf(person: Pick<Person, 'assignedLicenses' | 'licenseStates'>): LicenseProfile {
    const held = liveAssignments(person)
      .map((assignment) => heldLicense(assignment, this.#skus.get(assignment.skuId)))
      .toSorted((a, b) => (a.skuId < b.skuId ? -1 : 1))
    const key = held.map(profileKey).join(' ')
    const known = this.#profiles.get(key)
    if (known !== undefined) return known
    const profile: LicenseProfile = {
      families: new Set([...this.#tenantFamilies, ...held.flatMap((license) => license.families)]),
      limited: new Set(held.flatMap((license) => license.limited)),
      hasLive: held.some((license) => license.live),
      held,
    }
    this.#profiles.set(key, profile)
    return profile
  }
}

function profileKey(license: HeldLicense): string {
  const families = [...license.families, '/', ...license.limited].join(',')
  return `${license.skuId}:${license.live ? 'live' : 'off'}:${license.originKnown ? '' : '?'}:${families}`
}

/** A SKU that the tenant no longer lists is gone, and licenses nobody. */
function heldLicense(assignment: LiveAssignment, sku: SkuLicense | undefined): HeldLicense {
  const { skuId, originKnown } = assignment
  const none = { skuId, partNumber: sku?.partNumber ?? skuId, trial: sku?.trial ?? false, originKnown }
  const enabled = sku?.plans.filter((plan) => !assignment.disabledPlans.has(plan)) ?? []
  if (sku === undefined || sku.noLicense === 'ended' || enabled.length === 0) {
    return { ...none, live: false, families: [], limited: [] }
  }
  const byPlan = enabled.flatMap((plan) => sku.byPlan.get(plan) ?? [])
  return { ...none, live: true, families: [...new Set([...byPlan, ...sku.bySku])].toSorted(), limited: sku.limited }
}
