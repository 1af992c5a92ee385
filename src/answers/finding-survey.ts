/** One look at all findings of a tenant, one after another: what an export must know of them before it lists them. */
import { beginGrouping } from '../access/grouping.ts'
import { tablesOf } from '../model/evidence.ts'
import type { AccessGroup } from '../model/documents.ts'
import type { FindingTotals } from '../model/export.ts'
import type { Finding } from '../model/finding.ts'
import { accessRule } from './heads.ts'
import { countOpen, type FindingFacts } from './sync-document.ts'

export interface FindingSurvey {
  readonly totals: FindingTotals
  readonly roles: readonly AccessGroup[]
  /** Of every finding, resolved ones too: what the outcomes of the rules are made of. */
  readonly facts: readonly FindingFacts[]
  /** Ids of the clauses that open and waived findings cite, in the order of first use. */
  readonly cited: Readonly<Record<'open' | 'waived', readonly string[]>>
}

/** `findings` in the order of the lists. */
export async function surveyFindings(findings: AsyncIterable<Finding> | Iterable<Finding>): Promise<FindingSurvey> {
  const facts: FindingFacts[] = []
  const known = new Map<string, FindingFacts>()
  const cited = { open: new Set<string>(), waived: new Set<string>() }
  const writers = new Set<string>()
  const grouping = beginGrouping('role')
  let [waived, paths] = [0, 0]
  let worst: FindingTotals['worst'] = null
  for await (const finding of findings) {
    const { id, rule, status, severity, clauses, evidence, subject } = finding
    facts.push(factOf(known, { rule, status, severity }))
    if (status === 'resolved') continue
    for (const clause of clauses) cited[status].add(clause)
    if (status === 'waived') {
      waived += 1
      continue
    }
    if (severity !== 'info') worst ??= { id, severity }
    for (const table of tablesOf(evidence)) paths += table.paths.length
    if (rule === accessRule) grouping.add(finding)
    if (isToMend(finding)) writers.add(subject.id)
  }
  return {
    totals: { bySeverity: countOpen(facts), waived, writers: writers.size, paths, worst },
    roles: grouping.groups(),
    facts,
    cited: { open: [...cited.open], waived: [...cited.waived] },
  }
}

/** The same object for the same facts: there are few of them, and findings by the hundred thousand. */
function factOf(known: Map<string, FindingFacts>, fact: FindingFacts): FindingFacts {
  const key = `${fact.rule}|${fact.status}|${fact.severity}`
  const same = known.get(key)
  if (same !== undefined) return same
  known.set(key, fact)
  return fact
}

/** About a person above `info`: who needs a license or must lose a role. */
function isToMend({ rule, severity, subject }: Finding): boolean {
  return rule === accessRule && severity !== 'info' && subject.kind !== 'environment'
}
