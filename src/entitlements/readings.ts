/** Contested readings of the guide: each alone, where it changes a pool's entitlement, never combined. */
import type { Edition, EditionPool, Reading } from '../guide/edition.ts'
import type { Pool } from '../model/pool.ts'
import { roundHalfAwayFromZero } from '../units.ts'
import { allotmentTerms, inPoolUnit, sumTerms, type CountedSeats } from './allotments.ts'
import type { HeldPack } from './seats.ts'

/** In the order of the edition; entitlements in the pool's unit. */
export function otherReadings(
  pool: EditionPool,
  edition: Edition,
  seats: CountedSeats,
  packs: readonly HeldPack[],
): Pool['readings'] {
  const entitledBy = (one: EditionPool): number => sumTerms(allotmentTerms(one, edition, seats, packs))
  const literal = entitledBy(pool)
  return edition.readings.flatMap((reading) => {
    const native = entitledBy(readAs(pool, reading))
    if (native === literal) return []
    const entitled = roundHalfAwayFromZero(inPoolUnit(native, pool, edition))
    return [{ reading: reading.id, entitled, note: reading.note, clause: reading.clause }]
  })
}

/** The pool as the reading has it. */
function readAs(pool: EditionPool, { changes }: Reading): EditionPool {
  const change = changes.find((one) => one.pool === pool.pool)
  return { ...pool, bases: change?.bases ?? pool.bases, perSeat: change?.perSeat ?? pool.perSeat }
}
