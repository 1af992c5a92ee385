/** The document of `explain`: one finding or one pool of the last run, whole. */
import { derivationOf } from '../access/derivation.ts'
import { readHeldLicenses } from '../access/held-licenses.ts'
import { capacitySources } from '../documents/coverage.ts'
import { explainFinding, explainPool } from '../documents/explain.ts'
import { derivePoolSentences } from '../entitlements/derivation.ts'
import { UnknownIdError } from '../errors.ts'
import type { ExplainDocument } from '../model/documents.ts'
import type { Finding, FindingSource } from '../model/finding.ts'
import { PoolId, poolIds, type Pool } from '../model/pool.ts'
import { trendSentences } from '../trend/trend-sentences.ts'
import { usePoints } from '../usage/run-figures.ts'
import { citing } from './cite.ts'
import { deriveFigures, reconciliation } from './figures.ts'
import type { Asked, Guided } from './guided.ts'
import { findingSources, storedHead } from './heads.ts'
import { listsOf } from './judge.ts'
import { readPoolBackground, type PoolBackground } from './pool-background.ts'
import type { Stored } from './stored.ts'
import { findingNow } from './stored-findings.ts'

/** Throws an UnknownIdError where the last run has neither. */
export async function storedExplanation(id: string, stored: Stored, asked: Asked): Promise<ExplainDocument> {
  const { run, snapshot } = stored
  if (PoolId.safeParse(id).success) {
    // Months may have been imported since the run.
    const background = await readPoolBackground(stored.store, run.tenantId, asked.now)
    const { pools } = await deriveFigures(snapshot, asked, { asOf: run.startedAt, background })
    const pool = pools.find((one) => one.pool === id)
    if (pool !== undefined) return poolExplained(pool, background, stored, asked)
  }
  const finding = await findingNow(id, stored, asked)
  if (finding !== null) return findingExplained(finding, stored, asked)
  throw new UnknownIdError(
    `The last sync has no finding and no pool with the id ${JSON.stringify(id)}.`,
    `ids of findings: \`seatledger findings\`; pools: ${poolIds.join(', ')}`,
  )
}

async function poolExplained(
  pool: Pool,
  { past }: PoolBackground,
  { run, snapshot }: Stored,
  product: Guided,
): Promise<ExplainDocument> {
  const reconciled = await reconciliation(snapshot, product, run.startedAt)
  const sources = run.statuses
    .filter(({ source, rows }) => capacitySources.includes(source) && rows > 0)
    .map(({ source, request, at, requestId }): FindingSource => ({ source, request, at, requestId }))
  return explainPool({
    head: storedHead(run, product, { sources: capacitySources }),
    pool,
    derivation: [
      ...derivePoolSentences(pool, product.edition, reconciled.get(pool.pool)),
      ...trendSentences(pool, usePoints(pool, { past, asOf: run.startedAt, readAt: run.startedAt })),
    ],
    cite: citing(product),
    sources,
  })
}

async function findingExplained(
  finding: Finding,
  { run, snapshot }: Stored,
  product: Guided,
): Promise<ExplainDocument> {
  const lists = listsOf(product)
  const held = await readHeldLicenses(snapshot, finding.subject.id, lists)
  const { environment } = finding
  const scope = environment === null ? {} : { environmentId: environment.id }
  return explainFinding({
    head: storedHead(run, product, { sources: findingSources, ...scope }),
    finding,
    derivation: derivationOf(finding, { held, familyName: (family) => lists.familyWords.name(family) }),
    cite: citing(product),
  })
}
