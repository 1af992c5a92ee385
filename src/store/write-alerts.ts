/** What the commit of a run writes of its alerts, within its transaction. */
import type { DatabaseSync } from 'node:sqlite'
import type { AlertBatch } from './alert-store.ts'

/** `staging.told` holds what receivers know from now on. */
export function writeAlerts(database: DatabaseSync, tenantId: string, { at, entries }: AlertBatch): void {
  database
    .prepare(
      `DELETE FROM alert_told WHERE tenant = ?
       AND (environment, id) IN (SELECT environment, id FROM staging.told WHERE severity IS NULL)`,
    )
    .run(tenantId)
  database
    .prepare(
      `INSERT OR REPLACE INTO alert_told (tenant, environment, id, severity, peak)
       SELECT ?, environment, id, severity, peak FROM staging.told WHERE severity IS NOT NULL`,
    )
    .run(tenantId)
  database
    .prepare(
      `INSERT INTO alert_states (tenant, since, told_at) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET told_at = coalesce(excluded.told_at, told_at)`,
    )
    .run(tenantId, at, entries.length === 0 ? null : at)
  const insert = database.prepare(
    `INSERT INTO alert_outbox (tenant, event, target, created_at, pseudonymized, body, next_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  for (const { eventId, target, createdAt, isPseudonymized, body } of entries) {
    insert.run(tenantId, eventId, target, createdAt, isPseudonymized ? 1 : 0, body, createdAt)
  }
}

/** Messages of the tenant that were delivered earlier; what waits and what could not be delivered stays. */
export function deleteDelivered(database: DatabaseSync, tenantId: string, before: string): void {
  database
    .prepare(`DELETE FROM alert_outbox WHERE tenant = ? AND state = 'delivered' AND settled_at < ?`)
    .run(tenantId, before)
}
