/** `seatledger explain`: one finding or one pool of the last sync, whole. */
import { nowOf } from './now.ts'
import { derivationOf } from '../access/derivation.ts'
import { readHeldLicenses } from '../access/held-licenses.ts'
import { capacitySources } from '../documents/coverage.ts'
import { explainFinding, explainPool } from '../documents/explain.ts'
import { derivePoolSentences } from '../entitlements/derivation.ts'
import { ConfigurationError } from '../errors.ts'
import { trendSentences } from '../trend/trend-sentences.ts'
import { usePoints } from '../usage/run-figures.ts'
import type { ExplainDocument } from '../model/documents.ts'
import type { Finding, FindingSource } from '../model/finding.ts'
import { PoolId, poolIds, type Pool } from '../model/pool.ts'
import { exitCodes } from './exit-codes.ts'
import { findingSources, storedHead } from './heads.ts'
import { citing } from './cite.ts'
import type { Io } from './io.ts'
import { deriveFigures, reconciliation } from './figures.ts'
import { listsOf } from './judge.ts'
import { readPoolBackground, type PoolBackground } from './pool-background.ts'
import { print } from './print.ts'
import { openStoreProduct, type Product } from './product.ts'
import { findingsNow } from './stored-findings.ts'
import { withMaxAge, withStored, type Stored } from './stored.ts'

interface ExplainOptions {
  readonly maxAge?: number
  readonly json?: boolean
}

export async function explain(id: string, options: ExplainOptions, io: Io): Promise<number> {
  const product = openStoreProduct(io)
  return withStored(product, async (stored) => {
    print(await explained(id, stored, product, io), options, io)
    return withMaxAge(exitCodes.fine, stored.run, options.maxAge, io)
  })
}

async function explained(id: string, stored: Stored, product: Product, io: Io): Promise<ExplainDocument> {
  const { run, snapshot } = stored
  if (PoolId.safeParse(id).success) {
    // Months may have been imported since the run.
    const background = await readPoolBackground(stored.store, run.tenantId, nowOf(io))
    const { pools } = await deriveFigures(snapshot, product, { asOf: run.startedAt, background })
    const pool = pools.find((one) => one.pool === id)
    if (pool !== undefined) return poolExplained(pool, background, stored, product)
  }
  const finding = (await findingsNow(stored, product, io)).find((one) => one.id === id)
  if (finding !== undefined) return findingExplained(finding, stored, product)
  throw new ConfigurationError(
    `The last sync has no finding and no pool with the id ${JSON.stringify(id)}.`,
    `ids of findings: \`seatledger findings\`; pools: ${poolIds.join(', ')}`,
    'usage',
  )
}

async function poolExplained(
  pool: Pool,
  { past }: PoolBackground,
  { run, snapshot }: Stored,
  product: Product,
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
  product: Product,
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
