/** The store in one SQLite file. Reading never changes it; a run is written in one transaction, from the staging file. */
import { accessSync, constants, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { Finding, type Waiver } from '../model/finding.ts'
import type { SeatLedger } from '../model/ledger.ts'
import { RunRecord } from '../model/run.ts'
import type { ImportedMonth } from '../model/usage.ts'
import { alertsVersion, ledgerVersion, numberOf, versionOf, type Tables } from './schema.ts'
import { beginStaging } from './begin-staging.ts'
import { SqliteAlerts } from './sqlite-alerts.ts'
import { readImportedMonths, readLedger, readRunPoints } from './sqlite-history.ts'
import { sqliteSnapshot } from './sqlite-snapshot.ts'
import { nodeSqliteDialect } from './sqlite-dialect.ts'
import { findingOrder, findingsInOrder, type FindingsWanted } from './ordered-findings.ts'
import { pruneStore, refuseDamaged } from './prune.ts'
import { PseudonymKey } from './sqlite-keys.ts'
import { isThere, openForReading, openForWriting } from './sqlite-file.ts'
import { writeEvaluation, writeImportedMonths, writeWaiver } from './sqlite-writes.ts'
import { storeError } from './store-errors.ts'
import { parseStored } from './stored-json.ts'
import { readAtOneMoment } from './transaction.ts'
import type { Pruned, PruneRequest, RunPoint, StageRequest, Staging, Store } from './store.ts'

export class SqliteStore implements Store {
  readonly #path: string
  readonly #busyMs: number
  readonly #key = new PseudonymKey()
  #database: { readonly raw: DatabaseSync; readonly query: Kysely<Tables>; readonly writable: boolean } | null = null

  readonly alerts = new SqliteAlerts({
    read: () => (this.#readSince(alertsVersion) === null ? null : (this.#database?.raw ?? null)),
    write: () => {
      this.#makeFolder()
      return this.#write()
    },
    guard: (act) => this.#guardNow(act),
  })

  /** `busyMs`: how long a write of another process is waited for; a run is written in seconds. */
  constructor(path: string, busyMs = 5000) {
    this.#path = path
    this.#busyMs = busyMs
    if (path === ':memory:') this.#openForWriting()
  }

  async change(): Promise<number | null> {
    return this.#guardNow(() => {
      this.#read()
      return this.#database === null ? null : numberOf(this.#database.raw, 'PRAGMA data_version')
    })
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

  async runRecords(
    tenantId: string,
    { limit, runId }: { readonly limit?: number; readonly runId?: string },
  ): Promise<RunRecord[]> {
    return this.#guard(async () => {
      const query = this.#read()?.selectFrom('runs').select('record').where('tenant', '=', tenantId)
      const one = runId === undefined ? query : query?.where('id', '=', runId)
      const rows = await one
        ?.orderBy('started_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit ?? -1)
        .execute()
      return (rows ?? []).map(({ record }) => parseStored(RunRecord, record, 'a run'))
    })
  }

  snapshot(run: RunRecord): ReturnType<Store['snapshot']> {
    this.#read()
    return sqliteSnapshot(run, this.#database?.raw, this.#path)
  }

  async finding(tenantId: string, findingId: string): Promise<Finding | null> {
    return this.#guard(async () => {
      const query = this.#read()?.selectFrom('findings').select('json').where('tenant', '=', tenantId)
      const row = await query?.where('id', '=', findingId).executeTakeFirst()
      return row === undefined ? null : parseStored(Finding, row.json, 'a finding')
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

  async findingsAfter(tenantId: string, afterId: string, limit: number): Promise<Finding[]> {
    return this.#guard(async () => {
      const query = this.#read()?.selectFrom('findings').select('json').where('tenant', '=', tenantId)
      const rows = await query?.where('id', '>', afterId).orderBy('id').limit(limit).execute()
      return (rows ?? []).map(({ json }) => parseStored(Finding, json, 'a finding'))
    })
  }

  findingOrder(wanted: FindingsWanted): string[] {
    return this.#guardNow(() => {
      this.#read()
      return this.#database === null ? [] : findingOrder(this.#database.raw, wanted)
    })
  }

  *eachFinding(tenantId: string, ids: Iterable<string>): Generator<Finding> {
    try {
      this.#read()
      if (this.#database !== null) yield* findingsInOrder(this.#database.raw, tenantId, ids)
    } catch (error) {
      throw storeError(error, this.#path)
    }
  }

  async atOneMoment<T>(act: () => Promise<T>): Promise<T> {
    this.#guardNow(() => this.#read())
    const database = this.#database?.raw
    if (database === undefined) return act()
    // What `act` throws is its own: its files are not the store.
    return readAtOneMoment(database, act)
  }

  async findingEnvironments(tenantId: string): Promise<string[]> {
    return this.#guard(async () => {
      const query = this.#read()?.selectFrom('findings').select('environment').where('tenant', '=', tenantId)
      const rows = await query?.distinct().orderBy('environment').execute()
      return (rows ?? []).map(({ environment }) => environment)
    })
  }

  async saveEvaluation(run: RunRecord, findings: readonly Finding[]): Promise<void> {
    this.#guardNow(() => writeEvaluation(this.#write(), run, findings))
  }

  async waive(tenantId: string, findingId: string, waiver: Waiver): Promise<Finding | null> {
    return this.#guardNow(() => {
      if (this.#read() === null) return null
      return writeWaiver(this.#write(), { tenantId, findingId, waiver })
    })
  }

  async ledger(tenantId: string): Promise<SeatLedger> {
    return this.#guard(async () => readLedger(this.#readSince(ledgerVersion), tenantId))
  }

  async runs(tenantId: string, notBefore?: string): Promise<RunPoint[]> {
    return this.#guard(async () => readRunPoints(this.#read(), tenantId, notBefore))
  }

  async importedMonths(tenantId: string): Promise<ImportedMonth[]> {
    return this.#guard(async () => readImportedMonths(this.#readSince(ledgerVersion), tenantId))
  }

  async saveImportedMonths(tenantId: string, months: readonly ImportedMonth[]): Promise<void> {
    this.#guardNow(() => {
      this.#makeFolder()
      writeImportedMonths(this.#write(), tenantId, months)
    })
  }

  async pseudonymKey(): Promise<Uint8Array | null> {
    return this.#guardNow(() => {
      this.#read()
      return this.#database === null ? null : this.#key.read(this.#database.raw)
    })
  }

  proposePseudonymKey(key: Uint8Array): void {
    this.#key.propose(key)
  }

  /** Makes the folder, the lock and the staging file; the store itself is opened for writing only by `commit`. */
  stage(request: StageRequest): Staging {
    try {
      return this.#guardNow(() => this.#stage(request))
    } catch (error) {
      // Nothing is staged, and nobody will close what was opened for a look.
      if (this.#path !== ':memory:') this.#forget()
      throw error
    }
  }

  #stage(request: StageRequest): Staging {
    this.#makeFolder()
    this.#requireFit()
    return beginStaging(
      {
        path: this.#path,
        write: () => this.#write(),
        holds: (runId) => this.#holds(runId),
        guard: (act) => this.#guardNow(act),
      },
      request,
    )
  }

  /** Before an hour of reading, whose commit would fail: a store that cannot be written, is damaged, or is none of ours. */
  #requireFit(): void {
    if (this.#path === ':memory:' || !isThere(this.#path)) return
    accessSync(this.#path, constants.W_OK)
    this.#read()
    if (this.#database !== null) refuseDamaged(this.#database.raw, this.#path)
  }

  #holds(runId: string): boolean {
    this.#read()
    return this.#database?.raw.prepare('SELECT 1 FROM runs WHERE id = ?').get(runId) !== undefined
  }

  async prune(request: PruneRequest): Promise<Pruned> {
    const tenants = await this.tenantIds()
    return this.#guardNow(() => pruneStore({ path: this.#path, tenants, open: () => this.#write() }, request))
  }

  async close(): Promise<void> {
    this.#forget()
  }

  #forget(): void {
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

  /** null where the store was written by a version that knew none of it; a reader never changes that. */
  #readSince(version: number): Kysely<Tables> | null {
    const query = this.#read()
    return this.#database !== null && versionOf(this.#database.raw) < version ? null : query
  }

  #makeFolder(): void {
    if (this.#path !== ':memory:') mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 })
  }

  #write(): DatabaseSync {
    const database = this.#openForWriting()
    this.#key.make(database)
    return database
  }

  #openForWriting(): DatabaseSync {
    if (this.#database?.writable) return this.#database.raw
    this.#database?.raw.close()
    this.#database = null
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
