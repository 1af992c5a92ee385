/** `seatledger sync`: collect, evaluate, store; prints the summary. */
import { exitCodeFor, isAtOrAbove, isIncomplete, type FailOn } from './exit-codes.ts'
import type { Io } from './io.ts'
import { print } from './print.ts'
import { openTenantProduct } from './product.ts'
import { runSync } from './sync-run.ts'

interface SyncOptions {
  readonly failOn: FailOn
  readonly json?: boolean
  readonly verbose?: boolean
}

export async function sync(options: SyncOptions, io: Io): Promise<number> {
  const product = openTenantProduct(io, options)
  const { document, findings } = await runSync(product, io, io.signal ?? new AbortController().signal)
  print(document, options, io, { findings })
  return exitCodeFor({
    exceeded: isAtOrAbove(findings, options.failOn),
    incomplete: isIncomplete(document.coverage),
  })
}
