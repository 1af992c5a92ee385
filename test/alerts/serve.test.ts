/** A service looks every minute at what waits: a receiver that comes back gets its message without another sync. */
import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { keepDelivering } from '../../src/cli/alerts-send.ts'
import { openTenantProduct } from '../../src/cli/product.ts'
import { SteppedClock } from '../schedule/stepped-clock.ts'
import { openAlertLine, type AlertLine } from './practice.ts'

/** Runs until the test stops it. Minutes pass only while it sleeps, until an event has been logged. */
function startDelivering(line: AlertLine) {
  const clock = new SteppedClock('2026-11-24T09:00:00Z')
  const stop = new AbortController()
  let log = ''
  const io = { env: line.env, clock, stdout: () => undefined, stderr: (text: string) => void (log += text) }
  const product = openTenantProduct(io, { logLevel: 'info' }, { isService: true })
  const startMs = clock.now()
  return {
    stop,
    log: () => log,
    minutes: () => (clock.now() - startMs) / 60_000,
    ended: keepDelivering(product, io, stop.signal),
    passUntil: async (event: string) => {
      while (!log.includes(`"event":"${event}"`)) {
        if (clock.asleep > 0) await clock.advance(60_000)
        else await turn()
      }
    },
  }
}

test('every minute, as soon as the receiver allows it, until it is stopped', async () => {
  const line = openAlertLine(loadTenant('contoso'))
  line.answer('webhook', ...Array.from({ length: 50 }, () => ({ status: 503, headers: { 'retry-after': '1200' } })))
  await line.type('sync')
  const before = line.got.length
  const service = startDelivering(line)

  await service.passUntil('alert-waits')
  line.answer('webhook')
  await service.passUntil('alert-delivered')
  const minutes = service.minutes()
  service.stop.abort()
  await service.ended

  expect(minutes).toBeGreaterThanOrEqual(20)
  expect(minutes).toBeLessThanOrEqual(22)
  expect(line.got.slice(before).map(({ status }) => status)).toEqual([503, 202])
  expect(line.alerts()).toHaveLength(1)
  for (const text of service.log().trim().split('\n')) expect(JSON.parse(text)).toHaveProperty('event')
  expect(service.log()).not.toContain('canary')
})
