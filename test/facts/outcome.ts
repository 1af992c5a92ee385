/** The outcome of one rule of the tenant over literal facts, as documents list it. */
import type { SeatFacts } from '../../src/facts/seat-facts.ts'
import { RuleRuns } from '../../src/findings/rule-runs.ts'
import { ruleOutcomes } from '../../src/findings/outcomes.ts'
import type { RuleOutcome } from '../../src/model/finding.ts'
import type { TenantRule } from '../../src/rules/rule.ts'

/** The drafts count as open findings. */
export function outcomeOf({ id }: TenantRule, facts: SeatFacts): RuleOutcome {
  const runs = new RuleRuns(facts.statuses, new Set())
  const { drafts } = runs.judgeTenant(facts)
  const findings = drafts.map(({ rule, severity }) => ({ rule, severity, status: 'open' as const }))
  const outcome = ruleOutcomes(findings, facts.statuses, runs.end()).find(({ rule }) => rule === id)
  if (outcome === undefined) throw new Error(`no rule ${id}`)
  return outcome
}
