/** The outbox of alerts in a SQLite store: each change is one transaction, in which no statement waits. */
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { ClaimedEntry, ClaimRequest, Delivery, Settlement } from './alert-store.ts'
import { UnreadableRow } from './store-errors.ts'
import { inTransaction } from './transaction.ts'

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

/** A row as it should be, or an error of the store. */
export function checked<T>(schema: z.ZodType<T>, row: unknown): T {
  const parsed = schema.safeParse(row)
  if (parsed.success) return parsed.data
  throw new UnreadableRow('an alert')
}

export function deliveriesIn(
  database: DatabaseSync,
  tenantId: string,
  state: Delivery['state'] | undefined,
): Delivery[] {
  const rows = database
    .prepare(
      `SELECT event, target, state, created_at, attempts, next_at, settled_at, status, reason FROM alert_outbox
       WHERE tenant = ? AND state LIKE ? ORDER BY seq`,
    )
    .all(tenantId, state ?? '%')
  return rows.map((row) => deliveryOf(checked(DeliveryRow, row)))
}

function deliveryOf({ event, created_at, next_at, settled_at, ...row }: z.infer<typeof DeliveryRow>): Delivery {
  return { eventId: event, ...row, createdAt: created_at, nextAt: next_at, settledAt: settled_at }
}

/** The oldest message to the target that waits: the others wait for it, for a finding opens before it is resolved. */
export function headOf(
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
export function claimIn(database: DatabaseSync, request: ClaimRequest): ClaimedEntry | null {
  const { target, now, until } = request
  let claimed: ClaimedEntry | null = null
  inTransaction(database, () => {
    const head = headOf(database, request)
    if (head === null || head.next_at > now || head.claimed_until > now) return
    database
      .prepare('UPDATE alert_outbox SET claimed_until = ?, attempts = attempts + 1 WHERE seq = ?')
      .run(until, head.seq)
    const { event: eventId, created_at: createdAt, body } = head
    const isPseudonymized = head.pseudonymized === 1
    claimed = { eventId, target, createdAt, isPseudonymized, body, attempts: head.attempts + 1, until }
  })
  return claimed
}

export function settleIn(
  database: DatabaseSync,
  { target, eventId, until }: Pick<ClaimedEntry, 'target' | 'eventId' | 'until'>,
  settlement: Settlement,
): void {
  inTransaction(database, () => {
    const set = `UPDATE alert_outbox SET claimed_until = '', status = ?, reason = ?, state = ?,`
    const which = `WHERE target = ? AND event = ? AND state = 'pending'`
    const { state, status } = settlement
    if (state === 'delivered') {
      database.prepare(`${set} settled_at = ? ${which}`).run(status, null, state, settlement.at, target, eventId)
      return
    }
    // Who comes too late has lost the claim: somebody else sends it, and says what came of that.
    const own = `${which} AND claimed_until = ?`
    const [column, time] = state === 'dead' ? ['settled_at', settlement.at] : ['next_at', settlement.nextAt]
    database.prepare(`${set} ${column} = ? ${own}`).run(status, settlement.reason, state, time, target, eventId, until)
  })
}
