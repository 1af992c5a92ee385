/** Judges a stored run: rules over its rows, one environment at a time. Pure but for reading the snapshot it is given. */
import { readEnvironmentFacts } from './access/environment-facts.ts'
import type { EnvironmentFacts } from './access/environment-facts.ts'
import { readTenantFacts } from './access/read-tenant-facts.ts'
import type { AccessLists } from './access/read-tenant-facts.ts'
import type { TenantFacts } from './access/tenant-facts.ts'
import type { Look } from './findings/history.ts'
import { sortFindings } from './findings/order.ts'
import { worstState } from './access/source-state.ts'
import type { EnvironmentRef } from './model/coverage.ts'
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

/** Judges every environment of the run whose security data is complete, if licenses and people could be read at all. */
export async function assess(snapshot: Snapshot, options: AssessOptions): Promise<Assessment> {
  const statuses = snapshot.statuses()
  const state = (source: Parameters<typeof worstState>[1]) => worstState(statuses, source)
  const run = new Run()
  const canJudge = state('graph/subscribed-skus') === 'complete' && state('graph/users') !== 'not-assessed'
  const tenant = canJudge ? await readTenantFacts(snapshot, options.lists) : null
  const leftOut = new Set(options.leftOut.map(({ id }) => id))
  for await (const environment of snapshot.rows('environments', null)) {
    const isRead = worstState(statuses, 'dataverse/security', environment.id) === 'complete'
    if (tenant === null || !isRead || leftOut.has(environment.id)) run.passOver(environment)
    else run.judge(await readEnvironmentFacts(snapshot, environment, tenant), tenant, state('graph/groups'))
  }
  for (const environment of options.leftOut) run.passOver(environment)
  return {
    drafts: sortFindings(run.drafts, ruleIds),
    looks: run.looks,
    environmentsComplete: state('power-platform/environments') === 'complete',
    runs: rules.map(({ id }) => ({ rule: id, applies: run.applying.has(id), errors: run.errors.get(id) ?? [] })),
  }
}

/** What one assessment collects, rule by rule and environment by environment. */
class Run {
  readonly drafts: FindingDraft[] = []
  readonly looks: Look[] = []
  readonly applying = new Set<string>()
  readonly errors = new Map<string, string[]>()

  /** An environment that was not looked at. */
  passOver({ id }: Pick<Environment, 'id'>): void {
    for (const rule of rules) this.looks.push({ rule: rule.id, environmentId: id, complete: false })
  }

  /** A rule that throws has not looked; the others go on. */
  judge(environment: EnvironmentFacts, tenant: TenantFacts, groups: string): void {
    const isWhole = tenant.peopleComplete && (environment.groupIds.length === 0 || groups === 'complete')
    for (const rule of rules) {
      let complete = isWhole
      try {
        if (rule.appliesTo(environment, tenant)) this.applying.add(rule.id)
        this.drafts.push(...rule.judge(environment, tenant))
      } catch (error) {
        complete = false
        const message = `${environment.ref.name}: ${error instanceof Error ? error.message : String(error)}`
        this.errors.set(rule.id, [...(this.errors.get(rule.id) ?? []), message])
      }
      this.looks.push({ rule: rule.id, environmentId: environment.ref.id, complete })
    }
  }
}
