/** Who holds which seat, directly or by which group: one row per person. */
import { compareText } from '../model/text-order.ts'
import { heldSeats } from '../facts/read-seat-facts.ts'
import type { SeatsDocument } from '../model/documents.ts'
import type { Group, Person } from '../model/licensing.ts'
import type { PlanId, Seat } from '../model/pool.ts'

type SeatHolder = NonNullable<SeatsDocument['people']>[number]

/** People with a live assignment of a SKU with a plan, by id; a seat that comes in two ways is there twice. */
export function seatHolders(seats: readonly Seat[], people: readonly Person[], groups: readonly Group[]): SeatHolder[] {
  const plans = new Map(seats.map(({ skuId, plan }) => [skuId, plan]))
  const groupNames = new Map(groups.map(({ id, name }) => [id, name]))
  return [...new Map(people.map((person) => [person.id, person])).values()]
    .map((person) => seatHolder(person, plans, groupNames))
    .filter((holder) => holder.seats.length > 0)
    .toSorted((a, b) => compareText(a.id, b.id))
}

function seatHolder(
  person: Person,
  plans: ReadonlyMap<string, PlanId>,
  groupNames: ReadonlyMap<string, string | null>,
): SeatHolder {
  return {
    id: person.id,
    name: person.displayName ?? person.upn ?? person.id,
    upn: person.upn,
    seats: heldSeats(person, plans, groupNames),
    lastSignIn: null,
    environments: null,
    verdict: 'not-assessed',
    saving: null,
  }
}
