/** `seatledger sync`: collect, evaluate, store; prints the summary. */
import { exitCodeFor, isAtOrAbove, isIncomplete, type FailOn } from './exit-codes.ts'
import type { Io } from './io.ts'
import { print } from './print.ts'
import { openTenantProduct, type Product } from './product.ts'
import { withStored } from './stored.ts'
import type { Finding } from '../model/finding.ts'
import { runSync } from './sync-run.ts'

interface SyncOptions {
  readonly failOn: FailOn
  readonly json?: boolean
  readonly verbose?: boolean
}

export async function sync(options: SyncOptions, io: Io): Promise<number> {
  const product = openTenantProduct(io, options)
  const { document, findings } = await runSync(product, io, io.signal ?? new AbortController().signal)
  // The document holds numbers only; a person wants to read who and through which roles.
  if (options.json) print(document, options, io)
  else print(document, options, io, { findings: await storedFindings(product) })
  return exitCodeFor({
    exceeded: isAtOrAbove(findings, options.failOn),
    incomplete: isIncomplete(document.coverage),
  })
}

async function storedFindings(product: Product): Promise<Finding[]> {
  return withStored(product, async ({ store, run }) => store.findings(run.tenantId))
}
