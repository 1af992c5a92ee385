/** The six pools by the guide of February 2025: golden figures, terms, months, packs and contested readings. */
import { describe, expect, test } from 'vitest'
import { Pool, poolIds } from '../../src/model/pool.ts'
import { derivePools } from '../../src/entitlements/pools.ts'
import {
  capacity,
  data,
  edition,
  packId,
  poolOf,
  poolsOf,
  poolSourcesOf,
  premium,
  premiumId,
  reading,
  sku,
  skuId,
  subscription,
  type Tenant,
} from './tenant.ts'

const entitledTo = (tenant: Tenant): Record<string, number | null> =>
  Object.fromEntries(poolsOf(tenant).map((pool) => [pool.pool, pool.entitled]))

describe('golden figures', () => {
  test('100 Digital seats', () => {
    expect(entitledTo({ skus: [sku('digital', 100)] })).toEqual({
      'dataverse-database': 35,
      'dataverse-file': 220,
      'dataverse-log': 200,
      'record-routes': 5000,
      'voicebot-minutes': 0,
      'call-intelligence-minutes': 0,
    })
  })

  test('100 Voice seats', () => {
    expect(entitledTo({ skus: [sku('voice', 100)] })).toEqual({
      'dataverse-database': 35,
      'dataverse-file': 3520,
      'dataverse-log': 200,
      'record-routes': 0,
      'voicebot-minutes': 200_000,
      'call-intelligence-minutes': 600_000,
    })
  })

  test("Contoso of the guide's Scenario 1", () => {
    const skus = [sku('customer-service-enterprise', 10), sku('digital-addon', 3), sku('voice-addon', 7), premium(1)]

    expect(entitledTo({ skus })).toEqual({
      'dataverse-database': 12.75,
      'dataverse-file': 306,
      'dataverse-log': 22,
      'record-routes': 200,
      'voicebot-minutes': 16_000,
      'call-intelligence-minutes': 48_000,
    })
  })

  test('Digital and Voice held separately accrue each by its own row, Premium counts once', () => {
    expect(entitledTo({ skus: [sku('digital', 1), sku('voice', 1)] })).toMatchObject({
      'dataverse-database': 10.5,
      'dataverse-file': 57,
      'dataverse-log': 4,
    })
    expect(entitledTo({ skus: [premium(1)] })).toMatchObject({
      'dataverse-database': 10.25,
      'dataverse-file': 55,
      'dataverse-log': 2,
      'record-routes': 50,
    })
  })
})

describe('a pool', () => {
  test('fits the document, with the terms in the order of the plans', () => {
    const pool = poolOf('dataverse-database', { skus: [premium(2), sku('voice', 1), sku('digital', 3)] })

    expect(Pool.parse(pool)).toEqual(pool)
    expect(pool.terms).toEqual([
      { label: 'tenant base', plan: null, seats: null, perSeat: null, amount: 10, clause: 'dataverse-database' },
      {
        label: '3 Contact Center Digital seats x 250 MB',
        plan: 'digital',
        seats: 3,
        perSeat: 0.25,
        amount: 0.75,
        clause: 'dataverse-database',
      },
      {
        label: '1 Contact Center Voice seat x 250 MB',
        plan: 'voice',
        seats: 1,
        perSeat: 0.25,
        amount: 0.25,
        clause: 'dataverse-database',
      },
      {
        label: '2 Customer Service Premium seats x 250 MB',
        plan: 'customer-service-premium',
        seats: 2,
        perSeat: 0.25,
        amount: 0.5,
        clause: 'dataverse-database',
      },
    ])
    expect(pool.entitled).toBe(11.5)
  })

  test('has one term for two SKUs of one plan', () => {
    const other = { ...sku('digital', 4), skuId: packId }
    const pool = poolOf('record-routes', {
      skus: [sku('digital', 3), other],
      overrides: { [packId]: { plan: 'digital' } },
    })

    expect(pool.terms).toMatchObject([{ plan: 'digital', seats: 7, perSeat: 50, amount: 350 }])
  })

  test('is listed with 0 and without a term where no Contact Center seat counts', () => {
    const none = poolsOf({ skus: [sku('customer-service-enterprise', 50), sku('legacy-voice', 5), sku('sales', 9)] })

    expect(none.map(({ pool }) => pool)).toEqual(poolIds)
    expect(none.every(({ entitled: amount, terms }) => amount === 0 && terms.length === 0)).toBe(true)
  })

  test('has no base where all Contact Center seats are on trial, suspended or locked out', () => {
    const prepaidUnits = { enabled: 0, warning: 0, suspended: 10, lockedOut: 5 }
    const trial = subscription(skuId('digital'), { isTrial: true, totalLicenses: 25 })

    expect(poolOf('dataverse-database', { skus: [sku('voice', 0, { prepaidUnits })] }).entitled).toBe(0)
    expect(poolOf('dataverse-database', { skus: [sku('digital', 25)], subscriptions: [trial] }).entitled).toBe(0)
  })

  test('counts units in grace', () => {
    const prepaidUnits = { enabled: 90, warning: 10, suspended: 0, lockedOut: 0 }

    expect(poolOf('dataverse-database', { skus: [sku('digital', 0, { prepaidUnits })] }).entitled).toBe(35)
  })

  test('has the largest of the bases whose plans the tenant holds', () => {
    const other = structuredClone(edition)
    other.pools[0]?.bases.unshift(
      { plans: ['voice'], amount: 5, unit: 'GB', trust: 'guide' },
      { plans: ['customer-service-premium'], amount: 30_000, unit: 'MB', trust: 'guide' },
    )

    expect(poolOf('dataverse-database', { skus: [sku('voice', 1)], edition: other }).entitled).toBe(10.25)
    expect(poolOf('dataverse-database', { skus: [sku('voice', 1), premium(1)], edition: other }).entitled).toBe(30.5)
  })

  test('of a month bears the UTC month of the day, a storage pool none', () => {
    const pools = poolsOf({ skus: [], asOf: '2026-12-31T23:59:59.000Z' })

    expect(pools.map(({ period }) => period)).toEqual([null, null, null, '2026-12', '2026-12', '2026-12'])
  })

  test('of a month has no known use: its status is unknown and no pack is counted', () => {
    expect(poolOf('record-routes', { skus: [sku('digital', 1)] })).toMatchObject({
      reported: null,
      differences: [],
      consumed: null,
      consumedFrom: null,
      consumedAsOf: null,
      consumedRange: null,
      remaining: null,
      status: 'unknown',
      coveredBy: [],
      packsNeeded: null,
      trend: null,
      compared: null,
    })
  })
})

