/** Deletes old runs and delivered alerts, and gives their space back to the disk. Findings with their waivers, seat ledger, imported months, alerts that were not delivered and each tenant's newest run stay. */
import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { SeatledgerError } from '../errors.ts'
import { removeLeftovers } from './leftovers.ts'
import { lockPath } from './staging-path.ts'
import { numberOf } from './schema.ts'
import { damagedStore, isResult } from './store-errors.ts'
import type { Pruned, PruneRequest } from './store.ts'
import { isHeld, lockSync, type SyncLock } from './sync-lock.ts'
import { inTransaction } from './transaction.ts'
import { deleteDelivered } from './write-alerts.ts'

/** SQLITE_BUSY, SQLITE_LOCKED, SQLITE_FULL (https://www.sqlite.org/rescode.html). */
const busyOrFull = [5, 6, 13]

/** A part of the pages that is not worth copying the whole file for, where no run was deleted. */
const smallPart = 0.1

/** `tenants`: all of the store. Throws where one of them is being synced: the copy of a large file outlasts the wait of its commit. */
export function pruneStore(
  {
    path,
    tenants,
    open,
  }: { readonly path: string; readonly tenants: readonly string[]; readonly open: () => DatabaseSync },
  request: PruneRequest,
): Pruned {
  const before = bytesOf(path)
  const locks = path === ':memory:' ? [] : lockAll(path, tenants, request.now)
  let pruned
  try {
    const database = open()
    refuseDamaged(database, path)
    const runs = deleteRuns(database, request.tenantId, request.runsBefore)
    const hasSpace = runs > 0 || holdsFreeSpace(database)
    pruned = { runs, isSpaceGivenBack: !hasSpace || giveSpaceBack(database) }
  } finally {
    for (const lock of locks) lock.release()
  }
  const leftovers = path === ':memory:' ? 0 : removeLeftovers(path, request.leftoversBefore)
  return { ...pruned, bytesFreed: Math.max(0, before - bytesOf(path)) + leftovers }
}

function lockAll(path: string, tenants: readonly string[], now: string): readonly SyncLock[] {
  const locks: SyncLock[] = []
  try {
    for (const tenantId of tenants) locks.push(lockSync(lockPath(path, { tenantId }), path, now))
    return locks
  } catch (error) {
    for (const lock of locks) lock.release()
    throw isHeld(error) ? syncRuns(path) : error
  }
}

function syncRuns(path: string): SeatledgerError {
  return new SeatledgerError(
    'busy',
    `A sync is running and will write to the store ${path}; nothing was deleted.`,
    'prune when it has ended',
  )
}

/** Reads every page: nothing is deleted from a damaged store, nor added to one. What is left of it may be all that a person has. */
export function refuseDamaged(database: DatabaseSync, path: string): void {
  const verdict = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check']
  if (verdict !== 'ok') throw damagedStore(path)
}

/** The number of runs that were deleted, with their rows. */
function deleteRuns(database: DatabaseSync, tenantId: string, before: string): number {
  let runs = 0
  inTransaction(database, () => {
    const { changes } = database
      .prepare(
        `DELETE FROM runs WHERE tenant = ? AND started_at < ? AND id <>
         (SELECT id FROM runs WHERE tenant = ? ORDER BY started_at DESC, id DESC LIMIT 1)`,
      )
      .run(tenantId, before, tenantId)
    runs = Number(changes)
    deleteDelivered(database, tenantId, before)
  })
  return runs
}

/** Whether an earlier prune was interrupted before it gave back what it had freed. */
function holdsFreeSpace(database: DatabaseSync): boolean {
  return numberOf(database, 'PRAGMA freelist_count') > smallPart * numberOf(database, 'PRAGMA page_count')
}

/** Copies the file without its free pages, in one transaction. False where the disk is too full for the copy, or somebody reads meanwhile. */
function giveSpaceBack(database: DatabaseSync): boolean {
  try {
    database.exec('VACUUM')
    return numberOf(database, 'PRAGMA wal_checkpoint(TRUNCATE)') === 0
  } catch (error) {
    if (isResult(error, ...busyOrFull)) return false
    throw error
  }
}

/** Bytes of the store on disk; 0 in memory. */
function bytesOf(path: string): number {
  const sizes = ['', '-wal'].map((suffix) => statSync(`${path}${suffix}`, { throwIfNoEntry: false })?.size ?? 0)
  return sizes.reduce((sum, size) => sum + size, 0)
}
