/** What can be used without buying: counted units that nobody holds, and idle seats that may move under the 90-day rule. */
import { z } from 'zod'
import { isInForce, movesOf, type Move } from '../ledger/moves.ts'
import { compareTimes, daysAfter, isWithinDays } from '../ledger/times.ts'
import { isLive } from '../licenses/assignments.ts'
import type { Finding } from '../model/finding.ts'
import type { SeatLedger } from '../model/ledger.ts'
import type { Person } from '../model/licensing.ts'
import type { ReusedUnits } from '../model/plan.ts'
import type { PlanId, Seat } from '../model/pool.ts'

/** An idle seat and its holder. `until`: until when the guide binds it, as a day in UTC or in words; null where it may move now. */
export interface IdleSeat {
  readonly skuId: string
  readonly personId: string
  readonly holder: string
  readonly until: string | null
}

/** Units of one SKU under one item: a plan, or a license family. */
export interface StockedSku<Id extends string = string> {
  readonly id: Id
  readonly skuId: string
  readonly partNumber: string
  /** Below 0: units that are assigned and were never purchased. */
  readonly unassigned: number
  readonly idle: readonly IdleSeat[]
}

const SeatEvidence = z.looseObject({ skuId: z.string() })

export interface IdleSources {
  readonly findings: readonly Finding[]
  readonly people: ReadonlyMap<string, Person>
  readonly ledger: SeatLedger
  /** Whether the operator's list says that the person is absent. */
  readonly isAbsent: (person: Person) => boolean
  /** Of the edition. */
  readonly reassignmentDays: number
  /** ISO 8601 UTC. */
  readonly now: string
}

/** The seats of open seat-idle findings. Who is disabled, absent or deleted keeps none from moving. */
export function idleSeats(sources: IdleSources): IdleSeat[] {
  const { findings, people, isAbsent } = sources
  const moves = movesOf(sources.ledger, sources.reassignmentDays, sources.now)
  return findings
    .filter(({ rule, status, stale }) => rule === 'seat-idle' && status === 'open' && !stale)
    .flatMap(({ subject, evidence }) => {
      const seat = SeatEvidence.safeParse(evidence)
      if (!seat.success) return []
      const { skuId } = seat.data
      const person = people.get(subject.id)
      const isGone = person === undefined || person.accountEnabled === false || isAbsent(person)
      const until = isGone
        ? null
        : (boundUntil(person.id, skuId, moves, sources.now) ?? tooEarly(person, skuId, sources))
      const holder = subject.upn === null ? subject.name : `${subject.name} (${subject.upn})`
      return [{ skuId, personId: subject.id, holder, until }]
    })
}

/** A seat that moved early is its new holder's until the end of the term. */
function boundUntil(personId: string, skuId: string, moves: readonly Move[], now: string): string | null {
  const move = moves.findLast(({ gain }) => gain.personId === personId && gain.skuId === skuId && gain.to === null)
  if (move === undefined || !isInForce(move, now)) return null
  return move.boundUntil?.slice(0, 10) ?? 'the end of the term'
}

/** Within the days of the edition; an assignment of which nobody can say the date binds too. */
function tooEarly(person: Person, skuId: string, { ledger, reassignmentDays, now }: IdleSources): string | null {
  const rows = person.licenseStates.filter((row) => row.skuId === skuId && isLive(row))
  const entries = ledger.entries.filter(
    (entry) => entry.personId === person.id && entry.skuId === skuId && entry.to === null,
  )
  const times = [...rows.flatMap(({ lastUpdated }) => lastUpdated ?? []), ...entries.map(({ from }) => from)]
  const [since] = times.toSorted(compareTimes)
  if (since === undefined) return 'a day that nobody can say'
  return isWithinDays(since, now, reassignmentDays) ? daysAfter(since, reassignmentDays).slice(0, 10) : null
}

/** Counted units that nobody holds, SKU by SKU, with the idle seats that may move. */
export function stockOf(seats: readonly Seat[], idle: readonly IdleSeat[]): StockedSku<PlanId>[] {
  return seats.map((seat) => ({
    id: seat.plan,
    skuId: seat.skuId,
    partNumber: seat.skuPartNumber,
    unassigned: unassignedUnits(seat),
    idle: idle.filter(({ skuId, until }) => skuId === seat.skuId && until === null),
  }))
}

/** More assigned than usable counts below 0; trial units are usable and no seats to plan with. */
function unassignedUnits({ enabled, warning, counted, assigned, trial }: Seat): number {
  const missing = trial ? 0 : assigned - enabled - warning
  return missing > 0 ? -missing : Math.max(0, counted - assigned)
}

/** By item. A seat that idles in a SKU with too many assigned ends that first. */
export function freeUnits<Id extends string>(stock: readonly StockedSku<Id>[]): Map<Id, number> {
  const free = new Map<Id, number>()
  for (const { id, unassigned, idle } of stock) free.set(id, (free.get(id) ?? 0) + unassigned + idle.length)
  return free
}

export interface Drawn extends ReusedUnits {
  readonly partNumber: string
  /** Who gives up an idle seat. */
  readonly holders: readonly string[]
}

/** Where the reused units come from: unassigned ones first, then idle seats, in the order of the SKUs. */
export function drawFrom<Id extends string>(
  stock: readonly StockedSku<Id>[],
  reused: ReadonlyMap<Id, number>,
): Drawn[] {
  const open = new Map(reused)
  const take = (id: Id, most: number): number => {
    const count = Math.min(open.get(id) ?? 0, Math.max(0, most))
    open.set(id, (open.get(id) ?? 0) - count)
    return count
  }
  const drawn = [
    ...stock.map((sku) => ({ sku, count: take(sku.id, sku.unassigned), from: 'free units', isIdle: false })),
    ...stock.map((sku) => ({ sku, count: take(sku.id, sku.idle.length), from: 'idle seats', isIdle: true })),
  ]
  return drawn
    .filter(({ count }) => count > 0)
    .map(({ sku, count, from, isIdle }) => ({
      skuId: sku.skuId,
      count,
      from,
      partNumber: sku.partNumber,
      holders: isIdle ? sku.idle.slice(0, count).map(({ holder }) => holder) : [],
    }))
}
