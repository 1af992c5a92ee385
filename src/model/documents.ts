/** The JSON documents that the commands print, to the field, as zod schemas: the contract of `documents.md`. */
import { z } from 'zod'
import { Coverage, EnvironmentRef } from './coverage.ts'
import { Finding, FindingSource, RuleOutcome } from './finding.ts'
import { EnvironmentCapacity, PlanId, Pool, PoolId, Seat, UnknownSku } from './pool.ts'

export const CitedClause = z.strictObject({
  edition: z.string(),
  heading: z.string(),
  text: z.string(),
  source: z.string(),
})
export type CitedClause = z.infer<typeof CitedClause>

export const Clauses = z.record(z.string(), CitedClause)
export type Clauses = z.infer<typeof Clauses>

/** What every document begins with; `schema` is added by each. */
export const head = {
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  tenantId: z.string(),
  tenantName: z.string().nullable(),
  runId: z.string().nullable(),
  asOf: z.string(),
  edition: z.string(),
  data: z.strictObject({ restrictedTables: z.string(), skuCatalogue: z.string() }),
  notice: z.string(),
  coverage: z.array(Coverage),
}
const Head = z.strictObject(head)
export type Head = z.infer<typeof Head>

export const CapacityDocument = z.strictObject({
  schema: z.literal('seatledger.capacity/1'),
  ...head,
  seats: z.array(Seat),
  unknownSkus: z.array(UnknownSku),
  pools: z.array(Pool),
  environments: z.array(EnvironmentCapacity),
  clauses: Clauses,
})
export type CapacityDocument = z.infer<typeof CapacityDocument>

export const AccessGroup = z.strictObject({
  by: z.enum(['role', 'table', 'environment']),
  id: z.string(),
  name: z.string(),
  environment: EnvironmentRef.nullable(),
  findings: z.int(),
  cleared: z.int().nullable(),
  action: z.string().nullable(),
})
export type AccessGroup = z.infer<typeof AccessGroup>

/** `access` prints it too, with one rule, and `groups` only under `--by`. */
export const FindingsDocument = z.strictObject({
  schema: z.literal('seatledger.findings/1'),
  ...head,
  rules: z.array(RuleOutcome),
  findings: z.array(Finding),
  groups: z.array(AccessGroup).optional(),
  clauses: Clauses,
})
export type FindingsDocument = z.infer<typeof FindingsDocument>

export const RequestCounts = z.strictObject({
  graph: z.int(),
  powerPlatform: z.int(),
  dataverse: z.int(),
  signIn: z.int(),
  retried: z.int(),
})
export type RequestCounts = z.infer<typeof RequestCounts>

export const FindingCounts = z.strictObject({
  high: z.int(),
  medium: z.int(),
  low: z.int(),
  info: z.int(),
  new: z.int(),
  resolved: z.int(),
})
export type FindingCounts = z.infer<typeof FindingCounts>

export const SyncDocument = z.strictObject({
  schema: z.literal('seatledger.sync/1'),
  ...head,
  startedAt: z.string(),
  finishedAt: z.string(),
  mode: z.enum(['full', 'incremental']),
  requests: RequestCounts,
  rows: z.record(z.string(), z.int()),
  findings: FindingCounts,
  rules: z.array(RuleOutcome),
  seats: z.array(Seat),
  pools: z.array(Pool),
  clauses: Clauses,
})
export type SyncDocument = z.infer<typeof SyncDocument>

export const ExplainDocument = z.strictObject({
  schema: z.literal('seatledger.explain/1'),
  ...head,
  finding: Finding.optional(),
  pool: Pool.optional(),
  derivation: z.array(z.string()),
  clauses: Clauses,
  sources: z.array(FindingSource),
})
export type ExplainDocument = z.infer<typeof ExplainDocument>

/** `idle`, `duplicate`, `moved`: null until the rules that know them are built. */
export const SeatsDocument = z.strictObject({
  schema: z.literal('seatledger.seats/1'),
  ...head,
  seats: z.array(
    z.strictObject({
      ...Seat.shape,
      idle: z.int().nullable(),
      duplicate: z.int().nullable(),
      moved: z.int().nullable(),
    }),
  ),
  unknownSkus: z.array(UnknownSku),
  historySince: z.string().nullable(),
  people: z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        upn: z.string().nullable(),
        seats: z.array(
          z.strictObject({
            plan: PlanId,
            skuId: z.string(),
            via: z.string(),
            group: z.strictObject({ id: z.string(), name: z.string().nullable() }).nullable(),
            since: z.string().nullable(),
          }),
        ),
        lastSignIn: z.string().nullable(),
        environments: z.int().nullable(),
        verdict: z.enum(['ok', 'idle', 'duplicate', 'no-prerequisite', 'not-assessed']),
        saving: z.number().nullable(),
      }),
    )
    .optional(),
})
export type SeatsDocument = z.infer<typeof SeatsDocument>

export const EvaluationDocument = z.strictObject({
  schema: z.literal('seatledger.evaluation/1'),
  ...head,
  rules: z.array(RuleOutcome),
  findings: z.array(Finding),
  seats: z.array(Seat),
  pools: z.array(Pool),
  clauses: Clauses,
})
export type EvaluationDocument = z.infer<typeof EvaluationDocument>

export const ImportDocument = z.strictObject({
  schema: z.literal('seatledger.import/1'),
  ...head,
  file: z.string(),
  rows: z.int(),
  months: z.array(z.strictObject({ period: z.string(), pool: PoolId, consumed: z.number() })),
})
export type ImportDocument = z.infer<typeof ImportDocument>

export const WaiverDocument = z.strictObject({
  schema: z.literal('seatledger.waiver/1'),
  ...head,
  finding: Finding,
  clauses: Clauses,
})
export type WaiverDocument = z.infer<typeof WaiverDocument>

export const PruneDocument = z.strictObject({
  schema: z.literal('seatledger.prune/1'),
  ...head,
  /** How many were deleted. */
  runs: z.int(),
  bytesFreed: z.int(),
})
export type PruneDocument = z.infer<typeof PruneDocument>

export const AlertsDocument = z.strictObject({
  schema: z.literal('seatledger.alerts/1'),
  ...head,
  /** By name. */
  targets: z.array(
    z.strictObject({
      target: z.string(),
      delivered: z.boolean(),
      /** Of the answer; null: there was none. */
      status: z.int().nullable(),
      reason: z.string().nullable(),
    }),
  ),
})
export type AlertsDocument = z.infer<typeof AlertsDocument>

export const DoctorCheck = z.strictObject({
  check: z.string(),
  state: z.enum(['ok', 'warning', 'failed']),
  found: z.string(),
  fix: z.string().nullable(),
  command: z.string().nullable(),
})
export type DoctorCheck = z.infer<typeof DoctorCheck>

export const DoctorDocument = z.strictObject({
  schema: z.literal('seatledger.doctor/1'),
  ...head,
  checks: z.array(DoctorCheck),
})
export type DoctorDocument = z.infer<typeof DoctorDocument>

export const ErrorDocument = z.strictObject({
  schema: z.literal('seatledger.error/1'),
  code: z.string(),
  message: z.string(),
  hint: z.string().nullable(),
})
export type ErrorDocument = z.infer<typeof ErrorDocument>
