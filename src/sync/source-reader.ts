/** Reads sources into a spool, page by page, and says how whole each of them was. */
import type { Clock } from '../clock.ts'
import { isPageChainLost, UpstreamError } from '../errors.ts'
import type { SeatledgerError } from '../errors.ts'
import type { Page, Remark, Source } from '../model/dataset.ts'
import type { RowSpool } from '../store/store.ts'
import type { KeyedSource } from './keyed-connectors.ts'
import type { SourceProgress } from './progress.ts'
import { endsSourceOnly, judgeCut, judgeWhole, type Reading } from './reading.ts'
import type { SourceJournal } from './source-journal.ts'
import { StartTurns } from './start-turns.ts'

const mostRestarts = 3

export interface ReaderContext {
  readonly spool: RowSpool
  readonly clock: Clock
  readonly progress: (event: SourceProgress) => void
  readonly signal: AbortSignal
  /** What outlives a kill; without it every source is read from its start. */
  readonly journal?: SourceJournal
}

export class SourceReader {
  readonly #context: ReaderContext
  readonly #fault = new AbortController()
  readonly #starts = new StartTurns()
  #parts: number

  constructor(context: ReaderContext) {
    this.#context = { ...context, signal: AbortSignal.any([context.signal, this.#fault.signal]) }
    this.#parts = context.journal?.lastPart ?? 0
  }

  /** Resolves whatever the service does; rejects when the run is stopped, or by a fault of our own. */
  async read(source: KeyedSource): Promise<Reading> {
    const { journal } = this.#context
    const kept = journal?.find(source.key) ?? null
    if (kept !== null) {
      tell(this.#context, source, kept.rows, kept.state, true)
      return kept
    }
    this.#parts += 1
    const part = this.#parts
    if (journal === undefined) return this.#readAnew(source, part)
    const { over } = await this.#starts.turn(source.id)
    try {
      const reading = await journal.during(part, over, async () => this.#readAnew(source, part))
      journal.end(source.key, part, reading)
      return reading
    } finally {
      over()
    }
  }

  async #readAnew(source: Source, part: number): Promise<Reading> {
    for (let restarts = 0; ; restarts += 1) {
      const attempt = new Attempt(source, part, this.#context)
      const error = await attempt.run()
      const isWorthAnother = isPageChainLost(error) && restarts < mostRestarts
      if (isWorthAnother || attempt.isLost(error)) this.#context.spool.drop(part)
      if (!isWorthAnother) return attempt.end(error)
    }
  }

  /** Reads several at a time. The first fault stops the others, and is thrown when they have ended: none is left running. */
  async readAll(sources: readonly KeyedSource[], atATime: number): Promise<Reading[]> {
    const waiting = [...sources.entries()]
    const readings = new Map<number, Reading>()
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, source] = next
        readings.set(index, await this.read(source))
      }
    }
    const workers = Array.from({ length: atATime }, async () => work().catch((error) => this.#fault.abort(error)))
    await Promise.all(workers)
    this.#fault.signal.throwIfAborted()
    return sources.flatMap((_, index) => readings.get(index) ?? [])
  }
}

/** One way through the pages of a source. */
class Attempt {
  readonly #source: Source
  readonly #part: number
  readonly #context: ReaderContext
  readonly #rejected = new Map<string, number>()
  readonly #remarks: Remark[] = []
  #rows = 0
  #requestId: string | null = null

  constructor(source: Source, part: number, context: ReaderContext) {
    this.#source = source
    this.#part = part
    this.#context = context
  }

  /** The error that ended it, or null at the last page. */
  async run(): Promise<SeatledgerError | null> {
    const { signal } = this.#context
    try {
      signal.throwIfAborted()
      for await (const page of this.#source.pages(signal)) {
        signal.throwIfAborted()
        this.#take(page)
      }
      return null
    } catch (error) {
      if (signal.aborted || !endsSourceOnly(error)) throw error
      if (error instanceof UpstreamError) this.#requestId = error.facts.requestId ?? this.#requestId
      return error
    }
  }

  #take(page: Page): void {
    const { id: source, environment } = this.#source
    const { dataset, rows, rejected, requestId, remark } = page
    const environmentId = environment?.id ?? null
    if (rows.length > 0) this.#context.spool.put({ part: this.#part, source, environmentId, dataset, rows })
    if (rejected > 0) this.#rejected.set(dataset, (this.#rejected.get(dataset) ?? 0) + rejected)
    if (remark !== undefined) this.#remarks.push(remark)
    this.#rows += rows.length
    this.#requestId = requestId ?? this.#requestId
    this.#tell('reading')
  }

  isLost(error: SeatledgerError | null): boolean {
    return error !== null && this.#judge(error).state === 'not-assessed'
  }

  end(error: SeatledgerError | null): Reading {
    const { id, environment, required, request } = this.#source
    const judgment = this.#judge(error)
    if (judgment.state === 'not-assessed') this.#rows = 0
    this.#tell(judgment.state)
    return {
      source: { id, environment, required, request },
      ...judgment,
      rows: this.#rows,
      requestId: this.#requestId,
      at: new Date(this.#context.clock.now()).toISOString(),
      error,
    }
  }

  #judge(error: SeatledgerError | null) {
    const notes = { rejected: this.#rejected, remarks: this.#remarks }
    return error === null ? judgeWhole(notes) : judgeCut(error, this.#rows, this.#source, notes)
  }

  #tell(state: SourceProgress['state']): void {
    tell(this.#context, this.#source, this.#rows, state)
  }
}

function tell(
  { progress }: ReaderContext,
  { id: source, environment }: Source,
  rows: number,
  state: SourceProgress['state'],
  isKept = false,
): void {
  progress({ source, environment, rows, state, isKept })
}
