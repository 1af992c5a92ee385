/** A literal pool for tests: nothing used, nothing reported; monthly pools are those of November 2026. */
import type { Pool, PoolId } from '../../src/model/pool.ts'

const storage: readonly PoolId[] = ['dataverse-database', 'dataverse-file', 'dataverse-log']

export function poolOf(pool: PoolId, about: Partial<Pool> = {}): Pool {
  const isStorage = storage.includes(pool)
  return {
    pool,
    unit: isStorage ? 'GB' : pool === 'record-routes' ? 'routes' : 'minutes',
    period: isStorage ? null : '2026-11',
    entitled: 0,
    terms: [],
    reported: null,
    differences: [],
    consumed: null,
    consumedFrom: null,
    consumedAsOf: null,
    consumedRange: null,
    remaining: null,
    status: 'unknown',
    coveredBy: [],
    readings: [],
    packsNeeded: null,
    trend: null,
    compared: null,
    ...about,
  }
}
