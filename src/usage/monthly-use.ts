/** The use of monthly pools: what the operator imported, else what Dataverse lets one estimate. No API reports it. Pure. */
import { packsNeeded, statusOf } from '../entitlements/pool-status.ts'
import type { Edition } from '../guide/edition.ts'
import type { Pool } from '../model/pool.ts'
import type { ImportedMonth, UsageEstimate } from '../model/usage.ts'
import { roundHalfAwayFromZero } from '../units.ts'

export interface MonthlyUse {
  readonly imported: readonly ImportedMonth[]
  /** Of every environment in scope; null: not all of them were read, so that a sum would be a part. */
  readonly estimates: readonly UsageEstimate[] | null
  /** When the estimates were read, ISO 8601 UTC. */
  readonly estimatedAt: string
}

type Use = Pick<Pool, 'consumed' | 'consumedFrom' | 'consumedAsOf' | 'consumedRange'>

/** The pools with the use of their month; storage pools stay as they are. */
export function withMonthlyUse(pools: readonly Pool[], use: MonthlyUse, edition: Edition): Pool[] {
  return pools.map((pool) => {
    const found = pool.period === null ? null : (importedUse(pool, use) ?? estimatedUse(pool, use))
    return found === null ? pool : { ...pool, ...found, ...judged(pool, found, edition) }
  })
}

function importedUse({ pool, period }: Pool, { imported }: MonthlyUse): Use | null {
  const month = imported.find((one) => one.pool === pool && one.period === period)
  if (month === undefined) return null
  return { consumed: month.consumed, consumedFrom: 'import', consumedAsOf: month.importedAt, consumedRange: null }
}

/** The sum over environments, of the bounds too. */
function estimatedUse({ pool, period }: Pool, { estimates, estimatedAt }: MonthlyUse): Use | null {
  const own = (estimates ?? []).filter((one) => one.pool === pool && one.period === period)
  const [first] = own
  if (first === undefined) return null
  const total = (pick: (one: UsageEstimate) => number): number =>
    roundHalfAwayFromZero(own.reduce((sum, one) => sum + pick(one), 0))
  return {
    consumed: total(({ estimate }) => estimate),
    consumedFrom: 'dataverse-estimate',
    consumedAsOf: estimatedAt,
    consumedRange: { low: total(({ low }) => low), high: total(({ high }) => high), method: first.method },
  }
}

/** A status only where both bounds of an estimate agree (documents.md). */
function judged(pool: Pool, use: Use, edition: Edition): Pick<Pool, 'status' | 'remaining' | 'packsNeeded'> {
  const { entitled: total } = pool
  const { consumed, consumedRange } = use
  const by = (amount: number | null) => ({ total, consumed: amount, covered: 0 })
  const bounds = consumedRange === null ? [consumed] : [consumedRange.low, consumedRange.high]
  const statuses = new Set(bounds.map((amount) => statusOf(by(amount), edition.near.below)))
  const [status = 'unknown'] = statuses.size === 1 ? statuses : []
  return {
    status,
    remaining: total === null || consumed === null ? null : roundHalfAwayFromZero(total - consumed),
    packsNeeded: status === 'unknown' ? null : packsNeeded(pool.pool, by(consumed), edition),
  }
}
