/** `seatledger evaluate`: judges a stored run again, without the tenant; changes the store only with `--save`. */
import { citeClauses } from '../documents/clauses.ts'
import { clausesOfPools } from '../documents/capacity.ts'
import { citedBy } from '../documents/findings.ts'
import { ConfigurationError } from '../errors.ts'
import { mergeFindings } from '../findings/history.ts'
import { sortFindings } from '../findings/order.ts'
import { applyWaivers } from '../findings/waivers.ts'
import { ruleOutcomes } from '../findings/outcomes.ts'
import type { EvaluationDocument } from '../model/documents.ts'
import type { Finding } from '../model/finding.ts'
import { ruleIds } from '../rules/index.ts'
import { exitCodeFor, isAtOrAbove, isIncomplete, type FailOn } from './exit-codes.ts'
import { storedHead } from './heads.ts'
import type { Io } from './io.ts'
import { deriveFigures } from './figures.ts'
import { judge } from './judge.ts'
import { readPoolBackground } from './pool-background.ts'
import { print } from './print.ts'
import { openStoreProduct, type Product } from './product.ts'
import { listedWaivers } from './stored-findings.ts'
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
      const { document, findings } = await judgeAgain(stored, product, options.asOf)
      if (options.save) await stored.store.saveFindings(stored.run.tenantId, findings)
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

async function judgeAgain(
  { store, run, snapshot }: Stored,
  product: Product,
  asOf = run.startedAt,
): Promise<{ document: EvaluationDocument; findings: Finding[] }> {
  const background = await readPoolBackground(store, run.tenantId, asOf)
  const figures = await deriveFigures(snapshot, product, { asOf, background })
  const { seats, pools } = figures
  const ledger = await store.ledger(run.tenantId)
  // What a later run found is not known yet on that day.
  const previous = (await store.findings(run.tenantId)).filter(({ firstSeen }) => firstSeen <= run.startedAt)
  const earlier = async (id: string): Promise<Finding[]> => previous.filter(({ environment }) => environment?.id === id)
  const assessment = await judge(snapshot, product, { figures, ledger, now: asOf, earlier })
  const merged = mergeFindings({ ...assessment, previous, runStartedAt: run.startedAt })
  const findings = applyWaivers(merged.findings, listedWaivers(product.config), asOf)
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
    clauses: citeClauses([...new Set([...citedBy(open), ...clausesOfPools(pools)])], product.edition),
  }
  return { document, findings: applyWaivers(merged.findings, null, asOf) }
}
