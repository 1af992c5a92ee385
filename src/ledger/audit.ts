/**
 * What the audit log adds to the ledger, marked as such: exact times of changes that runs saw, and holdings that no run saw.
 * The log is kept for 30 days at most, and events can be missing (graph.md 9): it opens and closes nothing that a run has not seen.
 */
import type { LicenseEvent } from '../model/activity.ts'
import type { LedgerEntry, SeatLedger } from '../model/ledger.ts'
import { compareTimes, isAfter, laterOf } from './times.ts'

/** A holding as the log tells it; `from` null: it was held before the log begins, `to` null: it is held still. */
interface Span {
  readonly personId: string
  readonly skuId: string
  readonly from: string | null
  readonly to: string | null
}

/** `since` of the ledger, and the look before the run that read the log; null where there was none. */
interface Looks {
  readonly since: string
  readonly after: string | null
}

/** Of watched SKUs only; doing it again changes nothing. `after`: the look before the run that read the log. */
export function addAuditLog(ledger: SeatLedger, events: readonly LicenseEvent[], after: string | null): SeatLedger {
  const { since } = ledger
  if (since === null || events.length === 0) return ledger
  const watched = new Set(ledger.watched)
  const spans = spansOf(events).filter(({ skuId }) => watched.has(skuId))
  const spansByKey = Map.groupBy(spans, keyOf)
  const entries = ledger.entries.map((entry) => {
    let known: LedgerEntry = entry
    for (const span of spansByKey.get(keyOf(entry)) ?? []) known = withTimesOf(known, span, { since, after })
    return known
  })
  const entriesByKey = Map.groupBy(entries, keyOf)
  const unseen = spans.flatMap((span) => {
    const own = entriesByKey.get(keyOf(span)) ?? []
    return own.some((entry) => overlaps(entry, span)) ? [] : entryOf(span)
  })
  return { ...ledger, entries: [...entries, ...unseen] }
}

function keyOf({ personId, skuId }: Pick<Span, 'personId' | 'skuId'>): string {
  return `${personId}|${skuId}`
}

/** An event that adds what is held, or removes what is not, says nothing new. */
function spansOf(events: readonly LicenseEvent[]): Span[] {
  const open = new Map<string, Span>()
  const ended = new Map<string, Span[]>()
  for (const { at, personId, added, removed } of events.toSorted((a, b) => compareTimes(a.at, b.at))) {
    for (const skuId of added) {
      const span = { personId, skuId, from: at, to: null }
      if (!open.has(keyOf(span))) open.set(keyOf(span), span)
    }
    for (const skuId of removed) {
      const key = keyOf({ personId, skuId })
      const from = open.get(key)?.from ?? null
      const earlier = ended.get(key) ?? []
      if (from !== null || earlier.length === 0) ended.set(key, [...earlier, { personId, skuId, from, to: at }])
      open.delete(key)
    }
  }
  return [...[...ended.values()].flat(), ...open.values()]
}

function withTimesOf(entry: LedgerEntry, span: Span, looks: Looks): LedgerEntry {
  const { from, to } = span
  const gained = from !== null && isGainOf(entry, from, to, looks) ? { from, fromKnown: 'audit' as const } : {}
  const lost = to !== null && isLossOf(entry, to) ? { to, toKnown: 'audit' as const } : {}
  return { ...entry, ...gained, ...lost }
}

/** Whether the span began with this entry: before it was seen, after it was not, and it had not ended by then. */
function isGainOf(entry: LedgerEntry, from: string, to: string | null, { since, after }: Looks): boolean {
  if (entry.fromKnown !== 'start' && entry.fromKnown !== 'observed') return false
  const isStart = entry.fromKnown === 'start'
  const seen = isStart ? laterOf(entry.from, since) : entry.from
  const isNew = isStart || (after !== null && isAfter(from, after))
  return isNew && !isAfter(from, seen) && (to === null || isAfter(to, seen))
}

function isLossOf(entry: LedgerEntry, to: string): boolean {
  if (entry.toKnown !== 'observed' || entry.to === null || entry.lastHeld === null) return false
  return isAfter(to, entry.lastHeld) && !isAfter(to, entry.to)
}

function overlaps(entry: LedgerEntry, span: Span): boolean {
  const beginsBefore = entry.to === null || span.from === null || isAfter(entry.to, span.from)
  return beginsBefore && (span.to === null || isAfter(span.to, entry.from))
}

/** Nobody counted the units when it was got; nothing where the log does not have both ends. */
function entryOf({ personId, skuId, from, to }: Span): LedgerEntry[] {
  if (from === null || to === null) return []
  const seen = {
    via: 'unknown',
    groupId: null,
    lastHeld: null,
    leaver: null,
    unitsAtGain: null,
    termEnds: null,
  } as const
  return [{ personId, skuId, from, fromKnown: 'audit', to, toKnown: 'audit', ...seen }]
}
