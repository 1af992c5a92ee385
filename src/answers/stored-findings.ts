/** What `findings` and `access` share: the stored findings, filtered, with the outcomes counted before any filter. */
import type { Config } from '../config.ts'
import { environmentNamed, filterFindings, type FindingFilter } from '../findings/filter.ts'
import { applyWaivers, type ListedWaivers } from '../findings/waivers.ts'
import { ruleOutcomes } from '../findings/outcomes.ts'
import { readRunNames } from '../findings/run-names.ts'
import { tablesOf } from '../model/evidence.ts'
import type { Finding, RuleOutcome } from '../model/finding.ts'
import { ruleIds } from '../rules/index.ts'
import type { Asked } from './guided.ts'
import type { Stored } from './stored.ts'

export interface ListedFindings {
  readonly rules: RuleOutcome[]
  readonly findings: Finding[]
  /** The environment that the filter names, by id. */
  readonly environmentId?: string
}

/** The findings as they stand now: a waiver may have ended since the run. */
export async function findingsNow({ store, run }: Stored, { config, now }: Asked): Promise<Finding[]> {
  return applyWaivers(await store.findings(run.tenantId), listedWaivers(config), now)
}

/** One of them; null where there is none of this id. */
export async function findingNow(id: string, { store, run }: Stored, { config, now }: Asked): Promise<Finding | null> {
  const finding = await store.finding(run.tenantId, id)
  return finding === null ? null : (applyWaivers([finding], listedWaivers(config), now)[0] ?? null)
}

/** The waivers of the operator's file; null without one. */
export function listedWaivers({ waivers }: Config): ListedWaivers {
  return waivers === null ? null : new Map(waivers.map(({ id, ...waiver }) => [id, waiver]))
}

function naming({ subject, environment, evidence }: Finding) {
  return { subject, environment, tables: tablesOf(evidence).map(({ table }) => table) }
}

export async function listFindings(stored: Stored, filter: FindingFilter, asked: Asked): Promise<ListedFindings> {
  const { run, snapshot } = stored
  const all = await findingsNow(stored, asked)
  const names = await readRunNames(snapshot, { findings: all.map(naming), rules: ruleIds, user: filter.user })
  const findings = filterFindings(all, filter, names)
  const rules = ruleOutcomes(all, run.statuses, run.ruleRuns)
  if (filter.environment === undefined) return { rules, findings }
  return { rules, findings, environmentId: environmentNamed(filter.environment, names.environments).id }
}
