/** Opens a SQLite file for reading or writing: owner-only, never created by a reader, never touched when it is of a newer version. */
import { accessSync, closeSync, constants, existsSync, lstatSync, openSync, readSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isForeign, migrate, schemaVersion, versionOf } from './schema.ts'
import { foreignFile, isResult, newerStore, notOpened, storeError } from './store-errors.ts'

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

/**
 * Whether something lies there. Throws for what SQLite would wait for (a pipe), lose rows in (a device) or write over (a short
 * text), and for a link to nothing.
 */
export function isThere(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return refuseLink(path)
  if (found.isDirectory()) return true
  if (!found.isFile() || (found.size > 0 && !isDatabase(path))) throw foreignFile(path)
  return true
}

function refuseLink(path: string): false {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return false
  throw notOpened(path)
}

/** Every SQLite file begins so (https://www.sqlite.org/fileformat2.html). */
const beginning = Buffer.from('SQLite format 3\0')

function isDatabase(path: string): boolean {
  const bytes = Buffer.alloc(beginning.length)
  const file = openSync(path, 'r')
  try {
    readSync(file, bytes)
  } finally {
    closeSync(file)
  }
  return bytes.equals(beginning)
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
    if (isResult(error, cannotOpen)) requireFolder(path)
    throw storeError(error, path)
  }
}

/** SQLITE_CANTOPEN: also of a store that is there, where SQLite cannot lay its files beside it. */
const cannotOpen = 14

/** Throws where the folder cannot be written. */
function requireFolder(path: string): void {
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) accessSync(dirname(path), constants.W_OK)
  } catch (error) {
    throw storeError(error, path)
  }
}
