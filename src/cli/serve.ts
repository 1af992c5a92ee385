/** `seatledger serve`: syncs on a schedule, one run at a time, with a health endpoint, until it is told to stop. */
import { nowOf } from './now.ts'
import type { TenantConfig } from '../config.ts'
import { runSchedule } from '../schedule/scheduler.ts'
import { createLocalSignIn } from '../server/local-sign-in.ts'
import type { HealthState } from '../server/routes/health-routes.ts'
import { startServer } from '../server/server.ts'
import { dashboardFolder } from './dashboard-folder.ts'
import { ServedAnswers } from './serve-answers.ts'
import { exitCodeFor, exitCodes, isAtOrAbove, isIncomplete } from './exit-codes.ts'
import type { Io } from './io.ts'
import { openTenantProduct, type Product } from './product.ts'
import { runSync } from './sync-run.ts'
import { version } from '../version.ts'

interface ServeOptions {
  readonly verbose?: boolean
}

/** What the health endpoint tells; changed as runs come and go. */
type Health = { -readonly [K in keyof HealthState]: HealthState[K] }

/** 0 after a clean stop, 1 where a run had to be left behind. */
export async function serve(options: ServeOptions, io: Io): Promise<number> {
  const product = openTenantProduct(io, { ...options, logLevel: 'info' }, { isService: true })
  const { log } = product
  const { schedule, listen } = product.config
  const signal = io.signal ?? new AbortController().signal
  const health: Health = {
    startedAt: nowOf(io),
    isReady: false,
    isSyncing: false,
    lastRun: null,
    nextRunAt: null,
  }
  const answers = new ServedAnswers(product, io)
  const signIn = createLocalSignIn(io.clock)
  const server = await startServer({
    listen,
    hosts: [],
    log,
    service: {
      version,
      tenants: () => [answers],
      tenant: (id) => (id.toLowerCase() === product.config.tenantId ? answers : null),
    },
    running: { isSyncing: () => health.isSyncing, nextRunAt: () => health.nextRunAt },
    health: () => health,
    signIn,
    dashboard: dashboardFolder(),
  })
  io.stdout(`${server.url}/sign-in?token=${signIn.token}\n`)
  log.info('serving', { health: `${server.url}/healthz`, schedule: schedule.cron, timeZone: schedule.timeZone })
  try {
    const isClean = await runSchedule({
      ...schedule,
      clock: io.clock,
      signal,
      log,
      job: async (stop) => syncOnce(product, io, stop, health),
      onNext: (dueMs) => {
        health.isReady = dueMs !== null
        health.nextRunAt = dueMs === null ? null : new Date(dueMs).toISOString()
      },
    })
    log.info('stopped')
    return isClean ? exitCodes.fine : exitCodes.failed
  } finally {
    await server.close()
    await answers.close()
  }
}

async function syncOnce(product: Product<TenantConfig>, io: Io, signal: AbortSignal, health: Health): Promise<void> {
  const startedAt = nowOf(io)
  health.isSyncing = true
  let exitCode: number = exitCodes.failed
  try {
    // Progress is for people; a service logs what came of each source.
    const { document, findings } = await runSync(product, { ...io, stderr: () => undefined }, signal)
    exitCode = exitCodeFor({ exceeded: isAtOrAbove(findings, 'medium'), incomplete: isIncomplete(document.coverage) })
    const { high, medium, low, info, new: added, resolved } = document.findings
    product.log.info('synced', { runId: document.runId, exitCode, high, medium, low, info, new: added, resolved })
    for (const { source, environment, state, reason } of document.coverage) {
      if (state !== 'complete') product.log.warn('not-whole', { source, environment: environment?.name, state, reason })
    }
  } finally {
    health.isSyncing = false
    health.lastRun = { startedAt, finishedAt: nowOf(io), exitCode }
  }
}
