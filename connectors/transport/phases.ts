/** The time limits of one attempt: to connect, to the headers, between two pieces of the body, for the body, and for all of it. */

export interface Limits {
  readonly connectMs: number
  readonly headersMs: number
  readonly bodyIdleMs: number
  readonly bodyTotalMs: number
  /** Of the decoded body. */
  readonly bodyBytes: number
}

export const defaultLimits: Limits = {
  connectMs: 10_000,
  headersMs: 60_000,
  bodyIdleMs: 30_000,
  bodyTotalMs: 120_000,
  bodyBytes: 64 * 1024 * 1024,
}

/** Runs through the phases of one attempt; `signal` aborts when one takes too long, and `expired` then says which. */
export class Phases {
  readonly #limits: Limits
  readonly #controller = new AbortController()
  readonly #whole: NodeJS.Timeout
  #phase: NodeJS.Timeout | undefined
  #body: NodeJS.Timeout | undefined
  expired: string | null = null

  /** `leftMs` is what is left of the run's budget. */
  constructor(limits: Limits, leftMs: number) {
    this.#limits = limits
    this.#whole = this.#after(leftMs, 'the time budget of the run ended before the answer came')
    this.#phase = this.#after(limits.connectMs, `no connection within ${limits.connectMs / 1000} s`)
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** The request is handed over: the connection stands. */
  sent(): void {
    clearTimeout(this.#phase)
    this.#phase = this.#after(this.#limits.headersMs, `no answer within ${this.#limits.headersMs / 1000} s`)
  }

  headersCame(): void {
    const { bodyTotalMs } = this.#limits
    this.#body = this.#after(bodyTotalMs, `the body was not complete within ${bodyTotalMs / 1000} s`)
    this.bytesCame()
  }

  bytesCame(): void {
    const { bodyIdleMs } = this.#limits
    clearTimeout(this.#phase)
    this.#phase = this.#after(bodyIdleMs, `the body stood still for ${bodyIdleMs / 1000} s`)
  }

  end(): void {
    for (const timer of [this.#whole, this.#phase, this.#body]) clearTimeout(timer)
  }

  #after(ms: number, sentence: string): NodeJS.Timeout {
    return setTimeout(() => {
      this.expired = sentence
      this.#controller.abort()
    }, ms)
  }
}
