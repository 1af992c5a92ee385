/** `seatledger sync`: collect, evaluate, store; prints the summary. */
import type { TenantConfig } from '../config.ts'
import { unseenProvisions } from '../rights/unseen-provisions.ts'
import { exitCodeFor, isAtOrAbove, isIncomplete, type FailOn } from './exit-codes.ts'
import type { Io } from './io.ts'
import { askedNow } from './now.ts'
import { print } from './print.ts'
import { openTenantProduct, type Product } from './product.ts'
import { findingsNow } from '../answers/stored-findings.ts'
import { withStored } from './stored.ts'
import { runSync } from './sync-run.ts'

interface SyncOptions {
  readonly evidence?: boolean
  readonly full?: boolean
  readonly failOn: FailOn
  readonly json?: boolean
  readonly verbose?: boolean
}

export async function sync(options: SyncOptions, io: Io): Promise<number> {
  const product = withEvidence(openTenantProduct(io, options), options)
  const signal = io.signal ?? new AbortController().signal
  const { document, findings } = await runSync(product, io, signal, { full: options.full })
  // The document holds numbers only; a person wants to read who and through which roles.
  if (options.json) print(document, options, io)
  else print(document, options, io, await extrasOf(product, io))
  return exitCodeFor({
    exceeded: isAtOrAbove(findings, options.failOn),
    incomplete: isIncomplete(document.coverage),
  })
}

/** Days that `--evidence` alone looks back (product.md). */
const defaultEvidenceDays = 90

function withEvidence(product: Product<TenantConfig>, { evidence }: SyncOptions): Product<TenantConfig> {
  if (evidence !== true) return product
  const { config } = product
  return { ...product, config: { ...config, evidenceDays: config.evidenceDays ?? defaultEvidenceDays } }
}

/** What the summary shows beside the document: the findings, what no API shows, what changed since the sync before. */
async function extrasOf(product: Product, io: Io) {
  return withStored(product, async (stored) => {
    const runs = await stored.store.runs(stored.run.tenantId)
    const { startedAt, figures } = runs.findLast(({ id }) => id !== stored.run.id) ?? { startedAt: '', figures: null }
    return {
      findings: await findingsNow(stored, askedNow(product, io)),
      provisions: unseenProvisions(product.edition),
      ...(figures === null ? {} : { earlier: { startedAt, figures } }),
    }
  })
}
