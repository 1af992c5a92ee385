/** Stores as every released version made them: its own statements, word for word, and rows as it wrote them. Never edited: a new version is added. */
import { DatabaseSync } from 'node:sqlite'
import { finding, importedMonth, ledgerEntry, person, practiceWaiver, runRecord } from './practice-run.ts'

const first = `
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
  CREATE INDEX findings_by_environment ON findings (tenant, environment);`

const second = `${first}
  CREATE TABLE ledger (
    tenant TEXT NOT NULL, person TEXT NOT NULL, sku TEXT NOT NULL, held_from TEXT NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY (tenant, person, sku, held_from)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE ledger_spans (tenant TEXT PRIMARY KEY, since TEXT, looked_at TEXT, watched TEXT NOT NULL) STRICT;
  CREATE TABLE imported_months (
    tenant TEXT NOT NULL, period TEXT NOT NULL, pool TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (tenant, period, pool)
  ) STRICT, WITHOUT ROWID;`

const third = `${second}
  CREATE TABLE keys (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`

const fourth = `${third}
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
  ) STRICT;`

/** By version: the version is what `user_version` says. */
export const formerSchemas: readonly { readonly version: number; readonly statements: string }[] = [
  { version: 1, statements: first },
  { version: 2, statements: second },
  { version: 3, statements: third },
  { version: 4, statements: fourth },
]

/** What every former store here holds, as far as its version kept it. */
export const kept = {
  runs: [
    runRecord('run-1', { startedAt: '2026-11-23T03:00:00.000Z' }),
    runRecord('run-2', { startedAt: '2026-11-24T03:00:00.000Z' }),
  ],
  people: ['ann', 'ben'],
  findings: [finding('f-1'), finding('f-2', { waiver: practiceWaiver, environment: null })],
  ledger: {
    since: '2026-11-01T03:00:00.000Z',
    lookedAt: '2026-11-24T03:00:00.000Z',
    watched: ['voice'],
    entries: [ledgerEntry('ann')],
  },
  months: [importedMonth('2026-10', 5)],
  key: Buffer.alloc(32, 7),
  alerts: {
    state: { since: '2026-11-20T03:00:00.000Z', toldAt: '2026-11-23T03:00:00.000Z' },
    told: [['f-1', { severity: 'medium', peak: 'high' }]],
    subscription: {
      id: 'subscription-1',
      notificationUrl: 'https://prod-00.westeurope.logic.azure.com/workflows/1?sig=x',
      severity: 'medium',
      createdAt: '2026-11-20T03:00:00.000Z',
    },
    delivery: {
      eventId: 'event-1',
      target: 'webhook',
      state: 'pending',
      createdAt: '2026-11-23T03:05:00.000Z',
      attempts: 2,
      nextAt: '2026-11-23T03:06:00.000Z',
      settledAt: null,
      status: 503,
      reason: 'answered 503',
    },
  },
} as const

/** Makes the file as that version left it. */
export function writeFormerStore(path: string, version: number): void {
  const database = new DatabaseSync(path)
  database.exec(`PRAGMA journal_mode = WAL; ${formerSchemas.find((one) => one.version === version)?.statements ?? ''}`)
  for (const run of kept.runs) {
    const { figures: _unknownThen, ...record } = run
    database
      .prepare('INSERT INTO runs (id, tenant, started_at, record) VALUES (?, ?, ?, ?)')
      .run(run.id, run.tenantId, run.startedAt, JSON.stringify(version === 1 ? record : run))
    const page = database.prepare(
      'INSERT INTO pages (run, dataset, environment, source, seq, json) VALUES (?, ?, ?, ?, ?, ?)',
    )
    for (const [index, id] of kept.people.entries()) {
      page.run(run.id, 'people', '', 'graph/users', index + 1, JSON.stringify([person(id)]))
    }
  }
  const insert = database.prepare('INSERT INTO findings (tenant, id, environment, json) VALUES (?, ?, ?, ?)')
  for (const one of kept.findings) insert.run('contoso', one.id, one.environment?.id ?? '', JSON.stringify(one))
  if (version >= 2) writeLedger(database)
  if (version >= 4) writeAlertRows(database)
  if (version >= 3) database.prepare("INSERT INTO keys VALUES ('pseudonyms', ?)").run(kept.key.toString('base64'))
  database.exec(`PRAGMA application_id = 1397515367; PRAGMA user_version = ${version}`)
  database.close()
}

function writeAlertRows(database: DatabaseSync): void {
  const { subscription, state, told, delivery } = kept.alerts
  database.prepare('INSERT INTO alert_states VALUES (?, ?, ?)').run('contoso', state.since, state.toldAt)
  for (const [id, said] of told)
    database
      .prepare('INSERT INTO alert_told VALUES (?, ?, ?, ?, ?)')
      .run('contoso', 'env-1', id, said.severity, said.peak)
  database
    .prepare('INSERT INTO alert_subscriptions VALUES (?, ?, ?)')
    .run('contoso', subscription.id, JSON.stringify(subscription))
  database
    .prepare(
      `INSERT INTO alert_outbox (tenant, event, target, created_at, pseudonymized, body, state, attempts, next_at, reason, status)
       VALUES (?, ?, ?, ?, 0, '{}', ?, ?, ?, ?, ?)`,
    )
    .run(
      'contoso',
      delivery.eventId,
      delivery.target,
      delivery.createdAt,
      delivery.state,
      delivery.attempts,
      delivery.nextAt,
      delivery.reason,
      delivery.status,
    )
}

function writeLedger(database: DatabaseSync): void {
  const { since, lookedAt, watched, entries } = kept.ledger
  database
    .prepare('INSERT INTO ledger_spans VALUES (?, ?, ?, ?)')
    .run('contoso', since, lookedAt, JSON.stringify(watched))
  for (const entry of entries) {
    const row = ['contoso', entry.personId, entry.skuId, entry.from, JSON.stringify(entry)]
    database.prepare('INSERT INTO ledger VALUES (?, ?, ?, ?, ?)').run(...row)
  }
  for (const month of kept.months) {
    const row = ['contoso', month.period, month.pool, JSON.stringify(month)]
    database.prepare('INSERT INTO imported_months VALUES (?, ?, ?, ?)').run(...row)
  }
}
