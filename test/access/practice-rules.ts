/** What one rule of environments says of the first environment of a literal run, and its outcome as documents show it. */
import type { AccessLists } from '../../src/access/read-tenant-facts.ts'
import { ruleOutcomes } from '../../src/findings/outcomes.ts'
import { RuleRuns } from '../../src/findings/rule-runs.ts'
import type { FindingDraft, RuleOutcome } from '../../src/model/finding.ts'
import { rules } from '../../src/rules/index.ts'
import { factsOf, practiceLists } from './practice-lists.ts'
import type { RunLiteral } from './practice-run.ts'

export interface Verdict extends Pick<RuleOutcome, 'outcome' | 'reason'> {
  readonly drafts: readonly FindingDraft[]
}

/** `lists` are the practice lists unless the test says something of SKUs, people or roles. */
export async function verdictOf(id: string, run: RunLiteral, lists: AccessLists = practiceLists()): Promise<Verdict> {
  if (!rules.some((rule) => rule.id === id)) throw new Error(`there is no rule ${id}`)
  const { facts, tenant } = await factsOf(run, lists)
  const runs = new RuleRuns(tenant.statuses, new Set())
  const features = {
    ref: facts.ref,
    entitySets: new Map(),
    dualWriteMaps: null,
    dualWriteRuntime: null,
    allocations: null,
    tableRules: tenant.tableRules,
    statuses: tenant.statuses,
  }
  const isRead = run.states?.['dataverse/security'] === undefined
  const { drafts } = runs.judgeEnvironment({ features, access: isRead ? { facts, tenant } : null })
  const own = drafts.filter(({ rule }) => rule === id)
  const found = own.map((draft) => ({ ...draft, status: 'open' as const }))
  const outcome = ruleOutcomes(found, tenant.statuses, runs.end()).find(({ rule }) => rule === id)
  return { drafts: own, outcome: outcome?.outcome ?? 'not-assessed', reason: outcome?.reason ?? null }
}

export function onlyDraft({ drafts }: Verdict): FindingDraft {
  const [draft, ...others] = drafts
  if (draft === undefined || others.length > 0) throw new Error(`${drafts.length} drafts instead of one`)
  return draft
}
