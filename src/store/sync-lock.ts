/**
 * One sync of a tenant at a time, whatever process runs it: a file beside the store that is locked while the sync goes on. The
 * operating system lets go of the lock when its holder ends, however it ends, so that a crashed holder never has to be guessed at.
 */
import { rmSync, statSync, utimesSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { SeatledgerError } from '../errors.ts'
import { createOwnerOnly } from './sqlite-file.ts'
import { isResult } from './store-errors.ts'

export interface SyncLock {
  /** Lets go of the lock and takes its file away. */
  release(): void
}

/** SQLITE_BUSY (https://www.sqlite.org/rescode.html). */
const busy = 5

/** Times of two processes that open and remove the same file; more than a few in a row are no accident. */
const mostTries = 10

/** `since`: when this sync began, ISO 8601 UTC, for whoever comes second. Throws where another sync of the tenant is running. */
export function lockSync(path: string, storePath: string, since: string): SyncLock {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const lock = tryToLock(path, storePath, since)
    if (lock !== null) return lock
  }
  throw running(storePath, null)
}

/** null where the file was taken away between opening and locking: then nobody else would see this lock. */
function tryToLock(path: string, storePath: string, since: string): SyncLock | null {
  createOwnerOnly(path)
  const opened = fileId(path)
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    // Nothing is ever written to it, so that no journal has to lie beside it.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (error) {
    const startedAt = startOf(path)
    database.close()
    throw isResult(error, busy) ? running(storePath, startedAt) : error
  }
  if (opened === null || fileId(path) !== opened) {
    database.close()
    return null
  }
  utimesSync(path, new Date(since), new Date(since))
  return {
    release() {
      if (!database.isOpen) return
      // Before it is let go, or the file of the next holder would be taken away.
      rmSync(path, { force: true })
      database.close()
    },
  }
}

function fileId(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true })
  return stats === undefined ? null : `${stats.dev}:${stats.ino}`
}

function startOf(path: string): string | null {
  return statSync(path, { throwIfNoEntry: false })?.mtime.toISOString() ?? null
}

/** Whether `lockSync` threw because somebody holds the lock. */
export function isHeld(error: unknown): boolean {
  return error instanceof SeatledgerError && error.code === 'busy'
}

function running(storePath: string, startedAt: string | null): SeatledgerError {
  const since = startedAt === null ? '' : ` since ${startedAt.slice(0, 16).replace('T', ' ')} UTC`
  return new SeatledgerError(
    'busy',
    `Another sync of this tenant has been running${since} and will write to ${storePath}; this one has left it alone.`,
    'wait until it has ended, or stop it; nothing was read and nothing was changed',
  )
}
