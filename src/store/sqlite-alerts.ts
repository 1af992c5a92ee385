/** The alerts of a SQLite store. Each change is one transaction of its own, in which no statement waits. */
import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { AlertSubscription } from '../model/alert.ts'
import { Severity } from '../model/finding.ts'
import type { AlertState, AlertStore, Told, ClaimedEntry, ClaimRequest, Delivery, Settlement } from './alert-store.ts'
import { UnreadableRow } from './store-errors.ts'
import { parseStored } from './stored-json.ts'
import { inTransaction } from './transaction.ts'

/** What these functions need of the store that they belong to. */
export interface AlertsBeside {
  /** null where there is no store yet, or one of a version that knew no alerts. */
  readonly read: () => DatabaseSync | null
  readonly write: () => DatabaseSync
  readonly guard: <T>(act: () => T) => T
}

const StateRow = z.object({ since: z.string(), told_at: z.string().nullable() })
const ToldRow = z.object({ id: z.string(), severity: Severity, peak: Severity })
const DeliveryRow = z.object({
  event: z.string(),
  target: z.string(),
  state: z.enum(['pending', 'delivered', 'dead']),
  created_at: z.string(),
  attempts: z.int(),
  next_at: z.string(),
  settled_at: z.string().nullable(),
  status: z.int().nullable(),
  reason: z.string().nullable(),
})
const HeadRow = z.object({
  seq: z.int(),
  event: z.string(),
  created_at: z.string(),
  pseudonymized: z.int(),
  body: z.string(),
  attempts: z.int(),
  next_at: z.string(),
  claimed_until: z.string(),
})

export class SqliteAlerts implements AlertStore {
  readonly #store: AlertsBeside

  constructor(store: AlertsBeside) {
    this.#store = store
  }

  async state(tenantId: string): Promise<AlertState | null> {
    return this.#read(null, (database) => {
      const row = database.prepare('SELECT since, told_at FROM alert_states WHERE tenant = ?').get(tenantId)
      if (row === undefined) return null
      const { since, told_at: toldAt } = checked(StateRow, row)
      return { since, toldAt }
    })
  }

  async told(tenantId: string, environmentId: string): Promise<ReadonlyMap<string, Told>> {
    return this.#read(new Map(), (database) => {
      const rows = database
        .prepare('SELECT id, severity, peak FROM alert_told WHERE tenant = ? AND environment = ?')
        .all(tenantId, environmentId)
      return new Map(rows.map((row) => checked(ToldRow, row)).map(({ id, ...told }) => [id, told]))
    })
  }

  async deliveries(tenantId: string, state?: Delivery['state']): Promise<Delivery[]> {
    return this.#read([], (database) => {
      const rows = database
        .prepare(`SELECT event, target, state, created_at, attempts, next_at, settled_at, status, reason FROM alert_outbox
           WHERE tenant = ? AND state LIKE ? ORDER BY seq`)
        .all(tenantId, state ?? '%')
      return rows.map((row) => deliveryOf(checked(DeliveryRow, row)))
    })
  }

  async nextDue(request: Pick<ClaimRequest, 'tenantId' | 'target' | 'onlyPseudonymized'>): Promise<string | null> {
    return this.#read(null, (database) => headOf(database, request)?.next_at ?? null)
  }

  async claim(request: ClaimRequest): Promise<ClaimedEntry | null> {
    const head = this.#read(null, (database) => headOf(database, request))
    // Most calls find nothing, and must not open the store for writing.
    if (head === null || head.next_at > request.now || head.claimed_until > request.now) return null
    return this.#store.guard(() => claimIn(this.#store.write(), request))
  }

  async settle({ eventId, target, until }: Parameters<AlertStore['settle']>[0], settlement: Settlement): Promise<void> {
    this.#store.guard(() => {
      const database = this.#store.write()
      inTransaction(database, () => settleIn(database, [target, eventId], until, settlement))
    })
  }

  async subscriptions(tenantId: string): Promise<AlertSubscription[]> {
    return this.#read([], (database) => subscriptionsIn(database, tenantId))
  }

  async subscribe(
    tenantId: string,
    wanted: Pick<AlertSubscription, 'notificationUrl' | 'severity' | 'createdAt'>,
  ): Promise<AlertSubscription> {
    const subscription = { id: randomUUID(), ...wanted }
    this.#store.guard(() => {
      const database = this.#store.write()
      inTransaction(database, () => {
        beginTelling(database, tenantId, wanted.createdAt)
        database
          .prepare('INSERT INTO alert_subscriptions (tenant, id, json) VALUES (?, ?, ?)')
          .run(tenantId, subscription.id, JSON.stringify(subscription))
      })
    })
    return subscription
  }

  async unsubscribe(tenantId: string, id: string, at: string): Promise<AlertSubscription | null> {
    const known = (await this.subscriptions(tenantId)).find((one) => one.id === id)
    if (known === undefined) return null
    this.#store.guard(() => {
      const database = this.#store.write()
      inTransaction(database, () => {
        database.prepare('DELETE FROM alert_subscriptions WHERE tenant = ? AND id = ?').run(tenantId, id)
        database
          .prepare(
            `UPDATE alert_outbox SET state = 'dead', settled_at = ?, reason = 'the subscription was removed'
             WHERE tenant = ? AND target = ? AND state = 'pending'`,
          )
          .run(at, tenantId, `flow:${id}`)
      })
    })
    return known
  }

  #read<T>(none: T, act: (database: DatabaseSync) => T): T {
    return this.#store.guard(() => {
      const database = this.#store.read()
      return database === null ? none : act(database)
    })
  }
}

