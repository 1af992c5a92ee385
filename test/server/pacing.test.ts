/** Readers while a sync goes on: none is refused, and beyond a rate they wait. */
import { expect, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { gate } from '../cli/gate.ts'
import { installProduct } from '../cli/practice-product.ts'
import { testClock } from '../connectors/fixture.ts'
import { practiceApp } from './practice-app.ts'

test('a thousand reads at once take four seconds and more during a sync, and no time without one', async () => {
  const held = gate()
  const product = installProduct(loadTenant('contoso'), {
    intervene: async (request, answer) => {
      if (request.url.pathname === '/v1.0/organization') await held.opened
      return answer(request)
    },
  })
  const clock = testClock()
  const { get, send, base, service } = await practiceApp({ product, isSynced: false, clock })
  const reads = async (): Promise<{ readonly statuses: Set<number>; readonly tookMs: number }> => {
    const startedMs = clock.now()
    const statuses = new Set<number>()
    for (let count = 0; count < 1000; count += 1) statuses.add((await get('/api/v1/tenants')).statusCode)
    return { statuses, tookMs: clock.now() - startedMs }
  }

  const without = await reads()
  await send('POST', `${base}/runs`, {})
  const during = await reads()
  held.open()
  await service.syncs.untilEnded()

  expect(without).toEqual({ statuses: new Set([200]), tookMs: 0 })
  expect(during.statuses).toEqual(new Set([200]))
  expect(during.tookMs).toBeGreaterThan(4000)
  expect(during.tookMs).toBeLessThan(5100)
})
