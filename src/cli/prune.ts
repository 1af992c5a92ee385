/** `seatledger prune`: deletes the old runs of the tenant, and what interrupted syncs left behind. */
import type { PruneDocument } from '../model/documents.ts'
import { dayMs } from '../units.ts'
import { longestInterruptionMs } from '../sync/longest-interruption.ts'
import { exitCodes } from './exit-codes.ts'
import { storedHead } from '../answers/heads.ts'
import type { Io } from './io.ts'
import { print } from './print.ts'
import { openStoreProduct } from './product.ts'
import { withStored } from './stored.ts'

interface PruneOptions {
  /** Days. */
  readonly keep: number
  readonly json?: boolean
}

export async function prune({ keep, ...options }: PruneOptions, io: Io): Promise<number> {
  const product = openStoreProduct(io)
  return withStored(product, async ({ store, run }) => {
    const now = io.clock.now()
    const before = now - keep * dayMs
    const { runs, bytesFreed, isSpaceGivenBack } = await store.prune({
      tenantId: run.tenantId,
      runsBefore: new Date(before).toISOString(),
      // No sync goes on with rows that are older, whatever is kept.
      leftoversBefore: new Date(Math.max(before, now - longestInterruptionMs)).toISOString(),
      now: new Date(now).toISOString(),
    })
    if (!isSpaceGivenBack) {
      io.stderr(
        'The space could not be given back to the disk, which is full or somebody reads the store: the next runs use it, or prune again.\n',
      )
    }
    const head = storedHead(run, product, { sources: [] })
    print({ schema: 'seatledger.prune/1', ...head, runs, bytesFreed } satisfies PruneDocument, options, io)
    return exitCodes.fine
  })
}
