/** The rows of a stored run, as the SQLite store holds them. */
import type { DatabaseSync } from 'node:sqlite'
import type { Snapshot } from '../model/dataset.ts'
import type { RunRecord } from '../model/run.ts'
import { storeError } from './store-errors.ts'
import { storedSnapshot } from './stored-snapshot.ts'

/** `database` undefined: there is no store. */
export function sqliteSnapshot(run: RunRecord, database: DatabaseSync | undefined, path: string): Snapshot {
  return storedSnapshot(
    run,
    {
      *pages(dataset, environment) {
        try {
          if (database !== undefined) yield* storedPages(database, [run.id, dataset, environment])
        } catch (error) {
          throw storeError(error, path)
        }
      },
    },
    path,
  )
}

/** Page by page, by key: no statement stays open over what the reader does between two pages. */
function* storedPages(database: DatabaseSync, key: readonly [run: string, dataset: string, environment: string]) {
  const where = 'FROM pages WHERE run = ? AND dataset = ? AND environment = ?'
  const keys = database.prepare(`SELECT source, seq ${where} ORDER BY seq`).all(...key)
  const one = database.prepare(`SELECT json ${where} AND source = ? AND seq = ?`)
  for (const { source, seq } of keys) {
    const json = one.get(...key, source ?? null, seq ?? null)?.['json']
    if (typeof json === 'string') yield json
  }
}
