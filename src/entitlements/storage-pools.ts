/** The pools whose use and entitlement the admin API reports: one for each kind of Dataverse storage. */
import type { CapacityReading, StorageKind, TenantCapacity } from '../model/environment.ts'
import type { PoolId } from '../model/pool.ts'

export const storagePools: Readonly<Record<StorageKind, PoolId>> = {
  database: 'dataverse-database',
  file: 'dataverse-file',
  log: 'dataverse-log',
}

/** The kind of storage of a pool; null: a monthly pool. */
export function storageOf(pool: PoolId): StorageKind | null {
  const kinds = ['database', 'file', 'log'] as const satisfies readonly StorageKind[]
  return kinds.find((kind) => storagePools[kind] === pool) ?? null
}

/** The legacy license model reports no storage of its own kind. */
export function readingOf(pool: PoolId, capacity: TenantCapacity | null): CapacityReading | null {
  if (capacity === null || capacity.legacy) return null
  return capacity.readings.find(({ kind }) => pool === storagePools[kind]) ?? null
}
