/** `seatledger serve`: syncs on a schedule, one run at a time, and answers over HTTP, until it is told to stop. */
import { nowOf } from './now.ts'
import { runSchedule } from '../schedule/scheduler.ts'
import type { HealthState } from '../server/routes/health-routes.ts'
import { createMetrics } from '../server/metrics.ts'
import type { Service } from '../server/service.ts'
import { startServer } from '../server/server.ts'
import { version } from '../version.ts'
import { keepDelivering } from './alerts-send.ts'
import { dashboardFolder } from './dashboard-folder.ts'
import { exitCodes } from './exit-codes.ts'
import type { Io } from './io.ts'
import { openTenantProduct } from './product.ts'
import { ServedAnswers } from './serve-answers.ts'
import { openSignIn } from './serve-sign-in.ts'
import { shownText } from './shown-error.ts'
import { syncHere } from './sync-worker.ts'
import { Syncs } from './syncs.ts'

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
  const health: Health = { startedAt: nowOf(io), isReady: false, isSyncing: false, lastRun: null, nextRunAt: null }
  const answers = new ServedAnswers(product, io)
  const service: Service = {
    version,
    tenants: () => [answers],
    tenant: (id) => (answers.isOf(id) ? answers : null),
  }
  const metrics = createMetrics(service, () => syncs.isSyncing())
  const syncs: Syncs = new Syncs(io, syncHere(product, io), signal, {
    request: (sent) => metrics.request(sent),
    ended: (end, durationMs, isStopped) => {
      const startedAt = new Date(io.clock.now() - durationMs).toISOString()
      const exitCode = 'error' in end ? end.exitCode : end.outcome.exitCode
      const outcome = 'error' in end ? (isStopped ? 'stopped' : 'failed') : 'stored'
      metrics.ended({ outcome, exitCode, durationMs })
      health.lastRun = { startedAt, finishedAt: nowOf(io), exitCode }
    },
  })
  const signIn = openSignIn(product, io)
  const { book } = syncs
  const server = await startServer({
    listen,
    hosts: product.config.hosts,
    log,
    clock: io.clock,
    show: (text) => shownText(text, io),
    service,
    metrics,
    running: {
      book,
      isSyncing: () => syncs.isSyncing(),
      nextRunAt: () => health.nextRunAt,
      start: async (settings) => syncs.start(settings),
    },
    health: () => ({ ...health, isSyncing: syncs.isSyncing() }),
    signIn,
    dashboard: dashboardFolder(),
  })
  io.stdout(`${server.url}${'token' in signIn ? `/sign-in?token=${signIn.token}` : ''}\n`)
  log.info('serving', { health: `${server.url}/healthz`, schedule: schedule.cron, timeZone: schedule.timeZone })
  const ended = new AbortController()
  const delivering = keepDelivering(product, io, AbortSignal.any([signal, ended.signal]))
  try {
    const isClean = await runSchedule({
      ...schedule,
      clock: io.clock,
      signal,
      log,
      job: async () => syncs.untilEnded(),
      onNext: (dueMs) => {
        health.isReady = dueMs !== null
        health.nextRunAt = dueMs === null ? null : new Date(dueMs).toISOString()
      },
    })
    log.info('stopped')
    return isClean ? exitCodes.fine : exitCodes.failed
  } finally {
    ended.abort()
    await delivering
    await server.close()
    await answers.close()
  }
}
