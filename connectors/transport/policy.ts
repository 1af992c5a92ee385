/** The one policy of all APIs and of sign-in: queues, waits, tries and the time budget. Knows no tokens and judges no status but the transient ones. */
import type { Clock } from '../../src/clock.ts'
import type { Agents } from './agents.ts'
import type { Effort } from './effort.ts'
import { exchange, type WireCall } from './exchange.ts'
import { mostTries } from './failure.ts'
import { HostQueue } from './host-queue.ts'
import { delayOf, read, type Delay, type Outcome, type WireAnswer } from './outcome.ts'
import { defaultLimits, type Limits } from './phases.ts'
import { budgetSpent, errorOf, labelOf, stopped, unanswered, waitTooLong, type Left } from './refusals.ts'
import type { Api } from './request.ts'

/** Requests in flight per host (contracts/limits.md, section 5). */
const concurrency: Record<Api, number> = { graph: 4, 'power-platform': 2, bap: 2, dataverse: 4, 'sign-in': 4 }

/** One attempt, for logs and counts: no query, no body, no header. `status` is null where no answer came. */
export interface RequestEvent {
  readonly api: Api
  readonly method: string
  readonly path: string
  readonly status: number | null
  readonly durationMs: number
  readonly requestId: string | null
  readonly attempt: number
}

export interface PolicyOptions {
  readonly clock: Clock
  readonly budgetMs: number
  readonly agents: Agents
  readonly signal: AbortSignal
  readonly onRequest: (event: RequestEvent) => void
  readonly limits?: Limits
}

export interface PolicyCall extends WireCall {
  readonly api: Api
  readonly signal?: AbortSignal | undefined
  /** Statuses that are transient for this call beside the usual ones. */
  readonly alsoTransient?: readonly number[]
}

export class Policy {
  readonly #options: PolicyOptions
  readonly #endsAtMs: number
  readonly #queues = new Map<string, HostQueue>()

  constructor(options: PolicyOptions) {
    this.#options = options
    this.#endsAtMs = options.clock.now() + options.budgetMs
  }

  /** Resolves for every answer that is not transient, whatever its status; throws when the tries or the budget are spent. */
  async send(call: PolicyCall): Promise<WireAnswer> {
    const all = this.#options.signal
    const signal = call.signal === undefined ? all : AbortSignal.any([all, call.signal])
    try {
      return await this.#untilAnswered(call, signal)
    } catch (error) {
      throw signal.aborted ? stopped(labelOf(call), signal) : error
    }
  }

  /** The next request to the host waits, and fails where the wait exceeds the budget. */
  pauseHost(call: Pick<PolicyCall, 'api' | 'url'>, waitMs: number): void {
    this.#queueOf(call).pause(waitMs)
  }

