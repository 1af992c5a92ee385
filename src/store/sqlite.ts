/** The store in one SQLite file. Reading never changes it; a run is written in one transaction, from the staging file. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { Kysely, sql } from 'kysely'
import { Finding } from '../model/finding.ts'
import { RunRecord } from '../model/run.ts'
import type { Tables } from './schema.ts'
import { nodeSqliteDialect } from './sqlite-dialect.ts'
import { openForReading, openForWriting } from './sqlite-file.ts'
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
    await this.#guard(async () => {
      const { query, raw } = this.#write()
      await query.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('findings').where('tenant', '=', tenantId).execute()
        // Row by row through one statement: a statement of many values costs memory for each of its texts twice.
        const insert = raw.prepare('INSERT INTO findings (tenant, environment, id, json) VALUES (?, ?, ?, ?)')
        for (const finding of findings) {
          insert.run(tenantId, finding.environment?.id ?? '', finding.id, JSON.stringify(finding))
        }
      })
    })
  }

  /** Makes the folder and the staging file; the store itself is opened for writing only by `commit`. */
  stage(runId: string): Staging {
    try {
      if (this.#path !== ':memory:') {
        mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 })
        removeLeftovers(this.#path)
      }
      return this.#staging(new StagingFile(stagingPath(this.#path, runId)))
    } catch (error) {
      throw storeError(error, this.#path)
    }
  }

  #staging(file: StagingFile): Staging {
    return {
      put: (page) => file.put(page),
      keep: (findings) => file.keep(findings),
      drop: (part) => file.drop(part),
      snapshot: (run) => storedSnapshot(run, file),
      commit: async (run, findings = []) => {
        file.keep(findings)
        file.close()
        await this.#guard(async () => this.#commit(file.path, run))
        file.remove()
      },
      discard: async () => file.remove(),
    }
  }

  async #commit(stagingFile: string, run: RunRecord): Promise<void> {
    const { query } = this.#write()
    await sql`ATTACH ${stagingFile} AS staging`.execute(query)
    try {
      await query.transaction().execute(async (transaction) => {
        const { id, tenantId: tenant, startedAt } = run
        const record = JSON.stringify(run)
        await transaction.insertInto('runs').values({ id, tenant, started_at: startedAt, record }).execute()
        await sql`INSERT INTO pages (run, dataset, environment, source, seq, json)
          SELECT ${id}, dataset, environment, source, seq, json FROM staging.pages`.execute(transaction)
        await transaction.deleteFrom('findings').where('tenant', '=', tenant).execute()
        await sql`INSERT INTO findings (tenant, environment, id, json)
          SELECT ${tenant}, environment, id, json FROM staging.findings`.execute(transaction)
      })
    } finally {
      await sql`DETACH staging`.execute(query)
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

  #write(): { readonly query: Kysely<Tables>; readonly raw: DatabaseSync } {
    if (this.#database?.writable) return this.#database
    this.#database?.raw.close()
    const raw = openForWriting(this.#path, this.#busyMs)
    this.#database = { raw, query: new Kysely({ dialect: nodeSqliteDialect(raw) }), writable: true }
    return this.#database
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
