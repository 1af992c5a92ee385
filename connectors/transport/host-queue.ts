/** The queue of one host: how many requests are out at once, and the pause that all of them keep after a throttle. Knows no HTTP. */
import type { Clock } from '../../src/clock.ts'

interface Waiting {
  readonly admit: () => void
}

/** Starts with one request in flight, adds one with each success up to `most`, and falls back to one when throttled. */
export class HostQueue {
  readonly #clock: Clock
  readonly #most: number
  #allowed = 1
  #active = 0
  #pausedUntilMs = 0
  #isGivenUp = false
  #successes = 0
  readonly #waiting: Waiting[] = []

  constructor(clock: Clock, most: number) {
    this.#clock = clock
    this.#most = most
  }

  /**
   * Resolves when this request may be sent; `leave` must follow. `mayWait` is asked before each pause of the host and ends
   * the request by throwing. Rejects with the signal's reason when it aborts first.
   */
  async enter(signal: AbortSignal, mayWait: (pauseMs: number) => void): Promise<void> {
    signal.throwIfAborted()
    const turn = this.#queueUp(signal, 'last')
    this.#admit()
    await this.#keepPause(turn, signal, mayWait)
  }

  /** The same for a request that is in and was refused: it goes before the line, so that one finds out for all how long the host refuses. */
  async again(signal: AbortSignal, mayWait: (pauseMs: number) => void): Promise<void> {
    if (signal.aborted) this.leave()
    signal.throwIfAborted()
    const turn = this.#queueUp(signal, 'first')
    this.leave()
    await this.#keepPause(turn, signal, mayWait)
  }

  leave(): void {
    this.#active -= 1
    this.#admit()
  }

  /** Whether the host is as good as dead: asked to the end in vain, and without one good answer since. */
  get isGivenUp(): boolean {
    return this.#isGivenUp
  }

  /** How often the host has answered well. */
  get successes(): number {
    return this.#successes
  }

  /** A request was in vain to the end; that others got through meanwhile shows that it is not the host. */
  giveUp(successesBefore: number): void {
    if (this.#successes === successesBefore) this.#isGivenUp = true
  }

  /** The host asked for a wait of `ms`: nobody sends before it is over, and then one at a time. */
  pause(ms: number): void {
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, this.#clock.now() + ms)
    this.#allowed = 1
  }

  /** An answer that was under way when the host asked for a pause says nothing about the time after it. */
  succeeded(): void {
    this.#successes += 1
    if (this.#clock.now() < this.#pausedUntilMs) return
    this.#isGivenUp = false
    this.#allowed = Math.min(this.#most, this.#allowed + 1)
    this.#admit()
  }

  async #keepPause(turn: Promise<void>, signal: AbortSignal, mayWait: (pauseMs: number) => void): Promise<void> {
    await turn
    try {
      await this.#untilPauseEnds(signal, mayWait)
    } catch (error) {
      this.leave()
      throw error
    }
  }

  async #untilPauseEnds(signal: AbortSignal, mayWait: (pauseMs: number) => void): Promise<void> {
    let keptUntilMs = this.#clock.now()
    while (this.#pausedUntilMs > keptUntilMs) {
      const untilMs = this.#pausedUntilMs
      const pauseMs = untilMs - this.#clock.now()
      keptUntilMs = untilMs
      if (pauseMs <= 0) continue
      mayWait(pauseMs)
      await this.#clock.sleep(pauseMs, signal)
    }
  }

  #queueUp(signal: AbortSignal, where: 'first' | 'last'): Promise<void> {
    return new Promise((resolve, reject) => {
      const leaveLine = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
        reject(signal.reason)
      }
      const waiting: Waiting = {
        admit: () => {
          signal.removeEventListener('abort', leaveLine)
          resolve()
        },
      }
      if (where === 'first') this.#waiting.unshift(waiting)
      else this.#waiting.push(waiting)
      signal.addEventListener('abort', leaveLine, { once: true })
    })
  }

  #admit(): void {
    while (this.#active < this.#allowed) {
      const next = this.#waiting.shift()
      if (next === undefined) return
      this.#active += 1
      next.admit()
    }
  }
}
