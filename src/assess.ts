/** Judges a stored run: rules over its rows, one environment at a time, then the tenant. Pure but for reading the snapshot it is given. */
import { readEnvironmentFacts } from './access/environment-facts.ts'
import { readTenantFacts } from './access/read-tenant-facts.ts'
import type { AccessLists } from './access/read-tenant-facts.ts'
import { worstState } from './access/source-state.ts'
import { readFeatureFacts } from './facts/feature-facts.ts'
import { readSeatFacts, type SeatContext } from './facts/read-seat-facts.ts'
import type { Look } from './findings/history.ts'
import { sortFindings } from './findings/order.ts'
import type { RuleRun } from './findings/outcomes.ts'
import { RuleRuns, type Judgments } from './findings/rule-runs.ts'
import type { EnvironmentRef, SourceStatus } from './model/coverage.ts'
import type { Snapshot } from './model/dataset.ts'
import type { Environment } from './model/environment.ts'
import type { Finding, FindingDraft } from './model/finding.ts'
import { ruleIds } from './rules/index.ts'

export interface AssessOptions {
  /** What people are judged against: `accessLists` makes them of the data files and the operator's words. */
  readonly lists: AccessLists
  /** Environments that the operator left out: never judged, nothing of them resolved. */
  readonly leftOut: readonly EnvironmentRef[]
  /** What the rules of seats and pools judge beside the rows. */
  readonly context: SeatContext
  /** What is known of an environment's findings: a run without evidence of use keeps their figures. Default: nothing. */
  readonly earlier?: (environmentId: string) => Promise<readonly Finding[]>
}

export interface Assessment {
  readonly drafts: readonly FindingDraft[]
  /** How whole each rule's look at each environment, and at the tenant, was. */
  readonly looks: readonly Look[]
  /** Whether the list of environments was read whole. */
  readonly environmentsComplete: boolean
  readonly runs: readonly RuleRun[]
}

/** What the rules say of one environment, or of the tenant itself (`environmentId` ''). */
export interface EnvironmentJudgment extends Judgments {
  readonly environmentId: string
}

/** Whether the run's list of environments is whole: only then is an environment that it lacks gone. */
export function knowsEnvironments(snapshot: Snapshot): boolean {
  return worstState(snapshot.statuses(), 'power-platform/environments') === 'complete'
}

/**
 * Judges every environment of the run, what its sources allow, and then the tenant; hands over one judgment each (left-out and
 * unread environments too, without a complete look), so that few findings are in memory at a time.
 */
export async function assessEach(
  snapshot: Snapshot,
  options: AssessOptions,
  take: (judgment: EnvironmentJudgment) => Promise<void> | void,
): Promise<RuleRun[]> {
  const statuses = snapshot.statuses()
  const tenant = canJudge(statuses) ? await readTenantFacts(snapshot, options.lists) : null
  const leftOut = new Set(options.leftOut.map(({ id }) => id))
  const runs = new RuleRuns(statuses, leftOut)
  const seen = new Map<string, Environment>()
  for await (const environment of snapshot.rows('environments', null)) {
    if (seen.has(environment.id)) continue
    seen.set(environment.id, environment)
    const { id } = environment
    if (leftOut.has(id)) {
      await take({ environmentId: id, ...runs.passOver(id) })
      continue
    }
    const features = await readFeatureFacts(snapshot, environment, options.lists.tableRules)
    const isRead = tenant !== null && worstState(statuses, 'dataverse/security', id) === 'complete'
    const facts = isRead ? await readEnvironmentFacts(snapshot, environment, tenant, await options.earlier?.(id)) : null
    await take({
      environmentId: id,
      ...runs.judgeEnvironment({ features, access: facts === null || tenant === null ? null : { facts, tenant } }),
    })
  }
  for (const { id } of options.leftOut) if (!seen.has(id)) await take({ environmentId: id, ...runs.passOver(id) })
  const inScope = [...seen.values()].filter(({ id, dataverse }) => !leftOut.has(id) && dataverse !== null)
  const seats = await readSeatFacts(snapshot, options.context, tenant, inScope)
  await take({ environmentId: '', ...runs.judgeTenant(seats) })
  return runs.end()
}

/** The same with everything at hand, for runs that are known to be small. */
export async function assess(snapshot: Snapshot, options: AssessOptions): Promise<Assessment> {
  const drafts: FindingDraft[] = []
  const looks: Look[] = []
  const runs = await assessEach(snapshot, options, (judgment) => {
    drafts.push(...judgment.drafts)
    looks.push(...judgment.looks)
  })
  return { drafts: sortFindings(drafts, ruleIds), looks, environmentsComplete: knowsEnvironments(snapshot), runs }
}

function canJudge(statuses: readonly SourceStatus[]): boolean {
  const isKnown = worstState(statuses, 'graph/subscribed-skus') === 'complete'
  return isKnown && worstState(statuses, 'graph/users') !== 'not-assessed'
}
