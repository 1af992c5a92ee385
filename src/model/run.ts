/** What the store keeps of a run beside its rows. Times are ISO 8601 UTC. */
import { z } from 'zod'
import { SourceStatus } from './coverage.ts'
import { FindingCounts, RequestCounts } from './documents.ts'
import { RuleOutcome } from './finding.ts'
import { PlanId, PoolId } from './pool.ts'

/** What a trend is made of: the figures of one run. Storage in GB as the admin API counts it, else routes or minutes. */
export const RunFigures = z.strictObject({
  pools: z.array(
    z.strictObject({
      pool: PoolId,
      period: z.string().nullable(),
      total: z.number().nullable(),
      consumed: z.number().nullable(),
      /** When the consumption was measured, ISO 8601 UTC; null: when the run began. */
      at: z.string().nullable(),
    }),
  ),
  seats: z.array(z.strictObject({ plan: PlanId, skuId: z.string(), counted: z.int(), assigned: z.int() })),
  /** Open ones. */
  findings: z.record(z.string(), z.int()),
})
export type RunFigures = z.infer<typeof RunFigures>

/** What became of one rule in a run. */
export const StoredRuleRun = z.strictObject({
  rule: z.string(),
  /** Whether anything that was read is what the rule is about. */
  applies: z.boolean(),
  /** What it threw, in words. */
  errors: z.array(z.string()),
  /** Why it could not judge, or not all of it, though its sources were read: `history since …`. */
  unjudged: z.array(z.string()).default([]),
  /** What a reader should know, and what changes no outcome. */
  remarks: z.array(z.string()).default([]),
  /** Why there is nothing that it is about, where it says so itself. */
  notApplicable: z.string().nullable().default(null),
})

export type StoredRuleRun = z.infer<typeof StoredRuleRun>

export const RunRecord = z.strictObject({
  id: z.string(),
  tenantId: z.string(),
  tenantName: z.string().nullable(),
  startedAt: z.string(),
  finishedAt: z.string(),
  edition: z.string(),
  statuses: z.array(SourceStatus),
  /** What became of each rule: kept, because a stored outcome is not judged again. */
  ruleRuns: z.array(StoredRuleRun),
  requests: RequestCounts,
  /** null: stored by a version that kept none. */
  figures: RunFigures.nullable().default(null),
  /** What its sync said of the rules and of the findings; null: stored by a version that kept none. */
  outcome: z
    .strictObject({ rules: z.array(RuleOutcome), ...FindingCounts.shape })
    .nullable()
    .default(null),
})
export type RunRecord = z.infer<typeof RunRecord>
