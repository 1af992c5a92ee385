/** What a rule is: texts for people, the clauses and sources it rests on, and a pure judgment of one environment. */
import type { EnvironmentFacts } from '../access/environment-facts.ts'
import type { TenantFacts } from '../access/tenant-facts.ts'
import type { SourceId } from '../model/coverage.ts'
import type { FindingDraft } from '../model/finding.ts'

/** A rule that is judged environment by environment. `title`, `failureTitle` and `description` are read by license managers. */
export interface EnvironmentRule {
  readonly id: string
  readonly title: string
  readonly failureTitle: string
  readonly description: string
  readonly clauses: readonly string[]
  /** Sources without which the rule cannot say that all is well. */
  readonly needs: readonly SourceId[]
  /** Whether there is anything in the environment that the rule is about. */
  appliesTo(environment: EnvironmentFacts, tenant: TenantFacts): boolean
  judge(environment: EnvironmentFacts, tenant: TenantFacts): readonly FindingDraft[]
}
