/** What a purchase plan is made of: the staffing that it serves, prices, purchases and reused units, as `documents.md` has them. */
import { z } from 'zod'
import { Clauses, head } from './documents.ts'
import { PlanId, Pool } from './pool.ts'

/** People with one need. `customerService`: they must hold Customer Service Enterprise rights too; `holds`: seats that they have. */
export const StaffingRow = z.strictObject({
  count: z.int().nonnegative().max(1_000_000),
  channels: z.enum(['digital', 'voice', 'both']),
  customerService: z.boolean(),
  holds: z.array(PlanId),
})
export type StaffingRow = z.infer<typeof StaffingRow>

/** The price of one seat, pack or action and month. At most 4 decimals, so that sums are exact. */
export const Price = z.strictObject({
  monthly: z
    .number()
    .nonnegative()
    .max(1_000_000)
    .refine((monthly) => Math.round(monthly * 10_000) / 10_000 === monthly, 'expected at most 4 decimals'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'expected a currency code such as USD'),
  source: z.string().trim().min(1),
})
export type Price = z.infer<typeof Price>

/** Of --fix: a role, or a membership that brings roles, taken from one user. Priced 0 unless the operator says otherwise. */
export const removeRoleId = 'remove-role'

/** `plan` is the id of a plan, under `--fix` also of a license family, or `remove-role`. Prices are per month. */
export const Purchase = z.strictObject({
  plan: z.string(),
  count: z.int().positive(),
  unitPrice: z.number(),
  priceSource: z.string(),
  monthly: z.number(),
})
export type Purchase = z.infer<typeof Purchase>

/** Units that the tenant has already: `from` says where they lie. */
export const ReusedUnits = z.strictObject({ skuId: z.string(), count: z.int().positive(), from: z.string() })
export type ReusedUnits = z.infer<typeof ReusedUnits>

export const PlanDocument = z.strictObject({
  schema: z.literal('seatledger.plan/1'),
  ...head,
  staffing: z.array(StaffingRow),
  purchases: z.array(Purchase),
  reused: z.array(ReusedUnits),
  monthly: z.number(),
  ties: z.array(z.string()),
  pools: z.array(Pool),
  why: z.array(z.string()),
  clauses: Clauses,
})
export type PlanDocument = z.infer<typeof PlanDocument>
