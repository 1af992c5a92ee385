/** The document of `findings` and `access`: outcomes of rules, findings in order, groups under `--by`, and the clauses cited. */
import type { AccessGroup, Clauses, FindingsDocument, Head } from '../model/documents.ts'
import type { Finding, RuleOutcome } from '../model/finding.ts'
import { sortFindings } from '../findings/order.ts'
import { ruleIds } from '../rules/index.ts'

export interface FindingsParts {
  readonly head: Head
  /** Counted before any filter. */
  readonly rules: readonly RuleOutcome[]
  readonly findings: readonly Finding[]
  readonly groups?: readonly AccessGroup[]
  /** Cites clauses by id, of the run's edition. */
  readonly cite: (clauseIds: readonly string[]) => Clauses
}

export function findingsDocument({ head, rules, findings, groups, cite }: FindingsParts): FindingsDocument {
  const sorted = sortFindings(findings, ruleIds)
  return {
    schema: 'seatledger.findings/1',
    ...head,
    rules: [...rules],
    findings: sorted,
    ...(groups === undefined ? {} : { groups: [...groups] }),
    clauses: cite(citedBy(sorted)),
  }
}

/** Ids of the clauses that findings cite, each once, in the order of first use. */
export function citedBy(findings: readonly Pick<Finding, 'clauses'>[]): string[] {
  return [...new Set(findings.flatMap(({ clauses }) => clauses))]
}
