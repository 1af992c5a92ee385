/** The live capacity check: the tenant's own sources, in memory. */
import { expect, test } from 'vitest'
import { readLive } from '../../src/sync/live.ts'
import { testClock } from '../connectors/fixture.ts'
import { environment, forbidden, practiceConnectors, run, sku, type TenantLiteral } from './practice-sources.ts'

function start(tenant: TenantLiteral) {
  const { connectors, asked } = practiceConnectors(tenant)
  const signal = new AbortController().signal
  return { live: readLive({ run, connectors, clock: testClock(), progress: () => undefined, signal }), asked }
}

const tenant: TenantLiteral = { skus: [sku('premium')], environments: [environment('one')] }

test('it asks the six sources of the tenant and no environment', async () => {
  const { live, asked } = start(tenant)
  const { snapshot, statuses } = await live

  expect(asked.sources.toSorted()).toEqual(statuses.map(({ source }) => source).toSorted())
  expect(statuses.map(({ source }) => source)).toEqual([
    'graph/organization',
    'graph/subscribed-skus',
    'graph/subscriptions',
    'power-platform/tenant-capacity',
    'power-platform/environments',
    'power-platform/billing-policies',
  ])
  expect(snapshot.statuses()).toBe(statuses)
  expect(await Array.fromAsync(snapshot.rows('subscribed-skus', null))).toEqual([sku('premium')])
})

test('what one source refuses is coverage', async () => {
  const steps = { 'power-platform/tenant-capacity': [[forbidden('/licensing/tenantCapacity')]] }

  const { statuses } = await start({ ...tenant, steps }).live

  expect(statuses.filter(({ state }) => state !== 'complete').map(({ source }) => source)).toEqual([
    'power-platform/tenant-capacity',
  ])
})

test('where every required source refuses, it ends', async () => {
  const refused = [[forbidden('/anything')]]
  const steps = {
    'graph/subscribed-skus': refused,
    'power-platform/tenant-capacity': refused,
    'power-platform/environments': refused,
  }

  await expect(start({ ...tenant, steps }).live).rejects.toMatchObject({ code: 'permission' })
})

test('another tenant ends it', async () => {
  const organizationId = '22222222-2222-4222-8222-222222222222'

  await expect(start({ ...tenant, organizationId }).live).rejects.toMatchObject({ code: 'configuration' })
})
