/** Rules' outcomes and findings: the shapes of `documents.md`, under the same names. */
import { z } from 'zod'
import { EnvironmentRef, SourceId } from './coverage.ts'
import { Evidence } from './evidence.ts'

/** Worst first: the order in which findings are listed. */
export const severities = ['high', 'medium', 'low', 'info'] as const
export const Severity = z.enum(severities)
export type Severity = z.infer<typeof Severity>

export const Outcome = z.enum(['pass', 'fail', 'not-applicable', 'not-assessed'])
export type Outcome = z.infer<typeof Outcome>

export const RuleOutcome = z.strictObject({
  rule: z.string(),
  outcome: Outcome,
  open: z.int(),
  reason: z.string().nullable(),
  needs: z.array(SourceId),
})
export type RuleOutcome = z.infer<typeof RuleOutcome>

export const Subject = z.strictObject({
  kind: z.enum(['user', 'tenant', 'environment', 'subscription', 'application']),
  id: z.string(),
  name: z.string(),
  upn: z.string().nullable(),
})
export type Subject = z.infer<typeof Subject>

export const Remedy = z.strictObject({
  text: z.string(),
  kind: z.enum(['remove-role', 'assign-license', 'buy', 'configure', 'review']),
  target: z.string().nullable(),
})
export type Remedy = z.infer<typeof Remedy>

export const FindingSource = z.strictObject({
  source: SourceId,
  request: z.string(),
  at: z.string(),
  requestId: z.string().nullable(),
})
export type FindingSource = z.infer<typeof FindingSource>

export const Waiver = z.strictObject({ reason: z.string(), by: z.string(), at: z.string(), until: z.string() })
export type Waiver = z.infer<typeof Waiver>

/** What a rule says of one subject, before the store adds its history. */
export const FindingDraft = z.strictObject({
  id: z.string(),
  rule: z.string(),
  severity: Severity,
  subject: Subject,
  environment: EnvironmentRef.nullable(),
  title: z.string(),
  detail: z.string(),
  evidence: Evidence,
  remedies: z.array(Remedy),
  clauses: z.array(z.string()),
  sources: z.array(FindingSource),
})
export type FindingDraft = z.infer<typeof FindingDraft>

export const Finding = z.strictObject({
  ...FindingDraft.shape,
  status: z.enum(['open', 'waived', 'resolved']),
  stale: z.boolean(),
  waiver: Waiver.nullable(),
  firstSeen: z.string(),
  lastSeen: z.string(),
  resolvedAt: z.string().nullable(),
})
export type Finding = z.infer<typeof Finding>
