/** What `findings` and `access` share: the stored findings, filtered, with the outcomes counted before any filter. */
import { environmentNamed, filterFindings, type FindingFilter } from '../findings/filter.ts'
import { ruleOutcomes } from '../findings/outcomes.ts'
import { readRunNames } from '../findings/run-names.ts'
import type { Finding, RuleOutcome } from '../model/finding.ts'
import { ruleIds } from '../rules/index.ts'
import type { Stored } from './stored.ts'

export interface ListedFindings {
  readonly rules: RuleOutcome[]
  readonly findings: Finding[]
  /** The environment that the filter names, by id. */
  readonly environmentId?: string
}

export async function listFindings({ store, run, snapshot }: Stored, filter: FindingFilter): Promise<ListedFindings> {
  const all = await store.findings(run.tenantId)
  const names = await readRunNames(snapshot, { findings: all, rules: ruleIds, user: filter.user })
  const findings = filterFindings(all, filter, names)
  const rules = ruleOutcomes(all, run.statuses, run.ruleRuns)
  if (filter.environment === undefined) return { rules, findings }
  return { rules, findings, environmentId: environmentNamed(filter.environment, names.environments).id }
}
