/** The syncs of `serve`, one at a time, whoever asks for one: the schedule or the API. */
import { SeatledgerError } from '../errors.ts'
import type { Run } from '../model/service.ts'
import { RunBook, type LiveRun } from '../server/run-book.ts'
import type { Io } from './io.ts'
import { nowOf } from './now.ts'
import type { SyncEnd, SyncTold, SyncWorker } from './sync-worker.ts'

/** Told of each run's end; `durationMs` on the service's clock. */
export interface SyncListener {
  request: SyncTold['request']
  ended(end: SyncEnd, durationMs: number, isStopped: boolean): void
}

interface Current {
  /** Rejects where it ends before it is there. */
  readonly begun: Promise<Run>
  /** Rejects where it failed. */
  readonly ended: Promise<SyncEnd>
}

export class Syncs {
  readonly book = new RunBook()
  readonly #io: Io
  readonly #worker: SyncWorker
  readonly #signal: AbortSignal
  readonly #listener: SyncListener
  readonly #onStored: (() => Promise<void>)[] = []
  #current: Current | null = null

  constructor(io: Io, worker: SyncWorker, signal: AbortSignal, listener: SyncListener) {
    this.#io = io
    this.#worker = worker
    this.#signal = signal
    this.#listener = listener
  }

  isSyncing(): boolean {
    return this.#current !== null
  }

  /** Waited for when a run is stored, before it is told of. */
  onStored(listener: () => Promise<void>): void {
    this.#onStored.push(listener)
  }

  /** Resolves when the run is there. */
  async start({ full }: { readonly full: boolean }): Promise<Run> {
    if (this.#current !== null) {
      throw new SeatledgerError('busy', 'A sync of this tenant is running already.', 'follow that one: GET …/runs')
    }
    const current = this.#run(full)
    // Who started it may have gone; its end is in the log and in the list of runs.
    current.ended.catch(() => undefined)
    return current.begun
  }

  /** Of the schedule: where somebody started one just now, that one counts. Rejects where it failed. */
  async untilEnded(): Promise<void> {
    const current = this.#current ?? this.#run(false)
    current.begun.catch(() => undefined)
    const end = await current.ended
    if ('error' in end) throw new SeatledgerError('stopped', end.error.message)
  }

  /** Whether nothing runs any more within the time, after the signal. */
  async isSettledWithin(ms: number): Promise<boolean> {
    if (this.#current === null) return true
    const over = new AbortController()
    const settled = this.#current.ended.then(
      () => true,
      () => true,
    )
    const late = this.#io.clock.sleep(ms, over.signal).then(
      () => false,
      () => false,
    )
    const isSettled = await Promise.race([settled, late])
    over.abort()
    return isSettled
  }

  #run(full: boolean): Current {
    const begun = Promise.withResolvers<Run>()
    const ended = this.#work(full, begun).finally(() => {
      this.#current = null
    })
    const current = { begun: begun.promise, ended }
    this.#current = current
    return current
  }

  async #work(full: boolean, begun: PromiseWithResolvers<Run>): Promise<SyncEnd> {
    const startedMs = this.#io.clock.now()
    const runs: LiveRun[] = []
    const told: SyncTold = {
      began: ({ id, startedAt }) => {
        const live = this.book.begin(id, startedAt)
        runs.push(live)
        begun.resolve(live.run)
      },
      progress: (progress) => runs.at(-1)?.report(progress),
      request: (sent) => this.#listener.request(sent),
    }
    const end = await this.#worker({ full }, told, this.#signal)
    const finishedAt = nowOf(this.#io)
    const durationMs = this.#io.clock.now() - startedMs
    if ('outcome' in end) await Promise.allSettled(this.#onStored.map(async (listener) => listener()))
    this.#listener.ended(end, durationMs, this.#signal.aborted)
    runs.at(-1)?.end(endOf(end, this.#signal.aborted, finishedAt))
    if ('error' in end) begun.reject(new SeatledgerError(codeOf(end.error.code), end.error.message, end.error.hint))
    return end
  }
}

function codeOf(code: string): 'busy' | 'store' | 'stopped' | 'upstream' {
  return code === 'busy' || code === 'store' || code === 'stopped' ? code : 'upstream'
}

function endOf(end: SyncEnd, isStopped: boolean, finishedAt: string): Omit<Run, 'runId' | 'startedAt'> {
  if ('error' in end) {
    const { error, exitCode } = end
    const state = isStopped ? 'stopped' : 'failed'
    return { state, finishedAt, exitCode, error, findings: null, requests: null, incomplete: null }
  }
  const { exitCode, findings, incomplete, requests } = end.outcome
  const { graph, powerPlatform, dataverse, signIn } = requests
  const sent = graph + powerPlatform + dataverse + signIn
  return { state: 'stored', finishedAt, exitCode, error: null, findings, requests: sent, incomplete }
}
