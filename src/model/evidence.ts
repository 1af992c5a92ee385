/** The evidence of findings, rule by rule, to the field: the shapes of `documents.md`, under the same names. */
import { z } from 'zod'
import { PlanId, PoolId } from './pool.ts'
import { Depth, Operation } from './security.ts'

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

/** Counts of rows; null where the source of evidence cannot give one. `last` is the newest, ISO 8601 UTC. */
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

export const ObservedWindow = z.strictObject({ from: z.string(), to: z.string(), source: z.enum(['audit', 'rows']) })
export type ObservedWindow = z.infer<typeof ObservedWindow>

/** Evidence of `restricted-table-write`. */
export const RestrictedTableEvidence = z.strictObject({
  administrator: z.boolean(),
  latent: z.string().nullable(),
  observedWindow: ObservedWindow.nullable(),
  tables: z.array(TableAccess),
})
export type RestrictedTableEvidence = z.infer<typeof RestrictedTableEvidence>

export const DualWriteEvidence = z.strictObject({
  map: z.string(),
  table: z.string(),
  direction: z.enum(['to-dataverse', 'both']),
  state: z.enum(['active', 'unknown']),
})
export type DualWriteEvidence = z.infer<typeof DualWriteEvidence>

export const AccountTableAccess = z.strictObject(TableAccess.omit({ requires: true }).shape)
export type AccountTableAccess = z.infer<typeof AccountTableAccess>

export const MultiplexingEvidence = z.strictObject({
  accountKind: z.enum(['application', 'non-interactive', 'shared']),
  accessMode: z.int().nullable(),
  applicationId: z.string().nullable(),
  dualWrite: z.boolean(),
  tables: z.array(AccountTableAccess),
})
export type MultiplexingEvidence = z.infer<typeof MultiplexingEvidence>

const HeldRole = z.strictObject({ role: z.string(), roleId: z.string(), team: z.string().nullable() })
export type HeldRole = z.infer<typeof HeldRole>

export const UnlicensedAgentEvidence = z.strictObject({ roles: z.array(HeldRole), seats: z.array(PlanId) })
export type UnlicensedAgentEvidence = z.infer<typeof UnlicensedAgentEvidence>

export const ExternalUserEvidence = z.strictObject({
  external: z.boolean().nullable(),
  roles: z.array(HeldRole),
  apps: z.array(z.string()),
})
export type ExternalUserEvidence = z.infer<typeof ExternalUserEvidence>

/** Evidence of `seat-prerequisite`, `seat-idle` and `seat-duplicate`. `seats` are all plans that the user holds. */
export const SeatEvidence = z.strictObject({
  skuId: z.string(),
  plan: PlanId,
  seats: z.array(PlanId),
  assignedVia: z.enum(['direct', 'group']),
  group: z.strictObject({ id: z.string(), name: z.string().nullable() }).nullable(),
  lastSignIn: z.string().nullable(),
  reason: z.string(),
})
export type SeatEvidence = z.infer<typeof SeatEvidence>

/** Evidence of `addon-quantity` and `seat-overassigned`: counts of units. The sum of `addon-quantity` has no SKU and no plan. */
export const SeatQuantityEvidence = z.strictObject({
  skuId: z.string().nullable(),
  plan: PlanId.nullable(),
  units: z.int(),
  limit: z.int(),
  assigned: z.int(),
  grace: z.int(),
})
export type SeatQuantityEvidence = z.infer<typeof SeatQuantityEvidence>

/** People by Entra object id. */
export const ReassignmentEvidence = z.strictObject({
  skuId: z.string(),
  from: z.string(),
  to: z.string(),
  assignedAt: z.string(),
  movedAt: z.string(),
  boundUntil: z.string().nullable(),
  historySince: z.string(),
})
export type ReassignmentEvidence = z.infer<typeof ReassignmentEvidence>

export const LegacyEvidence = z.strictObject({
  skuId: z.string(),
  units: z.int(),
  assigned: z.int(),
  termEnds: z.string().nullable(),
  successor: PlanId,
})
export type LegacyEvidence = z.infer<typeof LegacyEvidence>

export const SessionsEvidence = z.strictObject({ sessions: z.number(), messages: z.number() })
export type SessionsEvidence = z.infer<typeof SessionsEvidence>

export const TelephonyEvidence = z.strictObject({
  voiceSeats: z.int(),
  environmentsAssessed: z.int(),
  providers: z.array(z.string()),
})
export type TelephonyEvidence = z.infer<typeof TelephonyEvidence>

export const PoolOverageEvidence = z.strictObject({
  pool: PoolId,
  total: z.number().nullable(),
  consumed: z.number().nullable(),
  coveredBy: z.array(z.strictObject({ pool: PoolId, amount: z.number() })),
  forecastOver: z.string().nullable(),
  method: z.string().nullable(),
})
export type PoolOverageEvidence = z.infer<typeof PoolOverageEvidence>

export const DualUseEvidence = z.strictObject({ skuId: z.string(), termEnds: z.string().nullable() })
export type DualUseEvidence = z.infer<typeof DualUseEvidence>

export const Evidence = z.union([
  RestrictedTableEvidence,
  DualWriteEvidence,
  MultiplexingEvidence,
  UnlicensedAgentEvidence,
  ExternalUserEvidence,
  SeatEvidence,
  SeatQuantityEvidence,
  ReassignmentEvidence,
  LegacyEvidence,
  SessionsEvidence,
  TelephonyEvidence,
  PoolOverageEvidence,
  DualUseEvidence,
])
export type Evidence = z.infer<typeof Evidence>

/** Whether it is of `restricted-table-write`: the only one that names administrators. */
export function isRestrictedTable(evidence: Evidence): evidence is RestrictedTableEvidence {
  return 'administrator' in evidence
}

/** The tables that it lists; none for a rule that is not about tables. */
export function tablesOf(evidence: Evidence): readonly (TableAccess | AccountTableAccess)[] {
  return 'tables' in evidence ? evidence.tables : []
}
