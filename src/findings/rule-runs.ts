/** Runs the rules of one run over environments and tenant, and remembers what became of each: a rule that throws has not looked. */
import type { EnvironmentFacts } from '../access/environment-facts.ts'
import type { TenantFacts } from '../access/tenant-facts.ts'
import type { FeatureFacts } from '../facts/feature-facts.ts'
import type { SeatFacts } from '../facts/seat-facts.ts'
import type { SourceStatus } from '../model/coverage.ts'
import type { FindingDraft } from '../model/finding.ts'
import { rules } from '../rules/index.ts'
import type { Judgment, Rule } from '../rules/rule.ts'
import type { Look } from './history.ts'
import { missingNeeds } from './missing-needs.ts'
import type { RuleRun } from './outcomes.ts'

/** Findings, and how whole each rule's look was. */
export interface Judgments {
  readonly drafts: readonly FindingDraft[]
  readonly looks: readonly Look[]
}

export interface EnvironmentInput {
  readonly features: FeatureFacts
  /** null: the security data or the tenant's people were not read. */
  readonly access: { readonly facts: EnvironmentFacts; readonly tenant: TenantFacts } | null
}

/** What one rule said of one thing. */
interface Said extends Judgment {
  readonly applies: boolean
  readonly complete: boolean
  readonly isCertainOf?: Look['isCertainOf']
}

const nothing: Said = { drafts: [], unjudged: [], applies: false, complete: false }

export class RuleRuns {
  readonly #statuses: readonly SourceStatus[]
  readonly #leftOut: ReadonlySet<string>
  readonly #applying = new Set<string>()
  readonly #errors = new Map<string, string[]>()
  readonly #unjudged = new Map<string, string[]>()
  readonly #remarks = new Map<string, string[]>()
  readonly #notApplicable = new Map<string, string>()

  constructor(statuses: readonly SourceStatus[], leftOut: ReadonlySet<string>) {
    this.#statuses = statuses
    this.#leftOut = leftOut
  }

  /** An environment that nobody looked at. */
  passOver(environmentId: string): Judgments {
    return { drafts: [], looks: ofEnvironments().map(({ id }) => ({ rule: id, environmentId, complete: false })) }
  }

  judgeEnvironment(input: EnvironmentInput): Judgments {
    const { id, name } = input.features.ref
    return this.#collect(ofEnvironments(), id, (rule) => this.#guarded(rule, `${name}: `, () => this.#say(rule, input)))
  }

  judgeTenant(facts: SeatFacts): Judgments {
    const ofTenant = rules.filter(({ scope }) => scope === 'tenant')
    return this.#collect(ofTenant, null, (rule) => this.#guarded(rule, '', () => this.#sayOfTenant(rule, facts)))
  }

  end(): RuleRun[] {
    return rules.map(({ id }) => ({
      rule: id,
      applies: this.#applying.has(id),
      errors: this.#errors.get(id) ?? [],
      unjudged: this.#unjudged.get(id) ?? [],
      remarks: this.#remarks.get(id) ?? [],
      notApplicable: this.#notApplicable.get(id) ?? null,
    }))
  }

  #collect(all: readonly Rule[], environmentId: string | null, say: (rule: Rule) => Said): Judgments {
    const drafts: FindingDraft[] = []
    const looks: Look[] = []
    for (const rule of all) {
      const said = say(rule)
      if (said.applies) this.#applying.add(rule.id)
      for (const draft of said.drafts) drafts.push(draft)
      for (const remark of said.remarks ?? []) note(this.#remarks, rule.id, remark)
      for (const reason of said.unjudged) note(this.#unjudged, rule.id, reason)
      const { isCertainOf } = said
      looks.push({ rule: rule.id, environmentId, complete: said.complete && said.unjudged.length === 0, isCertainOf })
    }
    return { drafts, looks }
  }

  #guarded(rule: Rule, place: string, say: () => Said): Said {
    try {
      return say()
    } catch (error) {
      note(this.#errors, rule.id, `${place}${error instanceof Error ? error.message : String(error)}`)
      return nothing
    }
  }

  #say(rule: Rule, { features, access }: EnvironmentInput): Said {
    const needsGroups = access !== null && access.facts.groupIds.length > 0
    const needs = rule.needs.filter((source) => source !== 'graph/groups' || needsGroups)
    const complete = missingNeeds(needs, this.#statuses, this.#leftOut, features.ref.id).length === 0
    if (rule.scope === 'feature') {
      return { drafts: rule.judge(features), unjudged: [], applies: rule.appliesTo(features), complete }
    }
    if (rule.scope !== 'environment' || access === null) return nothing
    const judged = rule.judge(access.facts, access.tenant)
    const judgment = 'drafts' in judged ? judged : { drafts: judged, unjudged: [] }
    return { ...judgment, applies: rule.appliesTo(access.facts, access.tenant), complete }
  }

  #sayOfTenant(rule: Rule, facts: SeatFacts): Said {
    if (rule.scope !== 'tenant') return nothing
    const { drafts, applies, unjudged = [], remarks = [], isCertainOf, notApplicable } = rule.judge(facts)
    if (notApplicable !== undefined) this.#notApplicable.set(rule.id, notApplicable)
    const complete = missingNeeds(rule.needs, this.#statuses, this.#leftOut).length === 0
    return { drafts, unjudged, remarks, applies, isCertainOf, complete: complete || notApplicable !== undefined }
  }
}

function ofEnvironments(): Rule[] {
  return rules.filter(({ scope }) => scope !== 'tenant')
}

function note(notes: Map<string, string[]>, rule: string, text: string): void {
  const known = notes.get(rule) ?? []
  if (!known.includes(text)) notes.set(rule, [...known, text])
}
