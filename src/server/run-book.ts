/** The runs of this process: what each told of itself, for whoever asks and for whoever follows. */
import type { Run, RunDetail, RunProgress } from '../model/service.ts'

/** `id` counts what a run told: who was away asks for what is later. */
export interface RunEvent {
  readonly id: number
  readonly event: 'progress' | 'state'
  readonly data: object
}

/** Older ones that were not stored are forgotten. */
const mostRuns = 50

export class RunBook {
  /** Newest first. */
  #runs: LiveRun[] = []

  begin(runId: string, startedAt: string): LiveRun {
    const run = new LiveRun(runId, startedAt)
    this.#runs = [run, ...this.#runs.filter((one) => one.run.runId !== runId)].slice(0, mostRuns)
    return run
  }

  /** Newest first. */
  runs(): readonly Run[] {
    return this.#runs.map(({ run }) => run)
  }

  find(runId: string): LiveRun | null {
    return this.#runs.find(({ run }) => run.runId === runId) ?? null
  }
}

export class LiveRun {
  #run: Run
  #lastId = 0
  /** The newest of each source, and of the state: what came before is worth nothing to who comes late. */
  readonly #events = new Map<string, RunEvent>()
  #told = Promise.withResolvers<undefined>()

  constructor(runId: string, startedAt: string) {
    const open = { finishedAt: null, exitCode: null, error: null, findings: null, requests: null, incomplete: null }
    this.#run = { runId, state: 'running', startedAt, ...open }
    this.#tell('state', 'state', this.#run)
  }

  get run(): Run {
    return this.#run
  }

  detail(): RunDetail {
    const progress = [...this.#progress.values()]
    return { ...this.#run, progress }
  }

  readonly #progress = new Map<string, RunProgress>()

  report(progress: RunProgress): void {
    const key = `${progress.source}|${progress.environment?.id ?? ''}`
    this.#progress.set(key, progress)
    this.#tell(key, 'progress', progress)
  }

  end(outcome: Omit<Run, 'runId' | 'startedAt'>): void {
    this.#run = { ...this.#run, ...outcome }
    this.#tell('state', 'state', this.#run)
  }

  /** What was told after `afterId`, oldest first. */
  eventsAfter(afterId: number): RunEvent[] {
    return [...this.#events.values()].filter(({ id }) => id > afterId).toSorted((a, b) => a.id - b.id)
  }

  /** Resolves when something more is told. */
  async more(): Promise<void> {
    await this.#told.promise
  }

  #tell(key: string, event: RunEvent['event'], data: object): void {
    this.#lastId += 1
    this.#events.set(key, { id: this.#lastId, event, data })
    this.#told.resolve(undefined)
    this.#told = Promise.withResolvers()
  }
}
