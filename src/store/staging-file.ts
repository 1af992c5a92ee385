/** The file in which a run's rows wait: beside the store, named after its process, removed by the next sync where a process left one behind. */
import { readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { DatasetName } from '../model/dataset.ts'
import type { Finding } from '../model/finding.ts'
import type { SeatLedger } from '../model/ledger.ts'
import { createOwnerOnly } from './sqlite-file.ts'
import type { StagedPage } from './store.ts'

export function stagingPath(storePath: string, runId: string): string {
  const prefix = storePath === ':memory:' ? join(tmpdir(), 'seatledger') : storePath
  return resolve(`${prefix}.staging-${process.pid}-${runId}`)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Files of this process that are in use. In a container every process has the same id, that of a crashed one too. */
const inUse = new Set<string>()

function isUsed(pid: number, path: string): boolean {
  return pid === process.pid ? inUse.has(path) : isAlive(pid)
}

/** Removes what crashed processes left beside the store. */
export function removeLeftovers(storePath: string): void {
  const prefix = `${basename(storePath)}.staging-`
  for (const name of readdirSync(dirname(storePath))) {
    const pid = name.startsWith(prefix) ? /^(\d+)-/.exec(name.slice(prefix.length))?.[1] : undefined
    const path = resolve(dirname(storePath), name)
    if (pid !== undefined && !isUsed(Number(pid), path)) rmSync(path, { force: true })
  }
}

/** Rows by page, with no thought for a crash: what is lost is read again. */
export class StagingFile {
  readonly path: string
  readonly #database: DatabaseSync
  #seq = 0

  constructor(path: string) {
    this.path = path
    inUse.add(path)
    createOwnerOnly(path)
    this.#database = new DatabaseSync(path)
    this.#database.exec(`
      PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
      CREATE TABLE pages (
        dataset TEXT NOT NULL, environment TEXT NOT NULL, source TEXT NOT NULL, seq INTEGER NOT NULL, part INTEGER NOT NULL,
        json TEXT NOT NULL, PRIMARY KEY (dataset, environment, source, seq)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE findings (id TEXT NOT NULL, environment TEXT NOT NULL, json TEXT NOT NULL) STRICT;
      CREATE TABLE ledger_spans (since TEXT, looked_at TEXT, watched TEXT NOT NULL) STRICT;
      CREATE TABLE ledger (
        person TEXT NOT NULL, sku TEXT NOT NULL, held_from TEXT NOT NULL, json TEXT NOT NULL,
        PRIMARY KEY (person, sku, held_from)
      ) STRICT, WITHOUT ROWID`)
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

  drop(part: number): void {
    this.#database.prepare('DELETE FROM pages WHERE part = ?').run(part)
  }

  /** Page by page, by key: no statement stays open over what the reader does between two pages. */
  *pages(dataset: DatasetName, environment: string): Generator<string> {
    const keys = this.#database
      .prepare('SELECT source, seq FROM pages WHERE dataset = ? AND environment = ? ORDER BY seq')
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
    rmSync(this.path, { force: true })
    inUse.delete(this.path)
  }
}