describe('held packs', () => {
  const pack = { ...sku('sales', 2), skuId: packId }

  test('are terms of their monthly pool, also without a counted seat', () => {
    const pool = poolOf('record-routes', { skus: [pack], overrides: { [packId]: { pack: 'unified-routing' } } })

    expect(pool).toMatchObject({
      entitled: 20_000,
      terms: [
        {
          label: '2 x Unified Routing add-on x 10,000 routes',
          plan: null,
          seats: 2,
          perSeat: 10_000,
          amount: 20_000,
          clause: 'record-routing',
        },
      ],
    })
  })

  test.each(['voicebot-minutes', 'call-intelligence-minutes'] as const)('of %s count 500 each', (id) => {
    expect(poolOf(id, { skus: [pack], overrides: { [packId]: { pack: id } } }).entitled).toBe(1000)
  })

  test('count in their own pool alone, those of several SKUs together', () => {
    const other = { ...pack, skuId: premiumId }
    const overrides = { [packId]: { pack: 'voicebot-minutes' }, [premiumId]: { pack: 'voicebot-minutes' } } as const

    expect(entitledTo({ skus: [pack, other], overrides })).toEqual({
      'dataverse-database': 0,
      'dataverse-file': 0,
      'dataverse-log': 0,
      'record-routes': 0,
      'voicebot-minutes': 2000,
      'call-intelligence-minutes': 0,
    })
  })

  test.each(['dataverse-database', 'dataverse-file', 'dataverse-log'] as const)(
    "of %s stand in the admin API's own lines",
    (id) => {
      expect(poolOf(id, { skus: [pack], overrides: { [packId]: { pack: id } } }).entitled).toBe(0)
    },
  )

  test('of messages are never converted to routes', () => {
    const overrides = { [packId]: { pack: 'copilot-studio-messages' } } as const

    expect(poolOf('record-routes', { skus: [pack], overrides }).terms).toEqual([])
  })
})

describe('contested readings', () => {
  test('stand beside the figure that they change, one at a time, with note and clause', () => {
    const skus = [sku('digital', 1), sku('voice', 10), sku('digital-addon', 4), sku('customer-service-enterprise', 6)]

    const found = poolsOf({ skus }).map(({ pool, entitled: amount, readings }) => [
      pool,
      amount,
      readings.map(({ reading, entitled: other, clause }) => [reading, other, clause]),
    ])

    expect(found).toEqual([
      ['dataverse-database', 13.75, [['addons-without-database', 12.75, 'later-addon-accrual']]],
      ['dataverse-file', 380, [['addons-without-file', 372, 'later-addon-accrual']]],
      ['dataverse-log', 30, [['log-per-tenant', 2, 'later-log']]],
      [
        'record-routes',
        250,
        [
          ['voice-with-routes', 750, 'later-routes'],
          ['customer-service-enterprise-with-routes', 550, 'later-routes'],
        ],
      ],
      ['voicebot-minutes', 20_000, []],
      ['call-intelligence-minutes', 60_000, []],
    ])
  })

  test('are not shown where they change nothing', () => {
    const readings = poolsOf({ skus: [sku('digital-voice', 1)] }).flatMap((pool) => pool.readings)

    expect(readings).toEqual([])
  })

  test('of log storage grant nothing to a tenant without a counted seat', () => {
    expect(poolOf('dataverse-log', { skus: [] }).readings).toEqual([])
  })
})

test('without the list of SKUs nothing is said of the entitlement', () => {
  const pools = derivePools({
    seats: [],
    packs: [],
    skus: null,
    capacity: null,
    edition,
    otherEditions: [],
    data,
    overrides: new Map(),
    asOf: '2026-11-24T03:00:00.000Z',
  })

  expect(pools.map(({ entitled, terms, differences, readings }) => [entitled, terms, differences, readings])).toEqual(
    poolIds.map(() => [null, [], [], []]),
  )
})

test('without the list of SKUs what the admin API reports is told, and compared with nothing', () => {
  const tenant = {
    skus: [],
    compare: edition,
    capacity: capacity(reading('file', [], { totalMB: 2048, ratedMB: 1024 })),
  }
  const file = derivePools({ ...poolSourcesOf(tenant), skus: null }).find(({ pool }) => pool === 'dataverse-file')

  expect(file).toMatchObject({
    entitled: null,
    terms: [],
    reported: { total: 2 },
    differences: [],
    consumed: 1,
    remaining: 1,
    status: 'within',
    readings: [],
    compared: null,
  })
})
