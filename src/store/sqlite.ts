/** The store in one SQLite file. Reading never changes it; a run is written in one transaction, from the staging file. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { Finding } from '../model/finding.ts'
import { RunRecord } from '../model/run.ts'
import type { Tables } from './schema.ts'
import { nodeSqliteDialect } from './sqlite-dialect.ts'
import { openForReading, openForWriting } from './sqlite-file.ts'
import { writeFindings, writeRun } from './sqlite-writes.ts'
import { removeLeftovers, StagingFile, stagingPath } from './staging-file.ts'
import { storeError } from './store-errors.ts'
import { parseStored } from './stored-json.ts'
import { storedSnapshot } from './stored-snapshot.ts'
import type { Staging, Store } from './store.ts'

export class SqliteStore implements Store {
  readonly #path: string
  readonly #busyMs: number
  #database: { readonly raw: DatabaseSync; readonly query: Kysely<Tables>; readonly writable: boolean } | null = null

  /** `busyMs`: how long a write of another process is waited for; a run is written in seconds. */
  constructor(path: string, busyMs = 5000) {
    this.#path = path
    this.#busyMs = busyMs
    if (path === ':memory:') this.#write()
  }

  async tenantIds(): Promise<string[]> {
    return this.#guard(async () => {
      const rows = await this.#read()?.selectFrom('runs').select('tenant').distinct().orderBy('tenant').execute()
      return (rows ?? []).map(({ tenant }) => tenant)
    })
  }

  async latestRun(tenantId: string, notLaterThan?: string): Promise<RunRecord | null> {
    return this.#guard(async () => {
      const query = this.#read()?.selectFrom('runs').select('record').where('tenant', '=', tenantId)
      const bounded = notLaterThan === undefined ? query : query?.where('started_at', '<=', notLaterThan)
      const row = await bounded?.orderBy('started_at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()
      return row === undefined ? null : parseStored(RunRecord, row.record, 'a run')
    })
  }

  snapshot(run: RunRecord): ReturnType<Store['snapshot']> {
    this.#read()
    const database = this.#database?.raw
    const path = this.#path
    return storedSnapshot(run, {
      *pages(dataset, environment) {
        try {
          if (database !== undefined) yield* storedPages(database, [run.id, dataset, environment])
        } catch (error) {
          throw storeError(error, path)
        }
      },
    })
  }

  async findings(tenantId: string, environmentId?: string): Promise<Finding[]> {
    return this.#guard(async () => {
      const query = this.#read()?.selectFrom('findings').select('json').where('tenant', '=', tenantId)
      const narrowed = environmentId === undefined ? query : query?.where('environment', '=', environmentId)
      const rows = await narrowed?.orderBy('id').execute()
      return (rows ?? []).map(({ json }) => parseStored(Finding, json, 'a finding'))
    })
  }

  async findingEnvironments(tenantId: string): Promise<string[]> {
    return this.#guard(async () => {
      const query = this.#read()?.selectFrom('findings').select('environment').where('tenant', '=', tenantId)
      const rows = await query?.distinct().orderBy('environment').execute()
      return (rows ?? []).map(({ environment }) => environment)
    })
  }

  async saveFindings(tenantId: string, findings: readonly Finding[]): Promise<void> {
    this.#guardNow(() => writeFindings(this.#write(), tenantId, findings))
  }

  /** Makes the folder and the staging file; the store itself is opened for writing only by `commit`. */
  stage(runId: string): Staging {
    return this.#guardNow(() => {
      if (this.#path !== ':memory:') {
        mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 })
        removeLeftovers(this.#path)
      }
      return this.#staging(new StagingFile(stagingPath(this.#path, runId)))
    })
  }

  #staging(file: StagingFile): Staging {
    return {
      put: (page) => this.#guardNow(() => file.put(page)),
      keep: (findings) => this.#guardNow(() => file.keep(findings)),
      drop: (part) => file.drop(part),
      snapshot: (run) => storedSnapshot(run, file),
      commit: async (run, findings = []) => {
        this.#guardNow(() => {
          file.keep(findings)
          file.close()
          writeRun(this.#write(), file.path, run)
        })
        file.remove()
      },
      discard: async () => file.remove(),
    }
  }

  async close(): Promise<void> {
    this.#database?.raw.close()
    this.#database = null
  }

  /** null where there is no store yet. */
  #read(): Kysely<Tables> | null {
    if (this.#database === null) {
      const raw = openForReading(this.#path, this.#busyMs)
      if (raw !== null)
        this.#database = { raw, query: new Kysely({ dialect: nodeSqliteDialect(raw) }), writable: false }
    }
    return this.#database?.query ?? null
  }

  #write(): DatabaseSync {
    if (this.#database?.writable) return this.#database.raw
    this.#database?.raw.close()
    const raw = openForWriting(this.#path, this.#busyMs)
    this.#database = { raw, query: new Kysely({ dialect: nodeSqliteDialect(raw) }), writable: true }
    return raw
  }

  #guardNow<T>(act: () => T): T {
    try {
      return act()
    } catch (error) {
      throw storeError(error, this.#path)
    }
  }

  async #guard<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act()
    } catch (error) {
      throw storeError(error, this.#path)
    }
  }
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
