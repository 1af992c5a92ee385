/** What a run tells the seat ledger, read from its rows. */
import { worstState } from '../access/source-state.ts'
import { rowsIfRead } from '../facts/feature-facts.ts'
import type { Sighting } from '../ledger/advance.ts'
import { advanceFromRun, sightingOf } from '../ledger/from-run.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { SeatLedger } from '../model/ledger.ts'
import type { Figures } from './figures.ts'
import type { Product } from './product.ts'

export async function advanceSeatLedger(
  previous: SeatLedger,
  snapshot: Snapshot,
  { seats }: Figures,
  { config }: Product,
): Promise<SeatLedger> {
  const statuses = snapshot.statuses()
  const skus = await rowsIfRead(snapshot, 'graph/subscribed-skus', 'subscribed-skus', null)
  const plans = new Map(seats.map(({ skuId, plan }) => [skuId, plan]))
  const sightings: Sighting[] = []
  for await (const person of snapshot.rows('people', null)) sightings.push(sightingOf(person, plans, config.people))
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
