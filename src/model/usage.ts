/** Use that no admin API reports: writes on restricted tables, and the monthly routes and minutes. Times are ISO 8601 UTC. */
import { z } from 'zod'
import { PoolId } from './pool.ts'
import { Operation } from './security.ts'

/** Writes of one Dataverse user on one table in the window; `count` null where the source says who and not how often. */
export const ObservedWrite = z.object({
  table: z.string(),
  /** `systemuserid` of who acted (of the person, where a call was made on behalf of one). */
  userId: z.string(),
  operation: Operation,
  count: z.int().nullable(),
  last: z.string().nullable(),
})
export type ObservedWrite = z.infer<typeof ObservedWrite>

/** The window that was looked at, table by table; `source` null: no evidence available, with the reason. */
export const EvidenceWindow = z.object({
  table: z.string(),
  from: z.string(),
  to: z.string(),
  source: z.enum(['audit', 'rows']).nullable(),
  reason: z.string().nullable(),
})
export type EvidenceWindow = z.infer<typeof EvidenceWindow>

/** What one environment used of a monthly pool so far, with bounds and how they came about. Routes, or minutes. */
export const UsageEstimate = z.object({
  pool: PoolId,
  period: z.string(),
  low: z.number(),
  estimate: z.number(),
  high: z.number(),
  method: z.string(),
})
export type UsageEstimate = z.infer<typeof UsageEstimate>

/** A month as the operator imported it; a month imported again replaces itself. */
export const ImportedMonth = z.strictObject({
  period: z.string(),
  pool: PoolId,
  consumed: z.number(),
  importedAt: z.string(),
  file: z.string(),
})
export type ImportedMonth = z.infer<typeof ImportedMonth>
