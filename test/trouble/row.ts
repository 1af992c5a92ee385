/** A row of the trouble matrix as data: what goes wrong, and what product.md expects of us then. */
import type { Limits } from '../../connectors/connection.ts'
import type { FaultPlan, PlannedFault } from '../../mocks/faults/plan.ts'
import type { DatasetName } from '../../src/model/dataset.ts'
import type { SourceId } from '../../src/model/coverage.ts'

export const families = [
  'throttling',
  'server errors',
  'connections',
  'sign-in and tokens',
  'refusals',
  'pages',
  'bodies',
  'hostile answers',
  'clocks',
] as const
export type Family = (typeof families)[number]

export interface Row {
  /** `429-storm-date`, stable: tables of two runs are compared by it. */
  readonly id: string
  readonly family: Family
  readonly title: string
  readonly faults: (place: Place) => readonly PlannedFault[]
  readonly sync: Expectation
  /** Left out: the fault meets nothing that `capacity` asks for. */
  readonly capacity?: Expectation
  /** Bounds on the virtual time that one command took, in seconds. */
  readonly waits?: { readonly atLeast?: number; readonly atMost?: number }
  /** Of one attempt, for rows that are slow. */
  readonly limits?: Limits
  /** For the peers, where their routes or their patience differ; null: nothing of it meets a peer. Left out: the same faults. */
  readonly peers?: FaultPlan['faults'] | null
}

/** What a row may aim at. */
export interface Place {
  /** One environment with Dataverse, whose people hold copies of roles. */
  readonly environmentId: string
  /** Another one, whose people hold root roles. */
  readonly otherEnvironmentId: string
  /** Another origin that would take a token, and counts who comes. */
  readonly trap: string
}

/**
 * `complete`: exit code 0 and every row as in the undisturbed run, but for rows of a dataset that the answers lacked. `incomplete`: exit code 3, and only what lies in `scope` is
 * partial or not assessed. `optional`: exit code 0, for nothing required lies in `scope`. `failed`: exit code 1, store unchanged.
 */
export type Expectation =
  | { readonly kind: 'complete'; readonly lacks?: DatasetName }
  | { readonly kind: 'incomplete' | 'optional'; readonly scope: Scope; readonly sentence: RegExp }
  | { readonly kind: 'failed'; readonly sentence: RegExp }

/** Sources that may suffer. `environment`: only that of the place, or the other one; else of every environment. */
export interface Scope {
  readonly sources: readonly (SourceId | `${string}/`)[]
  readonly environment?: 'one' | 'other'
  /** Whose rows are what the answers said, and not the truth. */
  readonly untrue?: DatasetName
}

export const complete: Expectation = { kind: 'complete' }

export function failed(sentence: RegExp): Expectation {
  return { kind: 'failed', sentence }
}

export function incomplete(scope: Scope, sentence: RegExp): Expectation {
  return { kind: 'incomplete', scope, sentence }
}

/** All of Dataverse in the one environment. */
export const oneEnvironment: Scope = { sources: ['dataverse/'], environment: 'one' }
export const allEnvironments: Scope = { sources: ['dataverse/'] }
export const allOfGraph: Scope = { sources: ['graph/'] }
/** Without a list of environments no Dataverse is known. */
export const allOfPowerPlatform: Scope = { sources: ['power-platform/', 'dataverse/'] }
/** Whose people and groups come from Graph. */
export const users: Scope = { sources: ['graph/users', 'graph/sign-ins', 'graph/audit', 'graph/groups'] }
export const tenantCapacity: Scope = { sources: ['power-platform/tenant-capacity'] }

export const patient: Limits = {
  connectMs: 10_000,
  headersMs: 60_000,
  bodyIdleMs: 30_000,
  bodyTotalMs: 120_000,
  bodyBytes: 64 * 1024 * 1024,
}
/** For rows that wait on a socket that says nothing. */
export const impatient: Limits = { ...patient, headersMs: 500, bodyIdleMs: 500, bodyTotalMs: 1500 }
