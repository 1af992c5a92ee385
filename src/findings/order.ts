/** The order of findings in every list: worst first, then rule, environment, subject and id. */
import { compareText } from '../model/text-order.ts'
import { severities } from '../model/finding.ts'
import type { FindingDraft } from '../model/finding.ts'

/** What the order goes by. */
type Ordered = Pick<FindingDraft, 'id' | 'rule' | 'severity' | 'environment' | 'subject'>

/** `ruleOrder` holds the rule ids in the order of product.md. */
export function sortFindings<F extends Ordered>(findings: readonly F[], ruleOrder: readonly string[]): F[] {
  return findings.toSorted(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      ruleOrder.indexOf(a.rule) - ruleOrder.indexOf(b.rule) ||
      compareText(a.environment?.name ?? '', b.environment?.name ?? '') ||
      compareText(a.subject.name, b.subject.name) ||
      compareText(a.id, b.id),
  )
}
