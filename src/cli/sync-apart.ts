/** A sync in a process of its own: what it reads and judges keeps no reader of the API waiting, and what breaks it does not break the service. */
import { fork, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { SyncNews, type SyncOrder } from './sync-messages.ts'
import type { SyncEnd, SyncTold, SyncWorker } from './sync-worker.ts'

/** A sync that is told to stop gets this long: `serve` itself ends within 5 s. */
const stopWaitMs = 4000

export interface ApartOptions {
  readonly isVerbose: boolean
  readonly pseudonymKey: Uint8Array | undefined
}

export function syncApart({ isVerbose, pseudonymKey }: ApartOptions): SyncWorker {
  return async ({ full }, told, signal) => {
    const child = fork(childModule(), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const send = (order: SyncOrder): void => void (child.connected && child.send(order))
    let hasBegun = false
    const stop = (): void => {
      // Before it has begun there is nothing to be put away.
      if (!hasBegun) child.kill('SIGKILL')
      send({ kind: 'stop' })
      setTimeout(() => child.kill('SIGKILL'), stopWaitMs).unref()
    }
    signal.addEventListener('abort', stop, { once: true })
    try {
      send({
        kind: 'start',
        full,
        isVerbose,
        pseudonymKey: pseudonymKey === undefined ? null : Buffer.from(pseudonymKey).toString('base64'),
      })
      const began: SyncTold['began'] = (run) => {
        hasBegun = true
        told.began(run)
      }
      const end = await followed(child, { ...told, began })
      return signal.aborted && 'error' in end ? stopped : end
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }
}

async function followed(child: ChildProcess, told: SyncTold): Promise<SyncEnd> {
  const { promise, resolve } = Promise.withResolvers<SyncEnd>()
  let end: SyncEnd | null = null
  child.on('message', (message) => {
    const news = SyncNews.parse(message)
    if (news.kind === 'began') told.began(news)
    else if (news.kind === 'progress') told.progress(news.progress)
    else if (news.kind === 'request') told.request(news)
    else end = news.kind === 'stored' ? { outcome: news.outcome } : { error: news.error, exitCode: news.exitCode }
  })
  child.once('error', (error) => resolve(broken(error.message)))
  // When it is gone: its files are closed by then, so that the next one may begin.
  child.once('close', (code, killedBy) => resolve(end ?? broken(killedBy ?? `code ${code}`)))
  return promise
}

const stopped: SyncEnd = {
  error: { code: 'stopped', message: 'The sync was stopped with the service.', hint: null },
  exitCode: 1,
}

function broken(by: string): SyncEnd {
  const message = `The process of the sync ended by ${by}, and nothing of it was stored.`
  const hint = 'the next sync goes on with what this one has read'
  return { error: { code: 'fault', message, hint }, exitCode: 1 }
}

/** The same file in a checkout (`.ts`) and in the built package (`.js`). */
function childModule(): string {
  const source = fileURLToPath(new URL('./sync-child.ts', import.meta.url))
  return existsSync(source) ? source : fileURLToPath(new URL('./sync-child.js', import.meta.url))
}
