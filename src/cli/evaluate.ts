/** `seatledger evaluate`: judges a stored run again, without the tenant; changes the store only with `--save`. */
import { nowOf } from './now.ts'
import { clausesOfPools } from '../documents/capacity.ts'
import { citedBy } from '../documents/findings.ts'
import { ConfigurationError } from '../errors.ts'
import { mergeFindings } from '../findings/history.ts'
import { sortFindings } from '../findings/order.ts'
import { applyWaivers } from '../findings/waivers.ts'
import { ruleOutcomes } from '../findings/outcomes.ts'
import type { EvaluationDocument } from '../model/documents.ts'
import type { RunRecord } from '../model/run.ts'
import type { Finding } from '../model/finding.ts'
import { ruleIds } from '../rules/index.ts'
import { citing } from './cite.ts'
import { exitCodeFor, isAtOrAbove, isIncomplete, type FailOn } from './exit-codes.ts'
import { storedHead } from './heads.ts'
import type { Io } from './io.ts'
import { deriveFigures } from './figures.ts'
import { judge } from './judge.ts'
import { readPoolBackground } from './pool-background.ts'
import { print } from './print.ts'
import { openStoreProduct, type Product } from './product.ts'
import { listedWaivers } from './stored-findings.ts'
import { ledgerAsTold } from './seat-ledger.ts'
import { withMaxAge, withStored, type Stored } from './stored.ts'

interface EvaluateOptions {
  readonly edition?: string
  readonly asOf?: string
  readonly save?: boolean
  readonly failOn: FailOn
  readonly maxAge?: number
  readonly json?: boolean
}

export async function evaluate(options: EvaluateOptions, io: Io): Promise<number> {
  const product = openStoreProduct(io, options)
  return withStored(
    product,
    async (stored) => {
      if (options.save) await requireNewest(stored)
      const today = nowOf(io)
      const { document, findings, run } = await judgeAgain(stored, product, { asOf: options.asOf, today })
      if (options.save) await stored.store.saveEvaluation(run, findings)
      print(document, options, io)
      const exceeded = isAtOrAbove(document.findings, options.failOn)
      const exitCode = exitCodeFor({ exceeded, incomplete: isIncomplete(document.coverage) })
      return withMaxAge(exitCode, stored.run, options.maxAge, io)
    },
    options.asOf,
  )
}

/** Findings of an older run would take the place of newer ones. */
async function requireNewest({ store, run }: Stored): Promise<void> {
  const newest = await store.latestRun(run.tenantId)
  if (newest?.id === run.id) return
  throw new ConfigurationError(
    '--save keeps the findings of the newest run only.',
    'leave out --as-of or --save',
    'usage',
  )
}

interface Judged {
  readonly document: EvaluationDocument
  /** As the store keeps them: without the waivers of the operator's file. */
  readonly findings: readonly Finding[]
  /** The run with what became of the rules in this judgment. */
  readonly run: RunRecord
}

async function judgeAgain(
  { store, run, snapshot }: Stored,
  product: Product,
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
