/** `seatledger capacity`: the six pools, live without a store, or from the last sync. */
import { askedNow, nowOf } from './now.ts'
import { capacityOf, storedCapacity } from '../answers/capacity.ts'
import { capacitySources } from '../documents/coverage.ts'
import type { Edition } from '../guide/edition.ts'
import { loadEdition } from '../guide/load.ts'
import type { CapacityDocument } from '../model/documents.ts'
import { learnSnapshot } from '../pseudonyms/rows.ts'
import { readLive } from '../sync/live.ts'
import { exitCodeFor, isIncomplete, isPoolAtOrAbove, type FailOnPool } from './exit-codes.ts'
import { headOf } from '../answers/heads.ts'
import type { Io } from './io.ts'
import { readLiveBackground } from './live-background.ts'
import { tenantNameOf } from '../answers/judge.ts'
import { print } from './print.ts'
import { openStoreProduct, openTenantProduct } from './product.ts'
import { createProgress } from './progress.ts'
import { withMaxAge, withStored } from './stored.ts'
import { openTenant } from './tenant.ts'

interface CapacityOptions {
  readonly stored?: boolean
  readonly edition?: string
  readonly compare?: string
  readonly failOn: FailOnPool
  readonly maxAge?: number
  readonly json?: boolean
  readonly verbose?: boolean
}

export async function capacity(options: CapacityOptions, io: Io): Promise<number> {
  // Before anything is read: an edition that does not exist is wrong usage.
  const compare = options.compare === undefined ? undefined : loadEdition(options.compare)
  return options.stored ? ofLastSync(options, compare, io) : liveCapacity(options, compare, io)
}

async function liveCapacity(options: CapacityOptions, compare: Edition | undefined, io: Io): Promise<number> {
  const product = openTenantProduct(io, options, { defaultBudgetMinutes: 10 })
  const tenant = openTenant(product.config, io, product.log)
  const { tenantId } = product.config.connection
  const asOf = nowOf(io)
  const progress = createProgress(io)
  try {
    const { snapshot, statuses } = await readLive({
      run: { id: 'live', tenantId, startedAt: asOf },
      connectors: tenant.connectors,
      clock: io.clock,
      progress: progress.report,
      signal: io.signal ?? new AbortController().signal,
    })
    progress.end()
    if (io.pseudonyms !== undefined) await learnSnapshot(snapshot, io.pseudonyms.names)
    const tenantName = await tenantNameOf(snapshot)
    const head = headOf({ tenantId, tenantName, runId: null, asOf, statuses }, product, capacitySources)
    const background = await readLiveBackground(product.config.storePath, tenantId, { asOf, tell: io.stderr })
    return finish(await capacityOf({ snapshot, head, product, background, compare }), options, io)
  } finally {
    tenant.close()
  }
}

async function ofLastSync(options: CapacityOptions, compare: Edition | undefined, io: Io): Promise<number> {
  const product = openStoreProduct(io, options)
  return withStored(product, async (stored) => {
    const document = await storedCapacity(stored, askedNow(product, io), compare)
    return withMaxAge(finish(document, options, io), stored.run, options.maxAge, io)
  })
}

function finish(document: CapacityDocument, options: CapacityOptions, io: Io): number {
  print(document, options, io)
  return exitCodeFor({
    exceeded: isPoolAtOrAbove(document.pools, options.failOn),
    incomplete: isIncomplete(document.coverage),
  })
}
