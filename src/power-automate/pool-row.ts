/** Pools as flat rows. */
import type { Pool } from '../model/pool.ts'
import { known, lines } from './known.ts'
import { PoolRow } from './rows.ts'

/** Figures in the unit of the pool; total is what documents.md calls T. */
export function poolRow(given: Pool): PoolRow {
  const { pool, unit, period, entitled, consumed, remaining, status } = given
  return known(PoolRow, {
    pool,
    unit,
    period,
    entitled,
    consumed,
    remaining,
    status,
    total: unit === 'GB' ? (given.reported?.total ?? null) : entitled,
    packsNeeded: lines((given.packsNeeded ?? []).map(packWords)),
    runsOutOn: given.trend?.over?.on ?? null,
  })
}

function packWords({ pack, size, count, alternative }: NonNullable<Pool['packsNeeded']>[number]): string {
  const packs = `${count === null ? '' : `${count} x `}${pack} of ${size}`
  return alternative ? `or ${packs}` : packs
}
