/** The seat ledger: who held which SKU from when to when, and what each run saw of it. Times are ISO 8601 UTC, ids lower case. */
import { z } from 'zod'

/**
 * How a time is known: a run saw the change (`observed`), Graph's assignment time, an event of the audit log; `start`: it was
 * held when the SKU's holders were first asked for, since `from` at the latest.
 */
const Known = z.enum(['observed', 'assignment', 'audit', 'start'])

export const LedgerEntry = z.strictObject({
  personId: z.string(),
  skuId: z.string(),
  /** The newest way that was seen. */
  via: z.enum(['direct', 'group', 'unknown']),
  groupId: z.string().nullable(),
  from: z.string(),
  fromKnown: Known,
  /** null: still held. */
  to: z.string().nullable(),
  toKnown: Known.nullable(),
  /** The newest look that still saw it held: a loss that a run saw lies between this and `to`. null: still held, or no run saw it. */
  lastHeld: z.string().nullable(),
  /** Why the holder no longer holds it, where he is absent. */
  leaver: z.enum(['disabled', 'deleted', 'absent']).nullable(),
  /** Counted and assigned units of the SKU when the run saw the gain; null at the start of the ledger, or where they were not read. */
  unitsAtGain: z.strictObject({ counted: z.int(), assigned: z.int() }).nullable(),
  /** End of the SKU's term when the run saw the gain: a renewal moves it later. null: at the start, or where it was not read. */
  termEnds: z.string().nullable(),
})
export type LedgerEntry = z.infer<typeof LedgerEntry>

export const SeatLedger = z.strictObject({
  /** From when on changes would have been seen. null: no run saw all holders yet. */
  since: z.string().nullable(),
  /** The newest run that saw all holders. */
  lookedAt: z.string().nullable(),
  /** The SKUs whose holders that run asked for. */
  watched: z.array(z.string()),
  entries: z.array(LedgerEntry),
})
export type SeatLedger = z.infer<typeof SeatLedger>

export const emptyLedger: SeatLedger = { since: null, lookedAt: null, watched: [], entries: [] }
