/** Literal people, seats and findings of a small tenant for the tests of the planner. */
import type { LicenseProfile } from '../../src/licenses/profile.ts'
import type { Finding } from '../../src/model/finding.ts'
import type { Person } from '../../src/model/licensing.ts'
import type { PlanId, Seat } from '../../src/model/pool.ts'
import { finding } from '../findings/finding.ts'

/** A person with directly assigned SKUs, by the day of assignment. */
export function person(id: string, skus: Readonly<Record<string, string | null>>, enabled = true): Person {
  return {
    id,
    upn: `${id}@contoso.example`,
    displayName: id,
    userType: 'member',
    accountEnabled: enabled,
    assignedLicenses: [],
    licenseStates: Object.entries(skus).map(([skuId, lastUpdated]) => ({
      skuId,
      disabledPlans: [],
      assignedByGroup: null,
      state: 'Active',
      lastUpdated,
    })),
  }
}

export function seat(plan: PlanId, about: Partial<Seat> = {}): Seat {
  const counted = about.counted ?? 10
  return {
    plan,
    skuId: `sku-${plan}`,
    skuPartNumber: plan.toUpperCase(),
    enabled: counted,
    warning: 0,
    suspended: 0,
    lockedOut: 0,
    trialUnits: 0,
    counted,
    assigned: 10,
    trial: false,
    graceUntil: null,
    ...about,
  }
}

export function idleFinding(personId: string, plan: PlanId, about: Partial<Finding> = {}): Finding {
  return finding({
    id: `seat-idle-${personId}`,
    rule: 'seat-idle',
    subject: { kind: 'user', id: personId, name: personId, upn: null },
    environment: null,
    evidence: {
      skuId: `sku-${plan}`,
      plan,
      seats: [plan],
      assignedVia: 'direct',
      group: null,
      lastSignIn: null,
      reason: 'never signed in',
    },
    ...about,
  })
}

/** Live licenses of these SKUs; the families are given, not derived. */
export function profile(skuIds: readonly string[], families: readonly string[]): LicenseProfile {
  const held = skuIds.map((skuId) => ({
    skuId,
    partNumber: skuId,
    trial: false,
    live: true,
    families: [],
    limited: [],
    originKnown: true,
  }))
  return { families: new Set(families), limited: new Set(), hasLive: skuIds.length > 0, held }
}
