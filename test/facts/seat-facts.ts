/** Literal facts of a tenant for the tests of the rules of seats: one holder less, one seat more, each test says what it is about. */
import type { PersonFacts } from '../../src/access/people.ts'
import type { HeldSeat, SeatFacts, SeatHolder, SkuFacts } from '../../src/facts/seat-facts.ts'
import { defaultRuleSettings } from '../../src/facts/settings.ts'
import type { RuleSettings } from '../../src/facts/settings.ts'
import { defaultEditionId } from '../../src/guide/default-edition.ts'
import { loadEdition } from '../../src/guide/load.ts'
import type { SourceId, SourceStatus } from '../../src/model/coverage.ts'
import { emptyLedger } from '../../src/model/ledger.ts'
import type { Subscription } from '../../src/model/licensing.ts'
import type { PlanId, Seat } from '../../src/model/pool.ts'

export const now = '2026-11-24T08:00:00.000Z'
export const edition = loadEdition(defaultEditionId)

/** `days` full days before `now`, ISO 8601 UTC. */
export function daysAgo(days: number): string {
  return new Date(Date.parse(now) - days * 86_400_000).toISOString()
}

/** The SKU id of a plan in these tests. */
export function skuOf(plan: PlanId): string {
  return `sku-${plan}`
}

/** Purchased and assigned units of one SKU: 10 enabled, none in grace, none assigned unless said otherwise. */
export function seat(plan: PlanId, about: Partial<Seat> = {}): Seat {
  const { enabled = 10, warning = 0 } = about
  return {
    plan,
    skuId: skuOf(plan),
    skuPartNumber: plan.toUpperCase().replaceAll('-', '_'),
    enabled,
    warning,
    suspended: 0,
    lockedOut: 0,
    trialUnits: 0,
    counted: enabled + warning,
    assigned: 0,
    trial: false,
    graceUntil: null,
    ...about,
  }
}

/** Assigned directly, a year ago. */
export function held(plan: PlanId, about: Partial<HeldSeat> = {}): HeldSeat {
  return { plan, skuId: skuOf(plan), via: 'direct', group: null, since: daysAgo(365), ...about }
}

/** A member who can sign in; `families` are what the licenses give. */
export function person(id: string, families: readonly string[] = [], about: Partial<PersonFacts> = {}): PersonFacts {
  return {
    id,
    name: id.charAt(0).toUpperCase() + id.slice(1),
    upn: `${id}@contoso.example`,
    isGuest: false,
    external: null,
    isCappedAsGuest: false,
    isShared: false,
    isDisabled: false,
    profile: { families: new Set(families), limited: new Set(), hasLive: true, held: [] },
    ...about,
  }
}

/** Somebody with seats; the families of their plans come with them. */
export function holder(
  id: string,
  seats: readonly (PlanId | HeldSeat)[],
  about: Partial<PersonFacts> = {},
): SeatHolder {
  const all = seats.map((one) => (typeof one === 'string' ? held(one) : one))
  const brings = all.some(({ plan }) => plan === 'customer-service-premium' || plan === 'customer-service-enterprise')
  return { person: person(id, brings ? ['customer_service_enterprise'] : [], about), seats: all }
}

export function subscription(plan: PlanId, about: Partial<Subscription> = {}): Subscription {
  return {
    id: `subscription-${plan}`,
    skuId: skuOf(plan),
    isTrial: false,
    status: 'Enabled',
    totalLicenses: 10,
    nextLifecycle: null,
    ...about,
  }
}

/** The facts of a SKU by its id; a license of another product unless said otherwise. */
export function sku(skuId: string, about: Partial<SkuFacts> = {}): [string, SkuFacts] {
  return [
    skuId,
    { partNumber: skuId.toUpperCase(), servicePlanIds: [], subscriptionIds: [], dynamicsUnits: 0, ...about },
  ]
}

export function status(source: SourceId, about: Partial<SourceStatus> = {}): SourceStatus {
  return {
    source,
    environment: null,
    state: 'complete',
    required: false,
    reason: null,
    fix: null,
    request: `GET /${source}`,
    at: now,
    requestId: null,
    rows: 0,
    ...about,
  }
}

export function settings(about: Partial<RuleSettings> = {}): RuleSettings {
  return { ...defaultRuleSettings, ...about }
}

/** Contoso with nothing bought and nobody licensed, everything read; the sign-ins of nobody, and nobody opens an environment. */
export function seatFacts(about: Partial<SeatFacts> = {}): SeatFacts {
  return {
    tenant: { id: 'tenant-1', name: 'Contoso' },
    now,
    edition,
    statuses: [status('graph/subscribed-skus'), status('graph/subscriptions'), status('graph/users')],
    seats: [],
    subscriptions: [],
    pools: [],
    holders: [],
    people: new Map(),
    signIns: new Map(),
    access: { environmentsOf: new Map(), complete: true },
    telephony: [],
    ledger: emptyLedger,
    settings: defaultRuleSettings,
    skus: new Map(),
    isTrialSku: () => false,
    ...about,
  }
}
