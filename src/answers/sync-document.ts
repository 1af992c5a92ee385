/** The document of a sync: what was read, what was found, the figures. */
import { clausesOfPools } from '../documents/capacity.ts'
import { citeClauses } from '../documents/clauses.ts'
import type { FindingCounts, SyncDocument } from '../model/documents.ts'
import { severities, type Finding, type RuleOutcome, type Severity } from '../model/finding.ts'
import type { RunRecord } from '../model/run.ts'
import { rowsBySource } from '../sync/progress.ts'
import type { Figures } from './figures.ts'
import { storedHead } from './heads.ts'
import type { Guided } from './guided.ts'

/** What the summary needs of a finding. */
export type FindingFacts = Pick<Finding, 'rule' | 'status' | 'severity'>

export function syncDocument(
  run: RunRecord,
  product: Guided,
  { seats, pools }: Figures,
  rules: RuleOutcome[],
  findings: FindingCounts,
): SyncDocument {
  return {
    schema: 'seatledger.sync/1',
    ...storedHead(run, product),
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    mode: 'full',
    requests: run.requests,
    rows: rowsBySource(run.statuses),
    findings,
    rules,
    seats,
    pools,
    clauses: citeClauses(clausesOfPools(pools), product.edition),
  }
}

export function countOpen(findings: readonly FindingFacts[]): Record<Severity, number> {
  const open = findings.filter(({ status }) => status === 'open')
  const count = (severity: Severity): number => open.filter((finding) => finding.severity === severity).length
  const [high, medium, low, info] = severities
  return { high: count(high), medium: count(medium), low: count(low), info: count(info) }
}
