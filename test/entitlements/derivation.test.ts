/** The sentences of `explain POOL`, which a person can follow with a pocket calculator. */
import { expect, test } from 'vitest'
import { derivePoolSentences } from '../../src/entitlements/derivation.ts'
import { packsNeeded, statusOf } from '../../src/entitlements/pool-status.ts'
import { capacity, edition, line, packId, poolOf, reading, sku, skuId, type Tenant } from './tenant.ts'

const sentences = (pool: Parameters<typeof poolOf>[0], tenant: Tenant): string[] =>
  derivePoolSentences(poolOf(pool, tenant), edition)

test('a storage pool that is over: entitlement, report, differences, use, cover and packs', () => {
  const digital = skuId('digital')
  const lines = [
    line('base', digital, 10_240),
    line('incremental', digital, 25_000, { paid: { enabled: 100, warning: 0, suspended: 0 } }),
    line('addOn', 'x', 2048, { code: 'CDS_DB_CAPACITY' }),
  ]
  const overflow = [{ kind: 'file', capacityMB: 1024 } as const]
  const database = reading('database', lines, { ratedMB: 40_960, ratedOn: '2026-11-24T06:00:00Z', overflow })

  expect(sentences('dataverse-database', { skus: [sku('digital', 100)], capacity: capacity(database) })).toEqual([
    'The tenant base is 10 GB, granted once.',
    '100 Contact Center Digital seats x 250 MB = 25,000 MB = 25 GB (1 GB = 1,000 MB, as the guide counts).',
    'Entitled: 10 + 25 = 35 GB.',
    'The admin API reports 36.414 GB: largest base 10 + incremental 24.414 + add-on 2 (1 GB = 1,024 MB, as it counts).',
    'Difference, add-on: + 2 GB. Add-on capacity of its own: CDS_DB_CAPACITY.',
    'Difference, unit: - 0.586 GB. 25,000 MB are 25 GB by the guide (1 GB = 1,000 MB) and 24.414 GB by the admin API (1 GB = 1,024 MB).',
    'Together: 35 + 2 - 0.586 = 36.414 GB.',
    'Consumed 40 GB (rated) of 36.414 GB; remaining -3.586 GB.',
    'Status over: more is consumed than there is.',
    'The admin API says that dataverse-file covers 1 GB.',
    'Missing 2.586 GB / 1 = 3 x dataverse-database, rounded up.',
  ])
})

test('a pool that the admin API reports as the guide entitles', () => {
  const lines = [line('base', skuId('digital'), 20_480), line('incremental', skuId('digital'), 2048)]
  const file = reading('file', lines, { ratedMB: 20_480 })

  expect(sentences('dataverse-file', { skus: [sku('digital', 1)], capacity: capacity(file) })).toEqual([
    'The tenant base is 20 GB, granted once.',
    '1 Contact Center Digital seat x 2 GB = 2 GB.',
    'Entitled: 20 + 2 = 22 GB.',
    'The admin API reports 22 GB: largest base 20 + incremental 2 + add-on 0 (1 GB = 1,024 MB, as it counts).',
    'That is what the guide entitles to.',
    'Consumed 20 GB (rated) of 22 GB; remaining 2 GB.',
    'Status near: less than 15 % is left.',
  ])
})

test('a monthly pool with a held pack and another reading', () => {
  const pack = { ...sku('sales', 1), skuId: packId }
  const tenant = {
    skus: [sku('digital', 100), sku('voice', 1), pack],
    overrides: { [packId]: { pack: 'unified-routing' } },
  } as const

  expect(sentences('record-routes', tenant)).toEqual([
    '100 Contact Center Digital seats x 50 routes = 5,000 routes.',
    '1 x Unified Routing add-on x 10,000 routes = 10,000 routes.',
    'Entitled: 5,000 + 10,000 = 15,000 routes for 2026-11 (UTC); nothing carries over to the next month.',
    'Another reading (voice-with-routes): 15,050 routes. Voice seats bring record routes too, as a table of the later guide prints in all three columns.',
    'No API gives the consumption, so the status is unknown.',
  ])
})

test('a pool without a counted seat, of which the admin API says nothing', () => {
  expect(sentences('dataverse-log', { skus: [] })).toEqual([
    'No counted Contact Center seat grants anything here: entitled 0 GB.',
    "The admin API's own entitlement is not known.",
    'The admin API gives no rated consumption, so the status is unknown.',
  ])
})

test('a monthly pool that is over names the packs, and Copilot Studio without a count', () => {
  const use = { total: 5000, consumed: 16_001, covered: 0 }
  const pool = {
    ...poolOf('record-routes', { skus: [sku('digital', 100)] }),
    consumed: 16_001,
    remaining: -11_001,
    status: statusOf(use, edition.near.below),
    packsNeeded: packsNeeded('record-routes', use, edition),
  }

  expect(derivePoolSentences(pool, edition).slice(2)).toEqual([
    'Consumed 16,001 routes (rated) of 5,000 routes; remaining -11,001 routes.',
    'Status over: more is consumed than there is.',
    'Missing 11,001 routes / 10,000 = 2 x unified-routing, rounded up.',
    'Instead of it: copilot-studio-messages, 25,000 each; no rate is published, so no count.',
  ])
})

test('a consumption without a total says so', () => {
  const pool = { ...poolOf('dataverse-file', { skus: [] }), consumed: 2 }

  expect(derivePoolSentences(pool, edition)).toContain('Consumed 2 GB (rated); without a total the status is unknown.')
})
