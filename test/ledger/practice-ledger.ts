/** A tenant with one SKU of seats, day by day, for the tests of the ledger: day 0 is the first sync. */
import { advanceLedger, type Holding, type LedgerLook, type Sighting } from '../../src/ledger/advance.ts'
import { emptyLedger, type LedgerEntry, type SeatLedger } from '../../src/model/ledger.ts'

const firstMs = Date.parse('2026-01-01T03:00:00.000Z')
const dayMs = 86_400_000

/** Days after the first sync, ISO 8601 UTC. */
export function day(days: number): string {
  return new Date(firstMs + days * dayMs).toISOString()
}

export function held(about: Partial<Holding> = {}): Holding {
  return { skuId: 'voice', via: 'direct', groupId: null, since: null, ...about }
}

export function sighting(personId: string, holdings: readonly Holding[] = [held()]): Sighting {
  return { personId, isDisabled: false, absentSince: null, holdings }
}

/** What a complete look sees: 2 counted units, as many assigned as there are holders, a term of a year. */
export function look(
  days: number,
  people: readonly (string | Sighting)[],
  about: Partial<LedgerLook> = {},
): LedgerLook {
  const sightings = people.map((one) => (typeof one === 'string' ? sighting(one) : one))
  const assigned = sightings.filter(({ holdings }) => holdings.length > 0).length
  return {
    at: day(days),
    isComplete: true,
    watched: new Set(['voice']),
    subscribed: new Set(['voice']),
    sightings,
    unitsOf: () => ({ counted: 2, assigned }),
    termEndOf: () => day(365),
    ...about,
  }
}

export function ledgerOf(...looks: readonly LedgerLook[]): SeatLedger {
  let ledger = emptyLedger
  for (const one of looks) ledger = advanceLedger(ledger, one)
  return ledger
}

/** An entry from day 10 on, seen by a run, as it was the last free unit. */
export function entry(personId: string, about: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    personId,
    skuId: 'voice',
    via: 'direct',
    groupId: null,
    from: day(10),
    fromKnown: 'observed',
    to: null,
    toKnown: null,
    lastHeld: null,
    leaver: null,
    unitsAtGain: { counted: 2, assigned: 2 },
    termEnds: day(365),
    ...about,
  }
}
