/** A clock that stands still until a test moves it: sleepers wake in order, and what they start runs before time goes on. */
import { setImmediate as turn } from 'node:timers/promises'
import type { Clock } from '../../src/clock.ts'

interface Sleeper {
  readonly wakeMs: number
  readonly wake: () => void
}

export class SteppedClock implements Clock {
  private timeMs: number
  private readonly sleepers = new Set<Sleeper>()
  private readonly chance: number
  /** The longest sleep that was asked for. */
  longestMs = 0

  constructor(start: string, chance = 0) {
    this.timeMs = Date.parse(start)
    this.chance = chance
  }

  /** How many wait now. */
  get asleep(): number {
    return this.sleepers.size
  }

  now(): number {
    return this.timeMs
  }

  random(): number {
    return this.chance
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    this.longestMs = Math.max(this.longestMs, ms)
    await new Promise<void>((resolve, reject) => {
      const sleeper = { wakeMs: this.timeMs + ms, wake: resolve }
      this.sleepers.add(sleeper)
      signal?.addEventListener('abort', () => {
        this.sleepers.delete(sleeper)
        reject(new Error('stopped'))
      })
    })
  }

  async advance(ms: number): Promise<void> {
    const endMs = this.timeMs + ms
    await turn()
    for (let next = this.earliest(endMs); next !== undefined; next = this.earliest(endMs)) {
      this.timeMs = Math.max(this.timeMs, next.wakeMs)
      this.sleepers.delete(next)
      next.wake()
      await turn()
    }
    this.timeMs = endMs
    await turn()
  }

  private earliest(endMs: number): Sleeper | undefined {
    return [...this.sleepers].filter((one) => one.wakeMs <= endMs).toSorted((a, b) => a.wakeMs - b.wakeMs)[0]
  }
}
