/** The outcome of each rule after a run: what failed, what could not be judged and for want of which source. Pure. */
import { sourceIds } from '../model/coverage.ts'
import type { SourceId, SourceStatus } from '../model/coverage.ts'
import type { Finding, Outcome, RuleOutcome } from '../model/finding.ts'
import { rules } from '../rules/index.ts'
import type { EnvironmentRule } from '../rules/rule.ts'

/** What became of one rule in one run. */
export interface RuleRun {
  readonly rule: string
  /** Whether anything that was read is what the rule is about. */
  readonly applies: boolean
  /** What it threw, in words. */
  readonly errors: readonly string[]
}

/** Sources that every run reads: a run without a status of one has not read it. */
const always = new Set<SourceId>(['graph/subscribed-skus', 'graph/users', 'power-platform/environments'])

/** One row per rule, in the order of product.md, counted before any filter. */
export function ruleOutcomes(
  findings: readonly Pick<Finding, 'rule' | 'status' | 'severity'>[],
  statuses: readonly SourceStatus[],
  runs: readonly RuleRun[],
): RuleOutcome[] {
  return rules.map((rule) => {
    const own = findings.filter((finding) => finding.rule === rule.id)
    const missing = incompleteNeeds(rule, statuses)
    const run = runs.find((candidate) => candidate.rule === rule.id)
    const outcome = outcomeOf(own, missing, run)
    return {
      rule: rule.id,
      outcome,
      open: own.filter(({ status }) => status === 'open').length,
      reason: reasonOf(outcome, missing, run, statuses),
      needs: sourceIds.filter((source) => missing.some((status) => status.source === source)),
    }
  })
}

type Missing = Pick<SourceStatus, 'source' | 'environment' | 'reason'>

/** What the operator left out is not required, and so not missing. */
function incompleteNeeds(rule: EnvironmentRule, statuses: readonly SourceStatus[]): Missing[] {
  const needed = statuses.filter((status) => rule.needs.includes(status.source))
  const incomplete = needed.filter(({ required, state }) => required && state !== 'complete')
  const unread = rule.needs
    .filter((source) => always.has(source) && !needed.some((status) => status.source === source))
    .map((source) => ({ source, environment: null, reason: 'not read' }))
  return [...incomplete, ...unread]
}

function outcomeOf(
  own: readonly Pick<Finding, 'status' | 'severity'>[],
  missing: readonly Missing[],
  run: RuleRun | undefined,
): Outcome {
  if (own.some(({ status, severity }) => status !== 'resolved' && severity !== 'info')) return 'fail'
  if (missing.length > 0 || run === undefined || run.errors.length > 0) return 'not-assessed'
  return run.applies ? 'pass' : 'not-applicable'
}

function reasonOf(
  outcome: Outcome,
  missing: readonly Missing[],
  run: RuleRun | undefined,
  statuses: readonly SourceStatus[],
): string | null {
  const sentences = [
    ...(run?.errors.map((error) => `The rule failed: ${error}`) ?? []),
    ...missing.map(missingWords),
    ...(outcome === 'not-applicable' ? ['No environment that was read has a restricted table installed'] : []),
    ...leftOutWords(statuses),
  ]
  return sentences.length === 0 ? null : `${sentences.join('; ')}.`
}

function missingWords({ source, environment, reason }: Missing): string {
  const place = environment === null ? '' : ` of ${environment.name}`
  return `${source}${place} is not complete${reason === null ? '' : ` (${reason})`}`
}

function leftOutWords(statuses: readonly SourceStatus[]): string[] {
  const leftOut = statuses.filter(({ source, required }) => source === 'dataverse/security' && !required)
  return leftOut.length === 0 ? [] : [`${leftOut.length} left out by the operator`]
}
