/** A clock that jumps to the end of the next wait as soon as nothing else runs: hours of waiting pass in milliseconds, and waits side by side stay side by side. */
import { createDice } from '../../mocks/dice.ts'
import type { Clock } from '../../src/clock.ts'

interface Sleeper {
  readonly wakesAtMs: number
  readonly wake: () => void
}

/** Real time between two jumps, so that what is on its way over loopback arrives before time goes on. */
const quietMs = 3

export function createJumpingClock(startMs: number, seed = 1): Clock {
  const dice = createDice(seed)
  const sleepers = new Set<Sleeper>()
  let nowMs = startMs
  let isArmed = false
  const arm = (): void => {
    if (isArmed || sleepers.size === 0) return
    isArmed = true
    setTimeout(() => {
      isArmed = false
      const next = [...sleepers].toSorted((a, b) => a.wakesAtMs - b.wakesAtMs)[0]
      if (next === undefined) return
      sleepers.delete(next)
      nowMs = Math.max(nowMs, next.wakesAtMs)
      next.wake()
      arm()
    }, quietMs)
  }
  return {
    now: () => nowMs,
    random: () => dice.roll(),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(reasonOf(signal))
          return
        }
        const sleeper: Sleeper = { wakesAtMs: nowMs + ms, wake: resolve }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', () => sleepers.delete(sleeper) && reject(reasonOf(signal)), { once: true })
        arm()
      }),
  }
}

function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error(String(reason))
}
