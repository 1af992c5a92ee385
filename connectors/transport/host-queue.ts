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
  #refusals = 0
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
    await this.#turn(signal)
    try {
      await this.#keepPause(signal, mayWait)
    } catch (error) {
      this.leave()
      throw error
    }
  }

  leave(): void {
    this.#active -= 1
    this.#admit()
  }

  /**
   * Refusals in a row, each of them to a request that was sent after the wait before it was over: those that come together are
   * one storm and count once.
   */
  get refusals(): number {
    return this.#refusals
  }

  /** How often the host has answered well. */
  get successes(): number {
    return this.#successes
  }

  /** To be called before the pause that comes of it. */
  refused(sentAtMs: number): void {
    if (this.#refusals === 0 || sentAtMs >= this.#pausedUntilMs) this.#refusals += 1
  }

  /**
   * A request was in vain to the end. Where nobody got through meanwhile the host is as good as dead: until it answers well again,
   * it counts as refusing so often.
   */
  giveUp(successesBefore: number, refusals: number): void {
    if (this.#successes === successesBefore) this.#refusals = Math.max(this.#refusals, refusals)
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
    this.#refusals = 0
    this.#allowed = Math.min(this.#most, this.#allowed + 1)
    this.#admit()
  }

  async #keepPause(signal: AbortSignal, mayWait: (pauseMs: number) => void): Promise<void> {
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

  #turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.#active < this.#allowed) {
      this.#active += 1
      return Promise.resolve()
    }
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
      this.#waiting.push(waiting)
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
