/** What a run, and the operator, tell the seat ledger. */
import { worstState } from '../access/source-state.ts'
import { rowsIfRead } from '../facts/feature-facts.ts'
import type { Config } from '../config.ts'
import { withAbsences, type Sighting } from '../ledger/advance.ts'
import { advanceFromRun, sightingOf } from '../ledger/from-run.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { SeatLedger } from '../model/ledger.ts'
import type { Figures } from './figures.ts'
import type { Guided } from './guided.ts'

/** The stored ledger under what the operator says of absences now: a run that is judged again changes nothing else of it. */
export async function ledgerAsTold(
  ledger: SeatLedger,
  snapshot: Snapshot,
  { seats }: Figures,
  { config }: Guided,
): Promise<SeatLedger> {
  return withAbsences(ledger, await readSightings(snapshot, seats, config))
}

async function readSightings(snapshot: Snapshot, seats: Figures['seats'], { people }: Config): Promise<Sighting[]> {
  const plans = new Map(seats.map(({ skuId, plan }) => [skuId, plan]))
  const sightings: Sighting[] = []
  for await (const person of snapshot.rows('people', null)) sightings.push(sightingOf(person, plans, people))
  return sightings
}

export async function advanceSeatLedger(
  previous: SeatLedger,
  snapshot: Snapshot,
  { seats }: Figures,
  { config }: Guided,
): Promise<SeatLedger> {
  const statuses = snapshot.statuses()
  const skus = await rowsIfRead(snapshot, 'graph/subscribed-skus', 'subscribed-skus', null)
  const sightings = await readSightings(snapshot, seats, config)
  return advanceFromRun(previous, {
    at: snapshot.startedAt,
    seats: skus === null ? null : seats,
    skus: skus ?? [],
    subscriptions: await rowsIfRead(snapshot, 'graph/subscriptions', 'subscriptions', null),
    sightings,
    isComplete: (['graph/subscribed-skus', 'graph/users'] as const).every(
      (source) => worstState(statuses, source) === 'complete',
    ),
    events: (await rowsIfRead(snapshot, 'graph/audit', 'license-events', null)) ?? [],
  })
}