  async #untilAnswered(call: PolicyCall, signal: AbortSignal): Promise<WireAnswer> {
    const { clock } = this.#options
    const queue = this.#queueOf(call)
    const mayWait = (pauseMs: number): void => this.#requireWithinBudget(call, pauseMs)
    const begun = { atMs: clock.now(), successes: queue.successes }
    await queue.enter(signal, mayWait)
    for (let tries = 1; ; tries += 1) {
      const { outcome, next } = await this.#try(call, { tries, begun }, signal)
      if (next === null) return outcome
      // What is for the whole host is waited for in its queue; from any other wait the place is free for others.
      if (next.isForHost) await queue.again(signal, mayWait)
      else {
        queue.leave()
        await clock.sleep(next.waitMs, signal)
        await queue.enter(signal, mayWait)
      }
    }
  }

  /** An answer, or the wait before the next try; the place in the queue is left unless there is one. */
  async #try(
    call: PolicyCall,
    { tries, begun }: { readonly tries: number; readonly begun: { readonly atMs: number; readonly successes: number } },
    signal: AbortSignal,
  ): Promise<{ outcome: WireAnswer; next: null } | { outcome: Outcome; next: Delay }> {
    const { clock, budgetMs } = this.#options
    const queue = this.#queueOf(call)
    let next: Delay | null = null
    try {
      const outcome = await this.#exchange(call, tries, signal)
      const delay = delayOf(outcome, tries, clock, call.alsoTransient)
      // Before the place is free: the next in the line must find the pause.
      if (delay?.isForHost === true) queue.pause(delay.waitMs)
      if (delay === null && outcome.kind === 'answer') {
        queue.succeeded()
        return { outcome: dated(outcome, clock), next }
      }
      const isLast = tries >= (outcome.kind === 'failure' ? outcome.mostTries : mostTries)
      if (isLast && tries > 1) queue.giveUp(begun.successes)
      // Who comes next asks such a host once, and not so often again.
      next = isLast || queue.isGivenUp ? null : this.#withinBudget(delay)
      if (next !== null) return { outcome, next }
      const effort = { host: new URL(call.url).host, tries, elapsedMs: clock.now() - begun.atMs, budgetMs }
      throw this.#lastError(call, outcome, effort, delay)
    } finally {
      if (next === null) queue.leave()
    }
  }

  #requireWithinBudget(call: PolicyCall, pauseMs: number): void {
    if (pauseMs > this.#leftMs()) throw waitTooLong(this.#named(call), null, pauseMs, this.#left())
  }

  #withinBudget(delay: Delay | null): Delay | null {
    return delay === null || delay.waitMs > this.#leftMs() ? null : delay
  }

  async #exchange(call: PolicyCall, tries: number, signal: AbortSignal): Promise<Outcome> {
    const { clock, agents, limits = defaultLimits, onRequest } = this.#options
    const leftMs = this.#leftMs()
    if (leftMs <= 0) throw budgetSpent(labelOf(call), this.#options.budgetMs)
    const startedAtMs = clock.now()
    const result = await exchange(call, { agents, limits, leftMs, signal })
    const outcome = result.kind === 'answer' ? read(result, call.headers) : result
    onRequest({
      api: call.api,
      method: call.method,
      path: new URL(call.url).pathname,
      status: outcome.status,
      durationMs: clock.now() - startedAtMs,
      requestId: outcome.kind === 'answer' ? outcome.requestId : (call.headers['client-request-id'] ?? null),
      attempt: tries,
    })
    return outcome
  }

  #lastError(call: PolicyCall, outcome: Outcome, effort: Effort, delay: Delay | null): Error {
    const label = labelOf(call)
    if (outcome.kind === 'failure') return unanswered(label, outcome, effort)
    const error = errorOf(label, outcome, effort)
    const askedMs = delay?.askedMs ?? null
    if (delay === null || askedMs === null || delay.waitMs <= this.#leftMs()) return error
    return waitTooLong(this.#named(call), error.facts, askedMs, this.#left())
  }

  #named(call: PolicyCall): { readonly label: string; readonly host: string } {
    return { label: labelOf(call), host: new URL(call.url).host }
  }

  #left(): Left {
    return { leftMs: this.#leftMs(), budgetMs: this.#options.budgetMs }
  }

  /** One identity signs in per connection, so that a queue per host is a queue per host and identity. */
  #queueOf(call: Pick<PolicyCall, 'api' | 'url'>): HostQueue {
    const { host } = new URL(call.url)
    const known = this.#queues.get(host)
    if (known !== undefined) return known
    const queue = new HostQueue(this.#options.clock, concurrency[call.api])
    this.#queues.set(host, queue)
    return queue
  }

  #leftMs(): number {
    return this.#endsAtMs - this.#options.clock.now()
  }
}

/** What an answer holds of times is measured by its own `Date`; without one, by the time at which it came. */
function dated(answer: WireAnswer, clock: Clock): WireAnswer {
  return { ...answer, headers: { date: new Date(clock.now()).toUTCString(), ...answer.headers } }
}
