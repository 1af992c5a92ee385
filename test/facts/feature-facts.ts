/** Literal facts of one environment for the tests of the rules of features, and the outcome of such a rule as documents list it. */
import type { TableRule } from '../../src/access/table-rules.ts'
import type { FeatureFacts } from '../../src/facts/feature-facts.ts'
import { ruleOutcomes } from '../../src/findings/outcomes.ts'
import { RuleRuns } from '../../src/findings/rule-runs.ts'
import type { SourceId } from '../../src/model/coverage.ts'
import type { RuleOutcome } from '../../src/model/finding.ts'
import type { FeatureRule } from '../../src/rules/rule.ts'
import { status } from './seat-facts.ts'

export const production = { id: 'env-1', name: 'Production' }

function restricted(table: string, displayName: string): TableRule {
  return { table, displayName, requires: [], list: 'main', exceptions: [], acceptedWithNote: [] }
}

/** The status of one source of Production. */
export function environmentStatus(source: SourceId, about: Parameters<typeof status>[1] = {}) {
  return status(source, { environment: production, ...about })
}

/** Production with every source read, nothing in it, and the restricted tables Case and Work Order. */
export function featureFacts(about: Partial<FeatureFacts> = {}): FeatureFacts {
  return {
    ref: production,
    dualWriteMaps: [],
    dualWriteRuntime: [],
    allocations: [],
    tableRules: [restricted('msdyn_workorder', 'Work Order'), restricted('incident', 'Case')],
    entitySets: new Map([
      ['incident', 'incidents'],
      ['msdyn_workorder', 'msdyn_workorders'],
    ]),
    statuses: [
      status('power-platform/environments'),
      environmentStatus('power-platform/allocations'),
      environmentStatus('dataverse/dual-write'),
    ],
    ...about,
  }
}

/** The drafts count as open findings. */
export function featureOutcome({ id }: FeatureRule, features: FeatureFacts): RuleOutcome {
  const runs = new RuleRuns(features.statuses, new Set())
  const { drafts } = runs.judgeEnvironment({ features, access: null })
  const findings = drafts.map(({ rule, severity }) => ({ rule, severity, status: 'open' as const }))
  const outcome = ruleOutcomes(findings, features.statuses, runs.end()).find(({ rule }) => rule === id)
  if (outcome === undefined) throw new Error(`no rule ${id}`)
  return outcome
}
