/** Brings the seat ledger up to what a run saw: holdings begin, come another way, and end. Pure; knows no API and no store. */
import type { LedgerEntry, SeatLedger } from '../model/ledger.ts'
import { compareText } from '../model/text-order.ts'
import { compareTimes, isAfter, laterOf } from './times.ts'

/** One SKU of a person; `since` is Graph's newest word on its assignment, ISO 8601 UTC, an upper bound. */
export interface Holding {
  readonly skuId: string
  readonly via: LedgerEntry['via']
  readonly groupId: string | null
  readonly since: string | null
}

/** What a run saw of one person, with or without a seat. A SKU that comes in two ways is there twice. */
export interface Sighting {
  readonly personId: string
  readonly isDisabled: boolean
  /** The first day of an absence, by the operator's list: `2026-11-01`. */
  readonly absentSince: string | null
  readonly holdings: readonly Holding[]
}

export interface LedgerLook {
  /** Start of the run, ISO 8601 UTC. */
  readonly at: string
  /** Whether the SKUs and everybody who matters were read whole: only then is what was not seen gone. */
  readonly isComplete: boolean
  /** The SKUs with a plan: their holders were asked for. */
  readonly watched: ReadonlySet<string>
  /** All SKUs of the tenant. */
  readonly subscribed: ReadonlySet<string>
  readonly sightings: readonly Sighting[]
  readonly unitsOf: (skuId: string) => LedgerEntry['unitsAtGain']
  /** End of the SKU's term, ISO 8601 UTC. */
  readonly termEndOf: (skuId: string) => string | null
}

/** Entries that did not change are the same objects. A ledger begins with the first complete look. */
export function advanceLedger(previous: SeatLedger, look: LedgerLook): SeatLedger {
  if (previous.lookedAt === null ? !look.isComplete : !isAfter(look.at, previous.lookedAt)) return previous
  const people = new Map(look.sightings.map((sighting) => [sighting.personId, sighting]))
  const held = new Set<string>()
  const entries = previous.entries.map((entry) => {
    const sighting = people.get(entry.personId)
    if (entry.to !== null) return withAbsence(entry, sighting)
    held.add(keyOf(entry.personId, entry.skuId))
    return continued(entry, sighting, previous, look)
  })
  const gained = look.sightings.flatMap((sighting) =>
    [...bySku(sighting.holdings)]
      .filter(([skuId]) => look.watched.has(skuId) && !held.has(keyOf(sighting.personId, skuId)))
      .map(([skuId, ways]) => begun({ personId: sighting.personId, skuId, ways }, previous, look)),
  )
  return {
    since: previous.since ?? look.at,
    lookedAt: look.isComplete ? look.at : previous.lookedAt,
    watched: look.isComplete ? [...look.watched].toSorted(compareText) : previous.watched,
    entries: [...entries, ...gained],
  }
}

function keyOf(personId: string, skuId: string): string {
  return `${personId}|${skuId}`
}

/** A SKU that comes in several ways is one holding. */
function bySku(holdings: readonly Holding[]): Map<string, readonly Holding[]> {
  return Map.groupBy(holdings, ({ skuId }) => skuId)
}

/** The way that came last; one without a time is no newer than another. */
function newestOf(ways: readonly Holding[]): Pick<LedgerEntry, 'via' | 'groupId'> {
  const [newest] = ways.toSorted((a, b) => timeOf(b.since) - timeOf(a.since))
  return { via: newest?.via ?? 'unknown', groupId: newest?.groupId ?? null }
}

function timeOf(since: string | null): number {
  return since === null ? 0 : Date.parse(since)
}

function begun(
  { personId, skuId, ways }: { personId: string; skuId: string; ways: readonly Holding[] },
  previous: SeatLedger,
  look: LedgerLook,
): LedgerEntry {
  const gain = gainOf(skuId, ways, previous, look)
  const isStart = gain.fromKnown === 'start'
  return {
    personId,
    skuId,
    ...newestOf(ways),
    ...gain,
    to: null,
    toKnown: null,
    lastHeld: null,
    leaver: null,
    unitsAtGain: isStart ? null : look.unitsOf(skuId),
    termEnds: isStart ? null : termEndOf(skuId, look),
  }
}

/**
 * Graph's assignment time, where it lies after the look that did not see it, else the run's time. Where that look did not ask
 * for the SKU's holders, an older assignment is no gain: it was held before.
 */
function gainOf(
  skuId: string,
  ways: readonly Holding[],
  previous: SeatLedger,
  { at }: LedgerLook,
): Pick<LedgerEntry, 'from' | 'fromKnown'> {
  const times = ways.flatMap(({ since }) => since ?? []).filter((since) => !isAfter(since, at))
  const [first, ...others] = times.toSorted(compareTimes)
  const { lookedAt } = previous
  if (lookedAt !== null) {
    const assigned = [first, ...others].find((since) => since !== undefined && isAfter(since, lookedAt))
    if (assigned !== undefined) return { from: assigned, fromKnown: 'assignment' }
    if (previous.watched.includes(skuId)) return { from: at, fromKnown: 'observed' }
  }
  return { from: first ?? at, fromKnown: 'start' }
}

/** A term that has ended already binds nobody. */
function termEndOf(skuId: string, look: LedgerLook): string | null {
  const end = look.termEndOf(skuId)
  return end !== null && isAfter(end, look.at) ? end : null
}

function continued(
  entry: LedgerEntry,
  sighting: Sighting | undefined,
  previous: SeatLedger,
  look: LedgerLook,
): LedgerEntry {
  const ways = sighting?.holdings.filter(({ skuId }) => skuId === entry.skuId) ?? []
  if (ways.length > 0) {
    const { via, groupId } = newestOf(ways)
    return via === entry.via && groupId === entry.groupId ? entry : { ...entry, via, groupId }
  }
  const isAsked = look.watched.has(entry.skuId) || !look.subscribed.has(entry.skuId)
  return look.isComplete && isAsked ? ended(entry, sighting, previous, look.at) : entry
}

function ended(
  entry: LedgerEntry,
  sighting: Sighting | undefined,
  { lookedAt, watched }: SeatLedger,
  at: string,
): LedgerEntry {
  const seen = lookedAt !== null && watched.includes(entry.skuId) ? lookedAt : entry.from
  return {
    ...entry,
    to: at,
    toKnown: 'observed',
    lastHeld: laterOf(seen, entry.from),
    leaver: leaverOf(sighting, at),
  }
}

/** Who was asked for and is not there is deleted. */
function leaverOf(sighting: Sighting | undefined, at: string): LedgerEntry['leaver'] {
  if (sighting === undefined) return 'deleted'
  if (sighting.isDisabled) return 'disabled'
  return isAbsentOn(sighting, at) ? 'absent' : null
}

/** The ledger with what the operator says of absences by now; no run is needed for that. */
export function withAbsences(ledger: SeatLedger, sightings: readonly Sighting[]): SeatLedger {
  const people = new Map(sightings.map((sighting) => [sighting.personId, sighting]))
  return { ...ledger, entries: ledger.entries.map((entry) => withAbsence(entry, people.get(entry.personId))) }
}

/** The operator may say later that somebody was absent by then. */
function withAbsence(entry: LedgerEntry, sighting: Sighting | undefined): LedgerEntry {
  const isAbsent =
    entry.leaver === null && entry.to !== null && sighting !== undefined && isAbsentOn(sighting, entry.to)
  return isAbsent ? { ...entry, leaver: 'absent' } : entry
}

function isAbsentOn({ absentSince }: Sighting, at: string): boolean {
  return absentSince !== null && absentSince <= at.slice(0, 10)
}
