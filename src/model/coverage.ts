/** What was looked at: the sources in the order of every document, and the state of each after a run. */
import { z } from 'zod'

/** Every source of `documents.md`, in the order in which documents list them. */
export const sourceIds = [
  'graph/organization',
  'graph/subscribed-skus',
  'graph/subscriptions',
  'graph/users',
  'graph/groups',
  'graph/sign-ins',
  'graph/audit',
  'power-platform/tenant-capacity',
  'power-platform/environments',
  'power-platform/billing-policies',
  'power-platform/currencies',
  'power-platform/allocations',
  'dataverse/security',
  'dataverse/evidence',
  'dataverse/usage',
  'dataverse/dual-write',
  'dataverse/telephony',
  'dataverse/apps',
] as const

export const SourceId = z.enum(sourceIds)
export type SourceId = z.infer<typeof SourceId>

export const EnvironmentRef = z.strictObject({ id: z.string(), name: z.string() })
export type EnvironmentRef = z.infer<typeof EnvironmentRef>

export const CoverageState = z.enum(['complete', 'partial', 'not-assessed'])
export type CoverageState = z.infer<typeof CoverageState>

/** One row of a document's `coverage`. */
export const Coverage = z.strictObject({
  source: SourceId,
  environment: EnvironmentRef.nullable(),
  state: CoverageState,
  required: z.boolean(),
  reason: z.string().nullable(),
  fix: z.string().nullable(),
})
export type Coverage = z.infer<typeof Coverage>

/** What a run remembers of one source: its coverage, and the request that a finding cites. Times are ISO 8601 UTC. */
export const SourceStatus = z.strictObject({
  ...Coverage.shape,
  request: z.string(),
  at: z.string(),
  requestId: z.string().nullable(),
  rows: z.int(),
})
export type SourceStatus = z.infer<typeof SourceStatus>
