/** What changes a SQLite store, each in one transaction. Nothing else happens on the connection meanwhile: no statement waits. */
import type { DatabaseSync } from 'node:sqlite'
import { Finding, type Waiver } from '../model/finding.ts'
import type { RunRecord } from '../model/run.ts'
import type { ImportedMonth } from '../model/usage.ts'
import type { AlertBatch } from './alert-store.ts'
import { parseStored } from './stored-json.ts'
import { inTransaction } from './transaction.ts'
import { writeAlerts } from './write-alerts.ts'

/** Copies what was staged, and replaces the tenant's findings, and its ledger where one was staged; `alerts` null: nothing is told of this run. */
export function writeRun(database: DatabaseSync, stagingFile: string, run: RunRecord, alerts: AlertBatch | null): void {
  const { id, tenantId, startedAt } = run
  database.prepare('ATTACH ? AS staging').run(stagingFile)
  try {
    inTransaction(database, () => {
      database
        .prepare('INSERT INTO runs (id, tenant, started_at, record) VALUES (?, ?, ?, ?)')
        .run(id, tenantId, startedAt, JSON.stringify(run))
      database
        .prepare(
          `INSERT INTO pages (run, dataset, environment, source, seq, json)
           SELECT ?, dataset, environment, source, seq, json FROM staging.pages`,
        )
        .run(id)
      replaceFindings(database, tenantId, () => {
        database
          .prepare(
            `INSERT INTO findings (tenant, environment, id, json)
             SELECT ?, environment, id, json FROM staging.findings`,
          )
          .run(tenantId)
      })
      if (database.prepare('SELECT 1 FROM staging.ledger_spans').get() !== undefined) replaceLedger(database, tenantId)
      if (alerts !== null) writeAlerts(database, tenantId, alerts)
    })
  } finally {
    database.exec('DETACH staging')
  }
}

/** Entries that are as they were are not written again: most of a ledger is old. */
function replaceLedger(database: DatabaseSync, tenantId: string): void {
  database
    .prepare('INSERT OR REPLACE INTO ledger_spans SELECT ?, since, looked_at, watched FROM staging.ledger_spans')
    .run(tenantId)
  database
    .prepare(
      `DELETE FROM ledger WHERE tenant = ?
       AND (person, sku, held_from) NOT IN (SELECT person, sku, held_from FROM staging.ledger)`,
    )
    .run(tenantId)
  // "WHERE true" keeps the parser from reading ON as the beginning of a join (https://www.sqlite.org/lang_upsert.html).
  database
    .prepare(
      `INSERT INTO ledger (tenant, person, sku, held_from, json)
       SELECT ?, person, sku, held_from, json FROM staging.ledger WHERE true
       ON CONFLICT DO UPDATE SET json = excluded.json WHERE json <> excluded.json`,
    )
    .run(tenantId)
}

/** null where the tenant has no such finding. */
export function writeWaiver(
  database: DatabaseSync,
  { tenantId, findingId, waiver }: { tenantId: string; findingId: string; waiver: Waiver },
): Finding | null {
  const read = database.prepare('SELECT json FROM findings WHERE tenant = ? AND id = ?')
  const write = database.prepare('UPDATE findings SET json = ? WHERE tenant = ? AND id = ?')
  let waived: Finding | null = null
  inTransaction(database, () => {
    const json = read.get(tenantId, findingId)?.['json']
    if (typeof json !== 'string') return
    waived = { ...parseStored(Finding, json, 'a finding'), waiver }
    write.run(JSON.stringify(waived), tenantId, findingId)
  })
  return waived
}

/** A month replaces the one of its period and pool. */
export function writeImportedMonths(database: DatabaseSync, tenantId: string, months: readonly ImportedMonth[]): void {
  inTransaction(database, () => {
    const insert = database.prepare(
      'INSERT OR REPLACE INTO imported_months (tenant, period, pool, json) VALUES (?, ?, ?, ?)',
    )
    for (const month of months) insert.run(tenantId, month.period, month.pool, JSON.stringify(month))
  })
}

/** Replaces the tenant's findings and the record of the run. */
export function writeEvaluation(database: DatabaseSync, run: RunRecord, findings: readonly Finding[]): void {
  inTransaction(database, () => {
    database.prepare('UPDATE runs SET record = ? WHERE id = ?').run(JSON.stringify(run), run.id)
    replaceFindings(database, run.tenantId, () => {
      // Row by row through one statement: a statement of many values costs memory for each of its texts twice.
      const insert = database.prepare('INSERT INTO findings (tenant, environment, id, json) VALUES (?, ?, ?, ?)')
      for (const finding of findings) {
        insert.run(run.tenantId, finding.environment?.id ?? '', finding.id, JSON.stringify(finding))
      }
    })
  })
}

/** Replaces the tenant's findings by what `insert` adds. A waiver that was given while they were judged is not lost. */
function replaceFindings(database: DatabaseSync, tenantId: string, insert: () => void): void {
  const waived = database
    .prepare(
      `SELECT id, json_extract(json, '$.waiver') AS waiver FROM findings
       WHERE tenant = ? AND json_extract(json, '$.waiver') IS NOT NULL`,
    )
    .all(tenantId)
  database.prepare('DELETE FROM findings WHERE tenant = ?').run(tenantId)
  insert()
  const keep = database.prepare(
    `UPDATE findings SET json = json_set(json, '$.waiver', json(?)) WHERE tenant = ? AND id = ?`,
  )
  for (const { id, waiver } of waived) keep.run(waiver ?? null, tenantId, id ?? null)
}
