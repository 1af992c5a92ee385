/** While a sync goes on, readers share what is left of the machine: beyond a rate they wait a little, and none is refused. */
import type { Clock } from '../clock.ts'
import type { App } from './app.ts'

/** Reads a second: more than dashboards ask for, and what leaves a sync on two cores most of its time. */
const mostPerSecond = 200
/** Reads that come together go on at once. */
const burst = 100

export function addPacing(app: App, clock: Clock, isSyncing: () => boolean): void {
  let nextAtMs = Number.NEGATIVE_INFINITY
  app.addHook('preHandler', async (request) => {
    if (!isSyncing() || request.method !== 'GET' || request.principal === null) return
    const now = clock.now()
    nextAtMs = Math.max(nextAtMs + 1000 / mostPerSecond, now - (burst * 1000) / mostPerSecond)
    if (nextAtMs > now) await clock.sleep(nextAtMs - now)
  })
}
