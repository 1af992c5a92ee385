/** What the rules of seats and pools judge: the tenant's seats, their holders, and what is known of them. Plain data. */
import type { PersonFacts } from '../access/people.ts'
import type { Edition } from '../guide/edition.ts'
import type { EnvironmentRef, SourceStatus } from '../model/coverage.ts'
import type { TelephonyProvider } from '../model/features.ts'
import type { SeatLedger } from '../model/ledger.ts'
import type { Subscription } from '../model/licensing.ts'
import type { PlanId, Pool, Seat } from '../model/pool.ts'
import type { RuleSettings } from './settings.ts'

/** One live SKU with a plan on one person, by one way; `since` is an upper bound of "assigned since", ISO 8601 UTC. */
export interface HeldSeat {
  readonly plan: PlanId
  readonly skuId: string
  readonly via: 'direct' | 'group' | 'unknown'
  readonly group: { readonly id: string; readonly name: string | null } | null
  readonly since: string | null
}

/** Somebody who holds a seat. A SKU that comes in two ways is there twice. */
export interface SeatHolder {
  readonly person: PersonFacts
  readonly seats: readonly HeldSeat[]
}

/** Enabled Dataverse users by Entra object id, with how many environments they can open; group teams' people are counted as well. */
export interface EnvironmentAccess {
  readonly environmentsOf: ReadonlyMap<string, number>
  /** Whether every environment was read, and none left out by the operator: only then does somebody without one open none. */
  readonly complete: boolean
}

export interface Telephony {
  readonly environment: EnvironmentRef
  /** null: not read. */
  readonly providers: readonly TelephonyProvider[] | null
}

/** One subscribed SKU, with or without a plan. */
export interface SkuFacts {
  readonly partNumber: string
  readonly servicePlanIds: readonly string[]
  readonly subscriptionIds: readonly string[]
  /** Counted units where it is a base or attach license of Dynamics 365, else 0. */
  readonly dynamicsUnits: number
}

export interface SeatFacts {
  readonly tenant: { readonly id: string; readonly name: string }
  /** The day that is judged, ISO 8601 UTC. */
  readonly now: string
  readonly edition: Edition
  readonly statuses: readonly SourceStatus[]
  /** One per subscribed SKU with a plan; null where the SKUs could not be read. */
  readonly seats: readonly Seat[] | null
  /** null: could not be read. */
  readonly subscriptions: readonly Subscription[] | null
  readonly pools: readonly Pool[]
  readonly holders: readonly SeatHolder[]
  /** Everybody who was read, by id: former holders too. */
  readonly people: ReadonlyMap<string, Pick<PersonFacts, 'name' | 'upn'>>
  /** Newest sign-in by person; null where they could not be read. Who is missing was not asked for. */
  readonly signIns: ReadonlyMap<string, string | null> | null
  readonly access: EnvironmentAccess
  readonly telephony: readonly Telephony[]
  readonly ledger: SeatLedger
  readonly settings: RuleSettings
  /** All subscribed SKUs by id. */
  readonly skus: ReadonlyMap<string, SkuFacts>
  readonly isTrialSku: (skuId: string) => boolean
}
