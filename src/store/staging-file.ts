/** Rows of a run while it is read, in a SQLite file of their own beside the store. It outlives a process that is killed, and the next sync of the tenant takes it up. */
import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { DatasetName } from '../model/dataset.ts'
import type { Finding } from '../model/finding.ts'
import type { SeatLedger } from '../model/ledger.ts'
import type { ToldChange } from './alert-store.ts'
import { createOwnerOnly } from './sqlite-file.ts'
import { readingLog, type ReadingLog } from './staged-readings.ts'
import type { StagedPage } from './store.ts'
import { inTransaction } from './transaction.ts'

/** One connection at a time: beside it nobody writes, and a second file of shared memory is not needed. */
const mode = 'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL'

export class StagingFile {
  readonly path: string
  readonly readings: ReadingLog
  readonly #database: DatabaseSync
  #seq: number

  /** `attempt` counts the processes that have worked at this run, from 1. */
  constructor(path: string, database: DatabaseSync, attempt: number) {
    this.path = path
    this.#database = database
    this.readings = readingLog(database, attempt)
    this.#seq = Number(database.prepare('SELECT max(seq) AS last FROM pages').get()?.['last'] ?? 0)
  }

  put({ part, source, environmentId, dataset, rows }: StagedPage): void {
    this.#seq += 1
    this.#database
      .prepare('INSERT INTO pages (dataset, environment, source, seq, part, json) VALUES (?, ?, ?, ?, ?, ?)')
      .run(dataset, environmentId ?? '', source, this.#seq, part, JSON.stringify(rows))
  }

  keep(findings: readonly Finding[]): void {
    const insert = this.#database.prepare('INSERT INTO findings (id, environment, json) VALUES (?, ?, ?)')
    for (const finding of findings) insert.run(finding.id, finding.environment?.id ?? '', JSON.stringify(finding))
  }

  keepLedger({ since, lookedAt, watched, entries }: SeatLedger): void {
    this.#database
      .prepare('INSERT INTO ledger_spans (since, looked_at, watched) VALUES (?, ?, ?)')
      .run(since, lookedAt, JSON.stringify(watched))
    const insert = this.#database.prepare('INSERT INTO ledger (person, sku, held_from, json) VALUES (?, ?, ?, ?)')
    for (const entry of entries) insert.run(entry.personId, entry.skuId, entry.from, JSON.stringify(entry))
  }

  /** In one transaction: on the first run these are all findings. */
  keepTold(changes: readonly ToldChange[]): void {
    if (changes.length === 0) return
    const insert = this.#database.prepare('INSERT INTO told (id, environment, severity, peak) VALUES (?, ?, ?, ?)')
    inTransaction(this.#database, () => {
      for (const { findingId, environmentId, told } of changes) {
        insert.run(findingId, environmentId, told?.severity ?? null, told?.peak ?? null)
      }
    })
  }

  drop(part: number): void {
    this.#database.prepare('DELETE FROM pages WHERE part = ?').run(part)
    this.readings.dropAnswers(part)
  }

  /** Page by page, by key: no statement stays open over what the reader does between two pages. */
  *pages(dataset: DatasetName, environment: string): Generator<string> {
    const keys = this.#database
      .prepare('SELECT source, seq FROM pages WHERE dataset = ? AND environment = ? AND hidden = 0 ORDER BY seq')
      .all(dataset, environment)
    const one = this.#database.prepare(
      'SELECT json FROM pages WHERE dataset = ? AND environment = ? AND source = ? AND seq = ?',
    )
    for (const { source, seq } of keys) {
      const row = one.get(dataset, environment, source ?? null, seq ?? null)
      if (typeof row?.['json'] === 'string') yield row['json']
    }
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close()
  }

  remove(): void {
    this.close()
    removeStaging(this.path)
  }
}

/** The file itself, and what SQLite lays beside it. */
export function stagingFiles(path: string): readonly string[] {
  return ['', '-wal', '-shm', '-journal'].map((suffix) => `${path}${suffix}`)
}

export function removeStaging(path: string): void {
  for (const file of stagingFiles(path)) rmSync(file, { force: true })
}

/** A connection to a staging file, made where there is none. */
export function openStaging(path: string): DatabaseSync {
  createOwnerOnly(path)
  const database = new DatabaseSync(path)
  try {
    database.exec(mode)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}
