/** Lets a sync go on where one before it was killed: what was complete is not read again, and of the rest only what had no answer is asked for. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { AnswerJournal, KeptAnswer } from '../model/journal.ts'
import type { ReadingLog } from '../store/staged-readings.ts'
import { parseStored } from '../store/stored-json.ts'
import { StoredReading, type Reading } from './reading.ts'

/** Which reading the request of this moment belongs to; a request outside of one (the doctor's) is nobody's. */
interface Current {
  readonly part: number
  readonly answered: () => void
}

export class SourceJournal implements AnswerJournal {
  readonly #log: ReadingLog
  readonly #current = new AsyncLocalStorage<Current>()

  constructor(log: ReadingLog) {
    this.#log = log
  }

  get lastPart(): number {
    return this.#log.lastPart
  }

  /** How many readings were complete before this attempt. */
  get keptReadings(): number {
    return this.#log.kept
  }

  /** What an attempt before this one read whole; its rows count from now on. */
  find(key: string): Reading | null {
    const json = this.#log.take(key)
    return json === null ? null : { ...parseStored(StoredReading, json, 'a reading'), error: null }
  }

  /** Requests of `work` belong to the part; `answered` is called with the first answer that outlives a kill. */
  async during<T>(part: number, answered: () => void, work: () => Promise<T>): Promise<T> {
    return this.#current.run({ part, answered }, work)
  }

  /** Only what is complete is worth keeping: a refusal or a cut may have passed when the sync is taken up. */
  end(key: string, part: number, { error, ...reading }: Reading): void {
    if (error === null && reading.state === 'complete') this.#log.finish({ key, part, json: JSON.stringify(reading) })
    else this.#log.dropAnswers(part)
  }

  /** Rows of readings that this attempt did not ask for (an environment that is gone meanwhile) are no part of its run. */
  forgetUnwanted(): void {
    this.#log.forgetHidden()
  }

  /** An attempt came to nothing that is kept: the source has begun all the same, and may take long. */
  heardNothingUseful(): void {
    this.#current.getStore()?.answered()
  }

  take(request: string): KeptAnswer | null {
    const current = this.#current.getStore()
    const answer = current === undefined ? null : this.#log.takeAnswer(current.part, request)
    if (answer !== null) current?.answered()
    return answer
  }

  keep(request: string, answer: KeptAnswer): void {
    const current = this.#current.getStore()
    if (current === undefined) return
    this.#log.keepAnswer(current.part, request, answer)
    current.answered()
  }
}
