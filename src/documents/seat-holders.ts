/** Who holds which seat, directly or by which group: one row per person. */
import { compareText } from '../model/text-order.ts'
import { isLive, liveAssignments } from '../licenses/assignments.ts'
import type { SeatsDocument } from '../model/documents.ts'
import type { Group, LicenseState, Person } from '../model/licensing.ts'
import { planIds, type PlanId, type Seat } from '../model/pool.ts'

type SeatHolder = NonNullable<SeatsDocument['people']>[number]
type HeldSeat = SeatHolder['seats'][number]

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
  const seats = liveAssignments(person).flatMap(({ skuId }): HeldSeat[] => {
    const plan = plans.get(skuId)
    return plan === undefined ? [] : ways(person, skuId).map((way) => ({ plan, skuId, ...originOf(way, groupNames) }))
  })
  return {
    id: person.id,
    name: person.displayName ?? person.upn ?? person.id,
    upn: person.upn,
    seats: seats.toSorted(compareSeats),
    lastSignIn: null,
    environments: null,
    verdict: 'not-assessed',
    saving: null,
  }
}

/** The live rows by which a SKU is assigned; null stands for a license that Graph shows without one. */
function ways({ licenseStates }: Person, skuId: string): (LicenseState | null)[] {
  const live = licenseStates.filter((row) => row.skuId === skuId && isLive(row))
  return live.length === 0 ? [null] : live
}

function originOf(
  way: LicenseState | null,
  groupNames: ReadonlyMap<string, string | null>,
): Pick<HeldSeat, 'via' | 'group' | 'since'> {
  if (way === null) return { via: 'unknown', group: null, since: null }
  const { assignedByGroup, lastUpdated } = way
  if (assignedByGroup === null) return { via: 'direct', group: null, since: lastUpdated }
  const group = { id: assignedByGroup, name: groupNames.get(assignedByGroup) ?? null }
  return { via: 'group', group, since: lastUpdated }
}

function compareSeats(a: HeldSeat, b: HeldSeat): number {
  return (
    planIds.indexOf(a.plan) - planIds.indexOf(b.plan) ||
    compareText(a.skuId, b.skuId) ||
    compareText(a.group?.id ?? '', b.group?.id ?? '')
  )
}
