/** A stored run judged again, without the tenant: under another edition, on another day. */
import { clausesOfPools } from '../documents/capacity.ts'
import { citedBy } from '../documents/findings.ts'
import { mergeFindings } from '../findings/history.ts'
import { sortFindings } from '../findings/order.ts'
import { ruleOutcomes } from '../findings/outcomes.ts'
import { applyWaivers } from '../findings/waivers.ts'
import type { EvaluationDocument } from '../model/documents.ts'
import type { Finding } from '../model/finding.ts'
import type { RunRecord } from '../model/run.ts'
import { ruleIds } from '../rules/index.ts'
import { citing } from './cite.ts'
import { deriveFigures } from './figures.ts'
import type { Guided } from './guided.ts'
import { storedHead } from './heads.ts'
import { judge } from './judge.ts'
import { readPoolBackground } from './pool-background.ts'
import { ledgerAsTold } from './seat-ledger.ts'
import type { Stored } from './stored.ts'
import { listedWaivers } from './stored-findings.ts'

export interface Judged {
  readonly document: EvaluationDocument
  /** As the store keeps them: without the waivers of the operator's file. */
  readonly findings: readonly Finding[]
  /** The run with what became of the rules in this judgment. */
  readonly run: RunRecord
}

export async function judgeAgain(
  { store, run, snapshot }: Stored,
  product: Guided,
  days: { readonly asOf: string | undefined; readonly today: string },
): Promise<Judged> {
  const asOf = days.asOf ?? run.startedAt
  // Without a day of its own a run is judged by what is known today: months imported since, and waivers that have ended.
  const knownUntil = days.asOf ?? days.today
  const background = await readPoolBackground(store, run.tenantId, knownUntil)
  const figures = await deriveFigures(snapshot, product, { asOf, background })
  const { seats, pools } = figures
  const ledger = await ledgerAsTold(await store.ledger(run.tenantId), snapshot, figures, product)
  // What a later run found is not known yet on that day.
  const previous = (await store.findings(run.tenantId)).filter(({ firstSeen }) => firstSeen <= run.startedAt)
  const earlier = async (id: string): Promise<Finding[]> => previous.filter(({ environment }) => environment?.id === id)
  const assessment = await judge(snapshot, product, { figures, ledger, now: asOf, earlier })
  const merged = mergeFindings({ ...assessment, previous, runStartedAt: run.startedAt })
  const findings = applyWaivers(merged.findings, listedWaivers(product.config), knownUntil)
  const open = sortFindings(
    findings.filter(({ status }) => status === 'open'),
    ruleIds,
  )
  const document: EvaluationDocument = {
    schema: 'seatledger.evaluation/1',
    ...storedHead(run, product, { asOf }),
    rules: ruleOutcomes(findings, run.statuses, assessment.runs),
    findings: open,
    seats,
    pools,
    clauses: citing(product)([...new Set([...citedBy(open), ...clausesOfPools(pools)])]),
  }
  return {
    document,
    findings: applyWaivers(merged.findings, null, knownUntil),
    run: { ...run, ruleRuns: [...assessment.runs] },
  }
}
