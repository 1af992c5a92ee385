/** What a rule is: texts for people, the clauses and sources it rests on, and a pure judgment of what it is about. */
import type { EnvironmentFacts } from '../access/environment-facts.ts'
import type { TenantFacts } from '../access/tenant-facts.ts'
import type { FeatureFacts } from '../facts/feature-facts.ts'
import type { SeatFacts } from '../facts/seat-facts.ts'
import type { SourceId } from '../model/coverage.ts'
import type { Finding, FindingDraft } from '../model/finding.ts'

/** `title`, `failureTitle` and `description` are read by license managers. */
interface RuleTexts {
  readonly id: string
  readonly title: string
  readonly failureTitle: string
  readonly description: string
  /** When there is nothing that the rule is about, as a sentence without its full stop. */
  readonly notApplicable: string
  readonly clauses: readonly string[]
  /** Sources without which the rule cannot say that all is well. */
  readonly needs: readonly SourceId[]
}

/** Judged environment by environment, of those whose security data was read whole. */
export interface EnvironmentRule extends RuleTexts {
  readonly scope: 'environment'
  /** Whether there is anything in the environment that the rule is about. */
  appliesTo(environment: EnvironmentFacts, tenant: TenantFacts): boolean
  judge(environment: EnvironmentFacts, tenant: TenantFacts): Judged
}

/** Judged environment by environment too, and whatever became of the security data. */
export interface FeatureRule extends RuleTexts {
  readonly scope: 'feature'
  appliesTo(features: FeatureFacts): boolean
  judge(features: FeatureFacts): readonly FindingDraft[]
}

/** Judged once a run, of the tenant as a whole. */
export interface TenantRule extends RuleTexts {
  readonly scope: 'tenant'
  judge(facts: SeatFacts): TenantVerdict
}

export type Rule = EnvironmentRule | FeatureRule | TenantRule

/** Findings, and what could not be judged in the environment for a reason of its own: its look is not complete then. */
export interface Judgment {
  readonly drafts: readonly FindingDraft[]
  readonly unjudged: readonly string[]
  /** What a reader should know, and what changes no outcome: what was left out and counted. */
  readonly remarks?: readonly string[]
}
type Judged = readonly FindingDraft[] | Judgment

export interface TenantVerdict {
  readonly drafts: readonly FindingDraft[]
  /** Whether anything is what the rule is about. */
  readonly applies: boolean
  /** Why it could not judge, or not all of it, though its sources were read: `history since …`. Nothing is resolved then. */
  readonly unjudged?: readonly string[]
  /** What a reader should know, and what changes no outcome. */
  readonly remarks?: readonly string[]
  /**
   * Finding by finding, where one look is not equally whole for all: whether the judgment is certain of it, so that what it does not
   * find again is over, and what it grades lower is so. Without it a look is certain when all needs were read and nothing is unjudged.
   */
  readonly isCertainOf?: (finding: Finding) => boolean
  /** Why there is nothing to judge whatever was read: wins over missing sources. */
  readonly notApplicable?: string
}
