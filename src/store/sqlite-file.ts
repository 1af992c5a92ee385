/** Opens a SQLite file for reading or writing: owner-only, never created by a reader, never touched when it is of a newer version. */
import { closeSync, existsSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { migrate, schemaVersion, versionOf } from './schema.ts'
import { newerStore, storeError } from './store-errors.ts'

const busyMs = 10_000

/** null where there is no store yet, or an empty file. */
export function openForReading(path: string): DatabaseSync | null {
  if (!existsSync(path)) return null
  return opened(path, () => {
    const database = checked(new DatabaseSync(path, { readOnly: true, timeout: busyMs }), path)
    if (versionOf(database) > 0) return database
    database.close()
    return null
  })
}

/** Makes the file where there is none, and brings it to the newest version. */
export function openForWriting(path: string): DatabaseSync {
  return opened(path, () => {
    if (path !== ':memory:') createOwnerOnly(path)
    const database = checked(new DatabaseSync(path, { timeout: busyMs, enableForeignKeyConstraints: true }), path)
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
    migrate(database)
    return database
  })
}

export function createOwnerOnly(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'wx', 0o600))
}

function checked(database: DatabaseSync, path: string): DatabaseSync {
  try {
    if (versionOf(database) > schemaVersion) throw newerStore(path)
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
