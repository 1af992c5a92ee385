/** Judges a stored run: rules over its rows, one environment at a time. Pure but for reading the snapshot it is given. */
import { readEnvironmentFacts } from './access/environment-facts.ts'
import type { EnvironmentFacts } from './access/environment-facts.ts'
import { readTenantFacts } from './access/read-tenant-facts.ts'
import type { AccessLists } from './access/read-tenant-facts.ts'
import type { TenantFacts } from './access/tenant-facts.ts'
import type { Look } from './findings/history.ts'
import { sortFindings } from './findings/order.ts'
import { worstState } from './access/source-state.ts'
import type { EnvironmentRef, SourceStatus } from './model/coverage.ts'
import type { Snapshot } from './model/dataset.ts'
import type { Environment } from './model/environment.ts'
import type { FindingDraft } from './model/finding.ts'
import { ruleIds, rules } from './rules/index.ts'
import type { RuleRun } from './findings/outcomes.ts'

export interface AssessOptions {
  /** What people are judged against: `accessLists` makes them of the data files and the operator's words. */
  readonly lists: AccessLists
  /** Environments that the operator left out: never judged, nothing of them resolved. */
  readonly leftOut: readonly EnvironmentRef[]
}

export interface Assessment {
  readonly drafts: readonly FindingDraft[]
  /** How whole each rule's look at each environment was. */
  readonly looks: readonly Look[]
  /** Whether the list of environments was read whole. */
  readonly environmentsComplete: boolean
  readonly runs: readonly RuleRun[]
}

/** What the rules say of one environment. */
export interface EnvironmentJudgment {
  readonly environmentId: string
  readonly drafts: readonly FindingDraft[]
  readonly looks: readonly Look[]
}

/** Whether the run's list of environments is whole: only then is an environment that it lacks gone. */
export function knowsEnvironments(snapshot: Snapshot): boolean {
  return worstState(snapshot.statuses(), 'power-platform/environments') === 'complete'
}

/**
 * Judges every environment of the run whose security data is complete, if licenses and people could be read at all, and hands over
 * one judgment per environment (left-out and unread ones too, without a look), so that few findings are in memory at a time.
 */
export async function assessEach(
  snapshot: Snapshot,
  options: AssessOptions,
  take: (judgment: EnvironmentJudgment) => Promise<void> | void,
): Promise<RuleRun[]> {
  const statuses = snapshot.statuses()
  const groups = worstState(statuses, 'graph/groups')
  const run = new Run()
  const tenant = canJudge(statuses) ? await readTenantFacts(snapshot, options.lists) : null
  const leftOut = new Set(options.leftOut.map(({ id }) => id))
  const seen = new Set<string>()
  for await (const environment of snapshot.rows('environments', null)) {
    if (seen.has(environment.id)) continue
    seen.add(environment.id)
    const isRead = worstState(statuses, 'dataverse/security', environment.id) === 'complete'
    const isJudged = tenant !== null && isRead && !leftOut.has(environment.id)
    const facts = isJudged ? await readEnvironmentFacts(snapshot, environment, tenant) : null
    await take(tenant === null || facts === null ? run.passOver(environment) : run.judge(facts, tenant, groups))
  }
  for (const environment of options.leftOut) if (!seen.has(environment.id)) await take(run.passOver(environment))
  return rules.map(({ id }) => ({ rule: id, applies: run.applying.has(id), errors: run.errors.get(id) ?? [] }))
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

/** What one assessment collects, rule by rule and environment by environment. */
class Run {
  readonly applying = new Set<string>()
  readonly errors = new Map<string, string[]>()

  /** An environment that was not looked at. */
  passOver({ id }: Pick<Environment, 'id'>): EnvironmentJudgment {
    const looks = rules.map((rule) => ({ rule: rule.id, environmentId: id, complete: false }))
    return { environmentId: id, drafts: [], looks }
  }

  /** A rule that throws has not looked; the others go on. */
  judge(environment: EnvironmentFacts, tenant: TenantFacts, groups: string): EnvironmentJudgment {
    const isWhole = tenant.peopleComplete && (environment.groupIds.length === 0 || groups === 'complete')
    const environmentId = environment.ref.id
    const drafts: FindingDraft[] = []
    const looks: Look[] = []
    for (const rule of rules) {
      let complete = isWhole
      try {
        if (rule.appliesTo(environment, tenant)) this.applying.add(rule.id)
        for (const draft of rule.judge(environment, tenant)) drafts.push(draft)
      } catch (error) {
        complete = false
        const message = `${environment.ref.name}: ${error instanceof Error ? error.message : String(error)}`
        this.errors.set(rule.id, [...(this.errors.get(rule.id) ?? []), message])
      }
      looks.push({ rule: rule.id, environmentId, complete })
    }
    return { environmentId, drafts, looks }
  }
}
