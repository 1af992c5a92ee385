/** Seats and pools as documents show them. GB is decimal for what the guide grants and binary for what the admin API reports. */
import { z } from 'zod'

export const poolIds = [
  'dataverse-database',
  'dataverse-file',
  'dataverse-log',
  'record-routes',
  'voicebot-minutes',
  'call-intelligence-minutes',
] as const
export const PoolId = z.enum(poolIds)
export type PoolId = z.infer<typeof PoolId>

/** In the order of every document. */
export const planIds = [
  'digital',
  'voice',
  'digital-voice',
  'digital-addon',
  'voice-addon',
  'digital-voice-addon',
  'customer-service-premium',
  'customer-service-enterprise',
  'legacy-omnichannel',
] as const
export const PlanId = z.enum(planIds)
export type PlanId = z.infer<typeof PlanId>

/** One subscribed SKU with a plan; counts are units. `trialUnits` null: neither source could be read. */
export const Seat = z.strictObject({
  plan: PlanId,
  skuId: z.string(),
  skuPartNumber: z.string(),
  enabled: z.int(),
  warning: z.int(),
  suspended: z.int(),
  lockedOut: z.int(),
  trialUnits: z.int().nullable(),
  counted: z.int(),
  assigned: z.int(),
  trial: z.boolean(),
  graceUntil: z.string().nullable(),
})
export type Seat = z.infer<typeof Seat>

export const UnknownSku = z.strictObject({
  skuId: z.string(),
  skuPartNumber: z.string(),
  plans: z.array(z.string()),
  enabled: z.int(),
})
export type UnknownSku = z.infer<typeof UnknownSku>

export const Term = z.strictObject({
  label: z.string(),
  plan: PlanId.nullable(),
  seats: z.int().nullable(),
  perSeat: z.number().nullable(),
  amount: z.number(),
  clause: z.string(),
})
export type Term = z.infer<typeof Term>

export const ReportedLine = z.strictObject({
  layer: z.enum(['base', 'incremental', 'addOn']),
  skuId: z.string(),
  servicePlanId: z.string(),
  code: z.string(),
  amount: z.number(),
  paid: z.strictObject({ enabled: z.int(), warning: z.int(), suspended: z.int() }),
  trial: z.int(),
  temporaryUntil: z.string().nullable(),
})

export const Reported = z.strictObject({
  base: z.number(),
  incremental: z.number(),
  addOn: z.number(),
  total: z.number(),
  asOf: z.string().nullable(),
  lines: z.array(ReportedLine),
})
export type Reported = z.infer<typeof Reported>

export const differenceCauses = [
  'pay-as-you-go',
  'add-on',
  'other-family',
  'later-edition',
  'trial',
  'grace',
  'unit',
  'unknown',
] as const
export const Difference = z.strictObject({ amount: z.number(), cause: z.enum(differenceCauses), note: z.string() })
export type Difference = z.infer<typeof Difference>

export const Pool = z.strictObject({
  pool: PoolId,
  unit: z.enum(['GB', 'routes', 'minutes']),
  period: z.string().nullable(),
  /** null: the subscribed SKUs could not be read. */
  entitled: z.number().nullable(),
  terms: z.array(Term),
  reported: Reported.nullable(),
  differences: z.array(Difference),
  consumed: z.number().nullable(),
  consumedFrom: z.enum(['admin-api-rated', 'dataverse-estimate', 'import']).nullable(),
  consumedAsOf: z.string().nullable(),
  consumedRange: z.strictObject({ low: z.number(), high: z.number(), method: z.string() }).nullable(),
  remaining: z.number().nullable(),
  status: z.enum(['within', 'near', 'over', 'unknown']),
  coveredBy: z.array(z.strictObject({ pool: PoolId, amount: z.number() })),
  readings: z.array(
    z.strictObject({ reading: z.string(), entitled: z.number(), note: z.string(), clause: z.string() }),
  ),
  packsNeeded: z
    .array(z.strictObject({ pack: z.string(), size: z.number(), count: z.int().nullable(), alternative: z.boolean() }))
    .nullable(),
  trend: z
    .strictObject({
      points: z.int(),
      perDay: z.number(),
      endOfPeriod: z.number().nullable(),
      over: z.strictObject({ on: z.string(), earliest: z.string(), latest: z.string() }).nullable(),
      method: z.string(),
    })
    .nullable(),
  compared: z
    .strictObject({
      edition: z.string(),
      entitled: z.number(),
      differences: z.array(
        z.strictObject({ amount: z.number(), note: z.string(), clause: z.string(), otherClause: z.string() }),
      ),
    })
    .nullable(),
})
export type Pool = z.infer<typeof Pool>

const Gigabytes = z.strictObject({ rated: z.number().nullable(), actual: z.number().nullable() })

export const EnvironmentCapacity = z.strictObject({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  database: Gigabytes,
  file: Gigabytes,
  log: Gigabytes,
  drawsOnPool: z.boolean().nullable(),
  billingPolicy: z.string().nullable(),
  included: z.strictObject({ database: z.number(), file: z.number(), log: z.number() }).nullable(),
  updatedOn: z.string().nullable(),
})
export type EnvironmentCapacity = z.infer<typeof EnvironmentCapacity>
