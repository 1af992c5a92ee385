/** Opens a SQLite file for reading or writing: owner-only, never created by a reader, never touched when it is of a newer version. */
import { closeSync, existsSync, openSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { isForeign, migrate, schemaVersion, versionOf } from './schema.ts'
import { foreignFile, newerStore, storeError } from './store-errors.ts'

/**
 * null where there is no store yet, or an empty file. Not opened as read-only: such a connection cannot take away the two files
 * that SQLite lays beside a WAL store, and would leave them behind. `busyMs`: how long another program's writing is waited for.
 */
export function openForReading(path: string, busyMs: number): DatabaseSync | null {
  return opened(path, () => {
    if (!isThere(path)) return null
    const database = checked(new DatabaseSync(path, { timeout: busyMs }), path)
    database.exec('PRAGMA query_only = ON')
    if (versionOf(database) > 0) return database
    database.close()
    return null
  })
}

/** Makes the file where there is none, and brings it to the newest version. */
export function openForWriting(path: string, busyMs: number): DatabaseSync {
  return opened(path, () => {
    if (path !== ':memory:' && !isThere(path)) createOwnerOnly(path)
    const database = checked(new DatabaseSync(path, { timeout: busyMs, enableForeignKeyConstraints: true }), path)
    return orClosed(database, () => {
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
      migrate(database)
    })
  })
}

/** Whether something lies there. Throws for what is neither a file nor a folder: a pipe would be waited for, a device would swallow. */
export function isThere(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return false
  if (!found.isFile() && !found.isDirectory()) throw foreignFile(path)
  return true
}

export function createOwnerOnly(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'wx', 0o600))
}

function checked(database: DatabaseSync, path: string): DatabaseSync {
  return orClosed(database, () => {
    if (isForeign(database)) throw foreignFile(path)
    if (versionOf(database) > schemaVersion) throw newerStore(path)
  })
}

/** A connection that is no use must not keep its locks. */
function orClosed(database: DatabaseSync, act: () => void): DatabaseSync {
  try {
    act()
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function opened<T>(path: string, open: () => T): T {
  try {
    return open()
  } catch (error) {
    throw storeError(error, path)
  }
}
