/** Whole or not at all. */
import type { DatabaseSync } from 'node:sqlite'

/** IMMEDIATE: who cannot write waits before it begins. On a full disk SQLite has rolled back by itself, and a second time is an error. */
export function inTransaction(database: DatabaseSync, act: () => void): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    act()
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

/** Until `act` ends, the connection sees the store as it is when `act` first reads; others may write meanwhile. */
export async function readAtOneMoment<T>(database: DatabaseSync, act: () => Promise<T>): Promise<T> {
  database.exec('BEGIN')
  try {
    return await act()
  } finally {
    // An error of SQLite may have ended it already.
    if (database.isTransaction) database.exec('ROLLBACK')
  }
}
