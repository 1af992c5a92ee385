/** The tables of a store and its migrations by number. Rows are kept a page each: generic on purpose, so that a new dataset needs no migration. */
import type { DatabaseSync } from 'node:sqlite'
import { inTransaction } from './transaction.ts'

export interface Tables {
  runs: { id: string; tenant: string; started_at: string; record: string }
  /** `environment` is '' for the tenant's own; `json` an array of rows. */
  pages: { run: string; source: string; environment: string; dataset: string; seq: number; json: string }
  /** `environment` is '' for a finding about the tenant. */
  findings: { tenant: string; environment: string; id: string; json: string }
  /** One row per entry of the seat ledger; `json` is the entry. Runs come and go, this stays. */
  ledger: { tenant: string; person: string; sku: string; held_from: string; json: string }
  /** From when to when a tenant's holders were seen; `watched` is an array of SKU ids. */
  ledger_spans: { tenant: string; since: string | null; looked_at: string | null; watched: string }
  imported_months: { tenant: string; period: string; pool: string; json: string }
  /** Secrets of the store itself, in base64. */
  keys: { name: string; value: string }
  /** From when on alerts are told of a tenant. */
  alert_states: { tenant: string; since: string; told_at: string | null }
  /** Open findings as receivers know them. */
  alert_told: { tenant: string; environment: string; id: string; severity: string; peak: string }
  /** Messages: `pending` ones wait, `delivered` ones are kept until they are pruned, `dead` ones are kept. */
  alert_outbox: {
    seq: number
    tenant: string
    event: string
    target: string
    created_at: string
    pseudonymized: number
    body: string
    state: string
    attempts: number
    next_at: string
    claimed_until: string
    settled_at: string | null
    status: number | null
    reason: string | null
  }
  alert_subscriptions: { tenant: string; id: string; json: string }
}

/** Statement lists, in order; `user_version` says how many of them a store has seen. Never edited once released. */
const migrations: readonly string[] = [
  `
  CREATE TABLE runs (id TEXT PRIMARY KEY, tenant TEXT NOT NULL, started_at TEXT NOT NULL, record TEXT NOT NULL) STRICT;
  CREATE INDEX runs_by_tenant ON runs (tenant, started_at);
  CREATE TABLE pages (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    dataset TEXT NOT NULL, environment TEXT NOT NULL, source TEXT NOT NULL, seq INTEGER NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY (run, dataset, environment, source, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE findings (
    tenant TEXT NOT NULL, id TEXT NOT NULL, environment TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (tenant, id)
  ) STRICT;
  CREATE INDEX findings_by_environment ON findings (tenant, environment);
  `,
  `
  CREATE TABLE ledger (
    tenant TEXT NOT NULL, person TEXT NOT NULL, sku TEXT NOT NULL, held_from TEXT NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY (tenant, person, sku, held_from)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE ledger_spans (tenant TEXT PRIMARY KEY, since TEXT, looked_at TEXT, watched TEXT NOT NULL) STRICT;
  CREATE TABLE imported_months (
    tenant TEXT NOT NULL, period TEXT NOT NULL, pool TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (tenant, period, pool)
  ) STRICT, WITHOUT ROWID;
  `,
  'CREATE TABLE keys (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;',
  `
  CREATE TABLE alert_states (tenant TEXT PRIMARY KEY, since TEXT NOT NULL, told_at TEXT) STRICT;
  CREATE TABLE alert_told (
    tenant TEXT NOT NULL, environment TEXT NOT NULL, id TEXT NOT NULL, severity TEXT NOT NULL, peak TEXT NOT NULL,
    PRIMARY KEY (tenant, environment, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE alert_outbox (
    seq INTEGER PRIMARY KEY, tenant TEXT NOT NULL, event TEXT NOT NULL, target TEXT NOT NULL, created_at TEXT NOT NULL,
    pseudonymized INTEGER NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'pending',
    attempts INTEGER NOT NULL DEFAULT 0, next_at TEXT NOT NULL, claimed_until TEXT NOT NULL DEFAULT '',
    settled_at TEXT, status INTEGER, reason TEXT, UNIQUE (tenant, target, event)
  ) STRICT;
  CREATE INDEX alert_outbox_by_state ON alert_outbox (tenant, state, target, seq);
  CREATE TABLE alert_subscriptions (
    tenant TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (tenant, id)
  ) STRICT;
  `,
]

export const schemaVersion = migrations.length

/** The first version with the ledger and the imported months: a reader of an older store finds none of them. */
export const ledgerVersion = 2

/** The first version with keys. */
export const keysVersion = 3

/** The first version with alerts. */
export const alertsVersion = 4

/** "SLdg": marks the file as ours, so that another program's database is never written to. */
const applicationId = 0x534c6467

export function versionOf(database: DatabaseSync): number {
  return numberOf(database, 'PRAGMA user_version')
}

/** A database that holds something, and not of ours. */
export function isForeign(database: DatabaseSync): boolean {
  const mark = numberOf(database, 'PRAGMA application_id')
  return mark !== applicationId && numberOf(database, 'SELECT count(*) FROM sqlite_schema') > 0
}

/** The first column of the first row as a number, 0 where there is none. */
export function numberOf(database: DatabaseSync, query: string): number {
  const row = database.prepare(query).get() ?? {}
  return Number(Object.values(row)[0] ?? 0)
}

/** Brings a store to the newest version; whole or not at all. The version is read under the lock, for two may open a new store at once. */
export function migrate(database: DatabaseSync): void {
  if (versionOf(database) === schemaVersion) return
  inTransaction(database, () => {
    for (const statements of migrations.slice(versionOf(database))) database.exec(statements)
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}`)
  })
}
