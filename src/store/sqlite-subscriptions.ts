/** Flows that asked to be told, in a SQLite store. */
import type { DatabaseSync } from 'node:sqlite'
import { AlertSubscription } from '../model/alert.ts'
import { parseStored } from './stored-json.ts'
import { inTransaction } from './transaction.ts'

export function subscriptionsIn(database: DatabaseSync, tenantId: string): AlertSubscription[] {
  const rows = database.prepare('SELECT json FROM alert_subscriptions WHERE tenant = ? ORDER BY id').all(tenantId)
  return rows.map(({ json }) => parseStored(AlertSubscription, String(json), 'a subscription'))
}

export function addSubscription(database: DatabaseSync, tenantId: string, subscription: AlertSubscription): void {
  inTransaction(database, () => {
    beginTelling(database, tenantId, subscription.createdAt)
    replaceSame(database, tenantId, subscription)
    database
      .prepare('INSERT INTO alert_subscriptions (tenant, id, json) VALUES (?, ?, ?)')
      .run(tenantId, subscription.id, JSON.stringify(subscription))
  })
}

/** null where there is none of that id; what waits for it becomes a dead letter. */
export function removeSubscription(
  database: DatabaseSync,
  tenantId: string,
  { id, at }: { readonly id: string; readonly at: string },
): AlertSubscription | null {
  let removed: AlertSubscription | null = null
  inTransaction(database, () => {
    removed = subscriptionsIn(database, tenantId).find((one) => one.id === id) ?? null
    if (removed === null) return
    database.prepare('DELETE FROM alert_subscriptions WHERE tenant = ? AND id = ?').run(tenantId, id)
    database
      .prepare(
        `UPDATE alert_outbox SET state = 'dead', settled_at = ?, reason = 'the subscription was removed'
         WHERE tenant = ? AND target = ? AND state = 'pending'`,
      )
      .run(at, tenantId, `flow:${id}`)
  })
  return removed
}

/** A flow that is saved again subscribes again: it is told once, and by the new one, for it then takes back the old one. */
function replaceSame(database: DatabaseSync, tenantId: string, { id, notificationUrl }: AlertSubscription): void {
  for (const old of subscriptionsIn(database, tenantId)) {
    if (old.notificationUrl !== notificationUrl) continue
    database.prepare('DELETE FROM alert_subscriptions WHERE tenant = ? AND id = ?').run(tenantId, old.id)
    database
      .prepare(`UPDATE alert_outbox SET target = ? WHERE tenant = ? AND target = ? AND state = 'pending'`)
      .run(`flow:${id}`, tenantId, `flow:${old.id}`)
  }
}

/** Without a run there is nothing to begin with: the first one is told of as a whole. */
function beginTelling(database: DatabaseSync, tenantId: string, at: string): void {
  const isKnown = database.prepare('SELECT 1 FROM alert_states WHERE tenant = ?').get(tenantId) !== undefined
  const hasRun = database.prepare('SELECT 1 FROM runs WHERE tenant = ?').get(tenantId) !== undefined
  if (isKnown || !hasRun) return
  database.prepare('INSERT INTO alert_states (tenant, since, told_at) VALUES (?, ?, NULL)').run(tenantId, at)
  database
    .prepare(
      `INSERT INTO alert_told (tenant, environment, id, severity, peak)
       SELECT tenant, environment, id, json ->> '$.severity', json ->> '$.severity' FROM findings
       WHERE tenant = ? AND json ->> '$.status' = 'open'
       AND (json -> '$.waiver' = 'null' OR substr(json ->> '$.waiver.until', 1, 10) < substr(?, 1, 10))`,
    )
    .run(tenantId, at)
}
