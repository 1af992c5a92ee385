/** The process of one sync of `serve`: started by `sync-apart.ts`, told what to do over its channel, gone when the sync ends. */
import { setFlagsFromString } from 'node:v8'
import { SeatledgerError } from '../errors.ts'
import { readEnvironment } from './environment-file.ts'
import type { Io } from './io.ts'
import { openTenantProduct } from './product.ts'
import { withPseudonymKey } from './pseudonyms.ts'
import { shownError } from './shown-error.ts'
import { SyncOrder, type SyncNews } from './sync-messages.ts'
import { syncHere, type SyncEnd, type SyncTold } from './sync-worker.ts'
import { systemClock } from './system-clock.ts'

// As in `entry.ts`.
setFlagsFromString('--semi-space-growth-factor=1')

const stop = new AbortController()
const stopNow = (): void => stop.abort(new SeatledgerError('stopped', 'Stopped with the service.'))
// Ctrl-C reaches the whole group of processes: the service says what is to be done.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', stopNow)
// Without the service nobody wants the run.
process.on('disconnect', stopNow)
process.on('message', (message) => {
  const order = SyncOrder.parse(message)
  if (order.kind === 'stop') stopNow()
  else void work(order)
})

async function work(order: Extract<SyncOrder, { kind: 'start' }>): Promise<void> {
  const end = await endOf(order)
  tell('outcome' in end ? { kind: 'stored', ...end } : { kind: 'failed', ...end })
  if (process.connected) process.disconnect()
  // What was stopped and does not end must not keep the process: nothing of it is stored.
  if (stop.signal.aborted) setTimeout(() => process.exit(), 500).unref()
}

async function endOf({ full, isVerbose, pseudonymKey }: Extract<SyncOrder, { kind: 'start' }>): Promise<SyncEnd> {
  const plain: Io = {
    env: readEnvironment(process.env) ?? process.env,
    stdout: () => undefined,
    stderr: (text) => void process.stderr.write(text),
    clock: systemClock,
    signal: stop.signal,
  }
  const io = pseudonymKey === null ? plain : withPseudonymKey(plain, [], Buffer.from(pseudonymKey, 'base64'))
  try {
    const product = openTenantProduct(io, { verbose: isVerbose, logLevel: 'info' }, { isService: true })
    return await syncHere(product, io)({ full }, told, stop.signal)
  } catch (error) {
    const { code, message, hint } = shownError(error, io)
    return { error: { code, message, hint }, exitCode: 1 }
  }
}

const told: SyncTold = {
  began: ({ id, startedAt }) => tell({ kind: 'began', id, startedAt }),
  progress: (progress) => tell({ kind: 'progress', progress }),
  request: ({ api, status, attempt }) => tell({ kind: 'request', api, status, attempt }),
}

function tell(news: SyncNews): void {
  if (process.connected) process.send?.(news)
}
