/** One sync of `serve`: logs what came of it, and gives what the service remembers of it. */
import type { TenantConfig } from '../config.ts'
import type { RequestCounts } from '../model/documents.ts'
import type { Run } from '../model/service.ts'
import { exitCodeFor, isAtOrAbove, isIncomplete } from './exit-codes.ts'
import type { Io } from './io.ts'
import type { Product } from './product.ts'
import { runSync, type SyncSettings } from './sync-run.ts'

export interface SyncOutcome {
  readonly exitCode: number
  readonly findings: NonNullable<Run['findings']>
  readonly incomplete: boolean
  readonly requests: RequestCounts
}

export async function oneSync(
  product: Product<TenantConfig>,
  io: Io,
  signal: AbortSignal,
  settings: SyncSettings,
): Promise<SyncOutcome> {
  // Progress is for people; a service logs what came of each source.
  const { document, findings } = await runSync(product, { ...io, stderr: () => undefined }, signal, settings)
  const incomplete = isIncomplete(document.coverage)
  const exitCode = exitCodeFor({ exceeded: isAtOrAbove(findings, 'medium'), incomplete })
  const { high, medium, low, info, new: added, resolved } = document.findings
  product.log.info('synced', { runId: document.runId, exitCode, high, medium, low, info, new: added, resolved })
  for (const { source, environment, state, reason } of document.coverage) {
    if (state !== 'complete') product.log.warn('not-whole', { source, environment: environment?.name, state, reason })
  }
  return { exitCode, findings: { high, medium, low, info }, incomplete, requests: document.requests }
}
