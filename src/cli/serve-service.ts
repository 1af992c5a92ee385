/** What `serve` answers with: the tenant's answers, its syncs, and what both tell of themselves. */
import type { TenantConfig } from '../config.ts'
import { createMetrics } from '../server/metrics.ts'
import type { HealthState } from '../server/routes/health-routes.ts'
import type { ServerParts } from '../server/server.ts'
import type { Service } from '../server/service.ts'
import { version } from '../version.ts'
import type { Io } from './io.ts'
import { nowOf } from './now.ts'
import type { Product } from './product.ts'
import { ServedAnswers } from './serve-answers.ts'
import { syncApart } from './sync-apart.ts'
import { syncHere, type SyncEnd } from './sync-worker.ts'
import { Syncs } from './syncs.ts'

/** What the health endpoint tells; changed as runs come and go. */
export type Health = { -readonly [K in keyof HealthState]: HealthState[K] }

export interface OpenService {
  readonly answers: ServedAnswers
  readonly syncs: Syncs
  readonly health: Health
  readonly server: Pick<ServerParts, 'service' | 'metrics' | 'running' | 'health'>
}

export function openService(
  product: Product<TenantConfig>,
  io: Io,
  signal: AbortSignal,
  isVerbose: boolean,
): OpenService {
  const health: Health = { startedAt: nowOf(io), isReady: false, isSyncing: false, lastRun: null, nextRunAt: null }
  const answers = new ServedAnswers(product, io)
  const service: Service = {
    version,
    tenants: () => [answers],
    tenant: (id) => (answers.isOf(id) ? answers : null),
  }
  const metrics = createMetrics(service, () => syncs.isSyncing())
  const worker = io.apart === true ? syncApart({ isVerbose, pseudonymKey: io.pseudonyms?.key }) : syncHere(product, io)
  const syncs: Syncs = new Syncs(io, worker, signal, {
    request: (sent) => metrics.request(sent),
    ended: (end, durationMs, isStopped) => {
      const exitCode = 'error' in end ? end.exitCode : end.outcome.exitCode
      metrics.ended({ outcome: outcomeOf(end, isStopped), exitCode, durationMs })
      const startedAt = new Date(io.clock.now() - durationMs).toISOString()
      health.lastRun = { startedAt, finishedAt: nowOf(io), exitCode }
    },
  })
  const running = {
    book: syncs.book,
    isSyncing: () => syncs.isSyncing(),
    nextRunAt: () => health.nextRunAt,
    onStored: (listener: () => Promise<void>) => syncs.onStored(listener),
    start: async (settings: { readonly full: boolean }) => syncs.start(settings),
  }
  return {
    answers,
    syncs,
    health,
    server: { service, metrics, running, health: () => ({ ...health, isSyncing: syncs.isSyncing() }) },
  }
}

function outcomeOf(end: SyncEnd, isStopped: boolean): 'stored' | 'failed' | 'stopped' {
  if (!('error' in end)) return 'stored'
  return isStopped ? 'stopped' : 'failed'
}
