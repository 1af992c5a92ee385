/** A pool whose one worker outlives its run: thousands of mutants share the modules that were loaded, and each costs its tests alone. */
import { type PoolOptions, type PoolWorker, ThreadsPoolWorker, type WorkerRequest } from 'vitest/node'

/** Runs that one thread serves: each leaves listeners behind in it. */
const runsOfThread = 100

let kept: { readonly worker: ThreadsPoolWorker; runs: number } | undefined

async function begin(options: PoolOptions): Promise<ThreadsPoolWorker> {
  if (kept === undefined) {
    kept = { worker: new ThreadsPoolWorker(options), runs: 0 }
    await kept.worker.start()
  }
  kept.runs += 1
  return kept.worker
}

export async function endKept(): Promise<void> {
  const ended = kept
  kept = undefined
  await ended?.worker.stop()
}

type Listener = (message: unknown) => void

/** What vitest takes for a worker of one run. It is told that its worker stopped, and the thread runs on. */
class KeptWorker implements PoolWorker {
  readonly name = 'kept'
  readonly #options: PoolOptions
  readonly #listeners: [event: string, listener: Listener][] = []
  #worker: ThreadsPoolWorker | undefined
  #isStopped = false

  constructor(options: PoolOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    this.#worker = await begin(this.#options)
    // Where each test stands is asked for in the first run, of all tests; to find it out costs more than most tests.
    if ((kept?.runs ?? 0) > 1) this.#options.project.config.includeTaskLocation = false
  }

  on(event: string, listener: Listener): void {
    this.#listeners.push([event, listener])
    this.#worker?.on(event, listener)
  }

  off(event: string, listener: Listener): void {
    this.#worker?.off(event, listener)
  }

  send(message: WorkerRequest): void {
    if (message.type !== 'stop') return this.#worker?.send(message)
    this.#isStopped = true
    const stopped = { type: 'stopped', __vitest_worker_response__: true }
    for (const [event, listener] of this.#listeners) if (event === 'message') listener(stopped)
  }

  deserialize(message: unknown): unknown {
    return message
  }

  /** Where vitest did not ask first, something went wrong in the thread. */
  async stop(): Promise<void> {
    for (const [event, listener] of this.#listeners) this.#worker?.off(event, listener)
    if (!this.#isStopped || (kept?.runs ?? 0) >= runsOfThread) await endKept()
  }
}

export const keptPool = { name: 'kept', createPoolWorker: (options: PoolOptions) => new KeptWorker(options) }
