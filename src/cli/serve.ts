/** `seatledger serve`: syncs on a schedule, one run at a time, and answers over HTTP, until it is told to stop. */
import { runSchedule } from '../schedule/scheduler.ts'
import { startServer, type Server } from '../server/server.ts'
import { keepDelivering } from './alerts-send.ts'
import { dashboardFolder } from './dashboard-folder.ts'
import { exitCodes } from './exit-codes.ts'
import type { Io } from './io.ts'
import { openTenantProduct } from './product.ts'
import { openService, type OpenService } from './serve-service.ts'
import { openSignIn } from './serve-sign-in.ts'
import { shownText } from './shown-error.ts'

interface ServeOptions {
  readonly verbose?: boolean
}

/** What was started over HTTP and is told to stop gets this long, as a run of the schedule does. */
const stopWaitMs = 4500

/** 0 after a clean stop, 1 where a run had to be left behind. */
export async function serve(options: ServeOptions, io: Io): Promise<number> {
  const product = openTenantProduct(io, { ...options, logLevel: 'info' }, { isService: true })
  const { log } = product
  const { schedule, listen, hosts } = product.config
  const signal = io.signal ?? new AbortController().signal
  const opened = openService(product, io, signal, options.verbose === true)
  const { syncs, health, answers } = opened
  const signIn = openSignIn(product, io)
  const server = await startServer({
    ...opened.server,
    listen,
    hosts,
    log,
    clock: io.clock,
    show: (text) => shownText(text, io),
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
    const isAllClean = isClean && (await syncs.isSettledWithin(stopWaitMs))
    log.info('stopped')
    return isAllClean ? exitCodes.fine : exitCodes.failed
  } finally {
    ended.abort()
    await delivering
    await close(server, answers)
  }
}

async function close(server: Server, answers: OpenService['answers']): Promise<void> {
  await server.close()
  await answers.close()
}
