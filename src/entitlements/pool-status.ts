/** Whether a pool is over, and what covers or cures it. Total, consumption and cover in one unit, unrounded. */
import type { Edition, Pack } from '../guide/edition.ts'
import type { Pool, PoolId } from '../model/pool.ts'
import { adminApiMBPerGB, gbToMB } from '../units.ts'

/** MB as the admin API counts for storage, else routes or minutes; null: not known. */
export interface Use {
  readonly total: number | null
  readonly consumed: number | null
  /** What the admin API says that other pools cover. */
  readonly covered: number
}

/** `nearBelow` is the part of the total that must be free, else the pool is near its end. */
export function statusOf({ total, consumed }: Use, nearBelow: number): Pool['status'] {
  if (total === null || consumed === null) return 'unknown'
  if (consumed > total) return 'over'
  if (total === 0) return 'within'
  return (total - consumed) / total < nearBelow ? 'near' : 'within'
}

/** Null when the status is not known, none unless the pool is over; a pack of which none is needed is left out. */
export function packsNeeded(pool: PoolId, use: Use, edition: Edition): Pool['packsNeeded'] {
  if (use.total === null || use.consumed === null) return null
  const missing = use.consumed - use.total - use.covered
  if (missing <= 0) return []
  return edition.packs
    .filter((pack) => pack.pool === pool)
    .map((pack) => ({
      pack: pack.id,
      size: pack.size,
      count: pack.alternative ? null : Math.ceil(missing / nativeSize(pack)),
      alternative: pack.alternative,
    }))
}

function nativeSize({ size, unit }: Pack): number {
  return unit === 'GB' ? gbToMB(size, adminApiMBPerGB) : size
}
