/** The outcome of each rule after a run: what failed, what could not be judged and for want of which source. Pure. */
import { sourceIds } from '../model/coverage.ts'
import type { SourceStatus } from '../model/coverage.ts'
import type { Finding, Outcome, RuleOutcome } from '../model/finding.ts'
import type { StoredRuleRun } from '../model/run.ts'
import { rules } from '../rules/index.ts'
import type { Rule } from '../rules/rule.ts'
import { leftOutOf, missingNeeds, type Missing } from './missing-needs.ts'

export type RuleRun = StoredRuleRun

/** One row per rule, in the order of product.md, counted before any filter. */
export function ruleOutcomes(
  findings: readonly Pick<Finding, 'rule' | 'status' | 'severity'>[],
  statuses: readonly SourceStatus[],
  runs: readonly RuleRun[],
): RuleOutcome[] {
  const leftOut = leftOutOf(statuses)
  const leftOutIds = new Set(leftOut.map(({ id }) => id))
  return rules.map((rule) => {
    const own = findings.filter((finding) => finding.rule === rule.id)
    const run = runs.find((candidate) => candidate.rule === rule.id)
    const isAsked = run?.notApplicable === undefined || run.notApplicable === null
    const missing = isAsked ? missingNeeds(rule.needs, statuses, leftOutIds) : []
    const outcome = outcomeOf(own, missing, run)
    return {
      rule: rule.id,
      outcome,
      open: own.filter(({ status }) => status === 'open').length,
      reason: reasonOf(rule, outcome, { missing, run, leftOut: isOfTenant(rule) ? 0 : leftOut.length }),
      needs: sourceIds.filter((source) => missing.some((status) => status.source === source)),
    }
  })
}

function isOfTenant(rule: Rule): boolean {
  return rule.scope === 'tenant'
}

function outcomeOf(
  own: readonly Pick<Finding, 'status' | 'severity'>[],
  missing: readonly Missing[],
  run: RuleRun | undefined,
): Outcome {
  if (own.some(({ status, severity }) => status !== 'resolved' && severity !== 'info')) return 'fail'
  if (missing.length > 0 || run === undefined) return 'not-assessed'
  if (run.errors.length > 0 || run.unjudged.length > 0) return 'not-assessed'
  return run.applies ? 'pass' : 'not-applicable'
}

function reasonOf(
  rule: Rule,
  outcome: Outcome,
  { missing, run, leftOut }: { missing: readonly Missing[]; run: RuleRun | undefined; leftOut: number },
): string | null {
  const sentences = [
    ...(run?.errors.map((error) => `The rule failed: ${error}`) ?? []),
    ...(run?.unjudged ?? []),
    ...missing.map(missingWords),
    ...(outcome === 'not-applicable' ? [run?.notApplicable ?? rule.notApplicable] : []),
    ...(run?.remarks ?? []),
    ...(leftOut === 0 ? [] : [`${leftOut} left out by the operator`]),
  ]
  return sentences.length === 0 ? null : `${sentences.join('; ')}.`
}

function missingWords({ source, environment, reason }: Missing): string {
  const place = environment === null ? '' : ` of ${environment.name}`
  return `${source}${place} is not complete${reason === null ? '' : ` (${reason})`}`
}
