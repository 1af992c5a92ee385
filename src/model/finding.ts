/** Rules' outcomes and findings, with the evidence of the built rules: the shapes of `documents.md`, under the same names. */
import { z } from 'zod'
import { EnvironmentRef, SourceId } from './coverage.ts'
import { Depth, Operation } from './security.ts'

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

/** One way from a user to a role that gives a listed operation. `roleId` is the root role's. */
export const AccessPath = z.strictObject({
  role: z.string(),
  roleId: z.string(),
  team: z.string().nullable(),
  teamKind: z.enum(['owner', 'entra-security', 'entra-m365']).nullable(),
  group: z.strictObject({ id: z.string(), name: z.string(), via: z.enum(['direct', 'nested']) }).nullable(),
  operations: z.array(Operation),
  depth: Depth,
})
export type AccessPath = z.infer<typeof AccessPath>

export const ObservedUse = z.strictObject({
  create: z.int().nullable(),
  update: z.int().nullable(),
  delete: z.int().nullable(),
  last: z.string().nullable(),
})
export type ObservedUse = z.infer<typeof ObservedUse>

export const TableAccess = z.strictObject({
  table: z.string(),
  operations: z.array(Operation),
  depth: Depth.nullable(),
  requires: z.array(z.string()),
  paths: z.array(AccessPath),
  observed: ObservedUse.nullable(),
})
export type TableAccess = z.infer<typeof TableAccess>

/** Evidence of `restricted-table-write`. */
export const RestrictedTableEvidence = z.strictObject({
  administrator: z.boolean(),
  latent: z.string().nullable(),
  observedWindow: z.strictObject({ from: z.string(), to: z.string(), source: z.enum(['audit', 'rows']) }).nullable(),
  tables: z.array(TableAccess),
})
export type RestrictedTableEvidence = z.infer<typeof RestrictedTableEvidence>

/** What a rule says of one subject, before the store adds its history. */
export const FindingDraft = z.strictObject({
  id: z.string(),
  rule: z.string(),
  severity: Severity,
  subject: Subject,
  environment: EnvironmentRef.nullable(),
  title: z.string(),
  detail: z.string(),
  evidence: RestrictedTableEvidence,
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
