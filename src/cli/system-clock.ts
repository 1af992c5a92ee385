/** The real clock: the only place that reads the time, waits and draws random numbers. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../clock.ts'

export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  async sleep(ms, signal) {
    signal?.throwIfAborted()
    try {
      await delay(ms, undefined, signal ? { signal } : {})
    } catch (error) {
      signal?.throwIfAborted()
      throw error
    }
  },
}
