/** What the rules of seats found and looked at, as a list of seats shows it: counts by SKU, findings by person. */
import type { Finding, RuleOutcome } from '../model/finding.ts'
import type { StoredRuleRun } from '../model/run.ts'

const seatRules = ['seat-prerequisite', 'seat-reassigned-early', 'seat-idle', 'seat-duplicate'] as const
export type SeatRule = (typeof seatRules)[number]

/** An open finding about one SKU of one person. */
export interface SeatFinding {
  readonly rule: SeatRule
  readonly skuId: string
  /** A possible saving, which is no finding against the seat. */
  readonly isInfo: boolean
}

export class SeatUse {
  readonly #ofPerson = new Map<string, SeatFinding[]>()
  readonly #counts = new Map<string, number>()
  readonly #whole: ReadonlySet<string>

  /** `findings` of the tenant, gone through once; `outcomes` and `runs` say how whole each rule's look was. */
  constructor(findings: Iterable<Finding>, outcomes: readonly RuleOutcome[], runs: readonly StoredRuleRun[]) {
    for (const finding of findings) {
      const rule = seatRules.find((id) => id === finding.rule)
      const skuId = 'skuId' in finding.evidence ? finding.evidence.skuId : null
      if (rule === undefined || skuId === null || finding.status !== 'open') continue
      this.#add(finding.subject.id, { rule, skuId, isInfo: finding.severity === 'info' })
    }
    const unread = new Set(outcomes.filter(({ needs }) => needs.length > 0).map(({ rule }) => rule))
    const looked = runs.filter(({ errors, unjudged }) => errors.length === 0 && unjudged.length === 0)
    this.#whole = new Set(looked.map(({ rule }) => rule).filter((rule) => !unread.has(rule)))
  }

  #add(personId: string, finding: SeatFinding): void {
    this.#ofPerson.set(personId, [...(this.#ofPerson.get(personId) ?? []), finding])
    const key = `${finding.rule}|${finding.skuId}`
    if (!finding.isInfo) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
  }

  /** Whether the rule could judge everything that it is about. */
  isWhole(rule: SeatRule): boolean {
    return this.#whole.has(rule)
  }

  /** Seats of the SKU with an open finding; null where none was found and the rule could not look at all of them. */
  count(rule: SeatRule, skuId: string): number | null {
    return this.#counts.get(`${rule}|${skuId}`) ?? (this.isWhole(rule) ? 0 : null)
  }

  of(personId: string): readonly SeatFinding[] {
    return this.#ofPerson.get(personId) ?? []
  }
}