function checked<T>(schema: z.ZodType<T>, row: unknown): T {
  const parsed = schema.safeParse(row)
  if (parsed.success) return parsed.data
  throw new UnreadableRow('an alert')
}

function deliveryOf({ event, created_at, next_at, settled_at, ...row }: z.infer<typeof DeliveryRow>): Delivery {
  return { eventId: event, ...row, createdAt: created_at, nextAt: next_at, settledAt: settled_at }
}

/** The oldest message to the target that waits: the others wait for it, for a finding opens before it is resolved. */
function headOf(
  database: DatabaseSync,
  { tenantId, target, onlyPseudonymized }: Pick<ClaimRequest, 'tenantId' | 'target' | 'onlyPseudonymized'>,
): z.infer<typeof HeadRow> | null {
  const row = database
    .prepare(
      `SELECT seq, event, created_at, pseudonymized, body, attempts, next_at, claimed_until FROM alert_outbox
       WHERE tenant = ? AND target = ? AND state = 'pending' AND pseudonymized >= ? ORDER BY seq LIMIT 1`,
    )
    .get(tenantId, target, onlyPseudonymized ? 1 : 0)
  return row === undefined ? null : checked(HeadRow, row)
}

/** Looked at again under the lock of the write: two processes may have seen it free. */
function claimIn(database: DatabaseSync, request: ClaimRequest): ClaimedEntry | null {
  const { target, now, until } = request
  let claimed: ClaimedEntry | null = null
  inTransaction(database, () => {
    const head = headOf(database, request)
    if (head === null || head.next_at > now || head.claimed_until > now) return
    database
      .prepare('UPDATE alert_outbox SET claimed_until = ?, attempts = attempts + 1 WHERE seq = ?')
      .run(until, head.seq)
    const { event: eventId, created_at: createdAt, pseudonymized, body, attempts } = head
    claimed = {
      eventId,
      target,
      createdAt,
      isPseudonymized: pseudonymized === 1,
      body,
      attempts: attempts + 1,
      until,
    }
  })
  return claimed
}

function settleIn(
  database: DatabaseSync,
  key: readonly [target: string, eventId: string],
  until: string,
  settlement: Settlement,
): void {
  const set = 'UPDATE alert_outbox SET claimed_until = ?, status = ?, reason = ?,'
  const which = `WHERE target = ? AND event = ? AND state = 'pending'`
  const { status } = settlement
  if (settlement.state === 'delivered') {
    const row = database.prepare(`${set} state = 'delivered', settled_at = ? ${which}`)
    row.run('', status, null, settlement.at, ...key)
    return
  }
  // Who comes too late has lost the claim: somebody else sends it, and says what came of that.
  const { reason } = settlement
  if (settlement.state === 'pending') {
    const row = database.prepare(`${set} next_at = ? ${which} AND claimed_until = ?`)
    row.run('', status, reason, settlement.nextAt, ...key, until)
  } else {
    const row = database.prepare(`${set} state = 'dead', settled_at = ? ${which} AND claimed_until = ?`)
    row.run('', status, reason, settlement.at, ...key, until)
  }
}

function subscriptionsIn(database: DatabaseSync, tenantId: string): AlertSubscription[] {
  const rows = database.prepare('SELECT json FROM alert_subscriptions WHERE tenant = ? ORDER BY id').all(tenantId)
  return rows.map(({ json }) => parseStored(AlertSubscription, String(json), 'a subscription'))
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
       WHERE tenant = ? AND json_extract(json, '$.status') = 'open'
       AND (json_extract(json, '$.waiver') IS NULL OR substr(json_extract(json, '$.waiver.until'), 1, 10) < substr(?, 1, 10))`,
    )
    .run(tenantId, at)
}
