/** What the store keeps of a run beside its rows. Times are ISO 8601 UTC. */
import { z } from 'zod'
import { SourceStatus } from './coverage.ts'
import { RequestCounts } from './documents.ts'

export const RunRecord = z.strictObject({
  id: z.string(),
  tenantId: z.string(),
  tenantName: z.string().nullable(),
  startedAt: z.string(),
  finishedAt: z.string(),
  edition: z.string(),
  statuses: z.array(SourceStatus),
  /** What became of each rule: kept, because a stored outcome is not judged again. */
  ruleRuns: z.array(z.strictObject({ rule: z.string(), applies: z.boolean(), errors: z.array(z.string()) })),
  requests: RequestCounts,
})
export type RunRecord = z.infer<typeof RunRecord>
