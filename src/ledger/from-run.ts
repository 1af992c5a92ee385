/** What a run tells the seat ledger: who held what, who is gone and why, how many units there were. Pure. */
import { heldSeats } from '../facts/read-seat-facts.ts'
import type { LicenseEvent } from '../model/activity.ts'
import type { LedgerEntry, SeatLedger } from '../model/ledger.ts'
import type { Person, SubscribedSku, Subscription } from '../model/licensing.ts'
import type { PlanId, Seat } from '../model/pool.ts'
import { compareText } from '../model/text-order.ts'
import { termEndOf } from '../seats/terms.ts'
import { advanceLedger, type Holding, type Sighting } from './advance.ts'
import { addAuditLog } from './audit.ts'
import { isInForce, movesOf } from './moves.ts'

export interface LedgerRun {
  /** Start of the run, ISO 8601 UTC. */
  readonly at: string
  /** The SKUs with a plan; null where the subscribed SKUs were not read. */
  readonly seats: readonly Seat[] | null
  /** All SKUs of the tenant. */
  readonly skus: readonly Pick<SubscribedSku, 'skuId' | 'subscriptionIds'>[]
  /** null: not read. */
  readonly subscriptions: readonly Subscription[] | null
  /** Of everybody who was read, with or without a seat. */
  readonly sightings: readonly Sighting[]
  /** Whether the subscribed SKUs and the people were read whole. */
  readonly isComplete: boolean
  /** License changes of the audit log; none where it was not read. */
  readonly events: readonly LicenseEvent[]
}

/** The ledger after a run; as it was where the SKUs were not read. */
export function advanceFromRun(previous: SeatLedger, run: LedgerRun): SeatLedger {
  const { at, seats, sightings, isComplete } = run
  if (seats === null) return previous
  const bySku = new Map(seats.map((seat) => [seat.skuId, seat]))
  const skus = new Map(run.skus.map((sku) => [sku.skuId, sku]))
  const advanced = advanceLedger(previous, {
    at,
    isComplete,
    watched: new Set(bySku.keys()),
    subscribed: new Set(skus.keys()),
    sightings,
    unitsOf: (skuId) => unitsOf(bySku.get(skuId)),
    termEndOf: (skuId) => termEndOf(skuId, { skus, subscriptions: run.subscriptions }),
  })
  return addAuditLog(advanced, run.events, previous.lookedAt)
}

function unitsOf(seat: Seat | undefined): LedgerEntry['unitsAtGain'] {
  return seat === undefined ? null : { counted: seat.counted, assigned: seat.assigned }
}

/**
 * What the ledger keeps in mind of a person of the run. `plans`: by SKU id. `people`: the operator's list, by sign-in name in
 * lower case.
 */
export function sightingOf(
  person: Person,
  plans: ReadonlyMap<string, PlanId>,
  people: ReadonlyMap<string, { readonly absent?: string | undefined }>,
): Sighting {
  return {
    personId: person.id,
    isDisabled: person.accountEnabled === false,
    absentSince: people.get(person.upn?.toLowerCase() ?? '')?.absent ?? null,
    holdings: heldSeats(person, plans, new Map()).map(({ skuId, via, group, since }): Holding => ({
      skuId,
      via,
      groupId: group?.id ?? null,
      since: utcOf(since),
    })),
  }
}

/** One form for all times of the ledger. */
function utcOf(time: string | null): string | null {
  return time === null || Number.isNaN(Date.parse(time)) ? null : new Date(time).toISOString()
}

/**
 * Whom a run must read by id, beside the people that it has read (`read`): holders who hold nothing any more, to tell who is
 * disabled or deleted, and the people of the moves in force, whose names findings cite. Ids, sorted.
 */
export function holdersToRecheck(
  previous: SeatLedger,
  read: ReadonlySet<string>,
  { days, now }: { readonly days: number; readonly now: string },
): string[] {
  const holders = previous.entries.filter(({ to }) => to === null).map(({ personId }) => personId)
  const moves = movesOf(previous, days, now).filter((move) => isInForce(move, now))
  const moved = moves.flatMap(({ loss, gain }) => [loss.personId, gain.personId])
  return [...new Set([...holders, ...moved])].filter((id) => !read.has(id)).toSorted(compareText)
}
