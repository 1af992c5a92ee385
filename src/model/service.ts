/** What the HTTP API answers beside the documents of the commands: tenants, runs, the history of the pools, the session, problems. Times are ISO 8601 UTC. */
import { z } from 'zod'
import { CoverageState, EnvironmentRef, SourceId } from './coverage.ts'
import { Severity } from './finding.ts'
import { PoolId } from './pool.ts'

export const roles = ['Seatledger.Read', 'Seatledger.Manage'] as const
export const Role = z.enum(roles)
export type Role = z.infer<typeof Role>

export const TenantSummary = z.strictObject({
  tenantId: z.string(),
  tenantName: z.string().nullable(),
  /** null before the first sync. */
  lastRun: z
    .strictObject({
      runId: z.string(),
      startedAt: z.string(),
      finishedAt: z.string(),
      ageSeconds: z.number(),
      incomplete: z.boolean(),
    })
    .nullable(),
  isSyncing: z.boolean(),
  nextRunAt: z.string().nullable(),
})
export type TenantSummary = z.infer<typeof TenantSummary>

const Tool = z.strictObject({ name: z.string(), version: z.string() })

export const TenantList = z.strictObject({
  schema: z.literal('seatledger.tenant-list/1'),
  tool: Tool,
  tenants: z.array(TenantSummary),
})
export type TenantList = z.infer<typeof TenantList>

export const RunError = z.strictObject({ code: z.string(), message: z.string(), hint: z.string().nullable() })
export type RunError = z.infer<typeof RunError>

/** `exitCode` as `sync` would have ended; null where that is not known (yet). */
export const Run = z.strictObject({
  runId: z.string(),
  state: z.enum(['running', 'stored', 'failed', 'stopped']),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  exitCode: z.int().nullable(),
  error: RunError.nullable(),
  /** Open ones; null where nothing was judged. */
  findings: z.strictObject({ high: z.int(), medium: z.int(), low: z.int(), info: z.int() }).nullable(),
  /** Sent to the tenant, sign-in included; null while it runs. */
  requests: z.int().nullable(),
  incomplete: z.boolean().nullable(),
})
export type Run = z.infer<typeof Run>

export const RunList = z.strictObject({
  schema: z.literal('seatledger.runs/1'),
  tenantId: z.string(),
  runs: z.array(Run),
})
export type RunList = z.infer<typeof RunList>

/** `rows` counts from the beginning of this reading; `kept` was read by an interrupted sync. */
export const RunProgress = z.strictObject({
  source: SourceId,
  environment: EnvironmentRef.nullable(),
  state: z.enum(['reading', ...CoverageState.options]),
  rows: z.int(),
  isKept: z.boolean(),
})
export type RunProgress = z.infer<typeof RunProgress>

export const RunDetail = z.strictObject({ ...Run.shape, progress: z.array(RunProgress) })
export type RunDetail = z.infer<typeof RunDetail>

/** Storage in GB as the admin API counts it, else routes or minutes. */
export const CapacityHistory = z.strictObject({
  schema: z.literal('seatledger.capacity-history/1'),
  tenantId: z.string(),
  points: z.array(
    z.strictObject({
      runId: z.string(),
      startedAt: z.string(),
      pools: z.array(
        z.strictObject({
          pool: PoolId,
          period: z.string().nullable(),
          total: z.number().nullable(),
          consumed: z.number().nullable(),
        }),
      ),
      /** Open ones by severity; null: stored by a version that kept none. */
      findings: z.record(z.string(), z.int()).nullable(),
    }),
  ),
})
export type CapacityHistory = z.infer<typeof CapacityHistory>

export const Session = z.strictObject({
  schema: z.literal('seatledger.session/1'),
  roles: z.array(Role),
  /** null where nobody is signed in. */
  name: z.string().nullable(),
  mode: z.enum(['local', 'entra']),
  /** What a browser signs in with. */
  entra: z.strictObject({ authority: z.string(), clientId: z.string().nullable(), scope: z.string() }).nullable(),
})
export type Session = z.infer<typeof Session>

/** Who is told when a finding opens. The address holds a secret, so that its host alone is shown. */
export const Subscription = z.strictObject({
  id: z.string(),
  severity: Severity,
  createdAt: z.string(),
  host: z.string(),
})
export type Subscription = z.infer<typeof Subscription>

export const SubscriptionList = z.strictObject({
  schema: z.literal('seatledger.subscriptions/1'),
  tenantId: z.string(),
  subscriptions: z.array(Subscription),
})
export type SubscriptionList = z.infer<typeof SubscriptionList>

/** RFC 9457, with the sentence and the hint that the command line would print. */
export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  hint: z.string().nullable(),
  code: z.string(),
})
export type Problem = z.infer<typeof Problem>
