/** What changes a SQLite store, each in one transaction. Nothing else happens on the connection meanwhile: no statement waits. */
import type { DatabaseSync } from 'node:sqlite'
import type { Finding } from '../model/finding.ts'
import type { RunRecord } from '../model/run.ts'
import { inTransaction } from './transaction.ts'

/** Copies what was staged, and replaces the tenant's findings. */
export function writeRun(database: DatabaseSync, stagingFile: string, run: RunRecord): void {
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
      removeFindings(database, tenantId)
      database
        .prepare(
          `INSERT INTO findings (tenant, environment, id, json)
           SELECT ?, environment, id, json FROM staging.findings`,
        )
        .run(tenantId)
    })
  } finally {
    database.exec('DETACH staging')
  }
}

export function writeFindings(database: DatabaseSync, tenantId: string, findings: readonly Finding[]): void {
  inTransaction(database, () => {
    removeFindings(database, tenantId)
    // Row by row through one statement: a statement of many values costs memory for each of its texts twice.
    const insert = database.prepare('INSERT INTO findings (tenant, environment, id, json) VALUES (?, ?, ?, ?)')
    for (const finding of findings) {
      insert.run(tenantId, finding.environment?.id ?? '', finding.id, JSON.stringify(finding))
    }
  })
}

function removeFindings(database: DatabaseSync, tenantId: string): void {
  database.prepare('DELETE FROM findings WHERE tenant = ?').run(tenantId)
}
