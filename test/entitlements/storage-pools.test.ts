/** Storage pools beside the admin API: what it reports, rated consumption, status, cover and packs, all with 1 GB = 1,024 MB. */
import { describe, expect, test } from 'vitest'
import { Pool } from '../../src/model/pool.ts'
import { derivePools } from '../../src/entitlements/pools.ts'
import { capacity, edition, line, poolOf, poolSourcesOf, reading, sku, skuId, type Tenant } from './tenant.ts'

const gb = 1024
const ratedOn = '2026-11-24T06:30:00.000Z'

/** The file pool of a tenant of which the admin API reports `totalMB` and `ratedMB`. */
function filePool(totalMB: number, ratedMB: number | null, coveredMB: readonly number[] = []): Pool {
  const overflow = coveredMB.map(
    (capacityMB, index) => ({ kind: index === 0 ? 'log' : 'database', capacityMB }) as const,
  )
  const file = reading('file', [], { totalMB, ratedMB, ratedOn, overflow })
  return Pool.parse(poolOf('dataverse-file', { skus: [], capacity: capacity(file) }))
}

describe('the reported entitlement', () => {
  test('has the largest base, the sums of the other layers, and the total of the API', () => {
    const lines = [
      line('incremental', 'b', 2 * gb),
      line('base', 'b', 15 * gb),
      line('addOn', 'c', 512, { code: 'CDS_DB', temporaryUntil: '2027-01-01T00:00:00Z' }),
      line('incremental', 'a', 250),
      line('base', 'a', 10 * gb, { paid: { enabled: 7, warning: 2, suspended: 1 }, trialUnits: 3 }),
    ]
    const pool = poolOf('dataverse-database', { skus: [], capacity: capacity(reading('database', lines)) })

    expect(Pool.parse(pool).reported).toMatchObject({ base: 15, incremental: 2.244, addOn: 0.5, total: 17.744 })
    expect(pool.reported?.lines.map(({ layer, skuId: id, amount }) => [layer, id, amount])).toEqual([
      ['addOn', 'c', 0.5],
      ['base', 'a', 10],
      ['base', 'b', 15],
      ['incremental', 'a', 0.244],
      ['incremental', 'b', 2],
    ])
    expect(pool.reported?.lines[0]?.temporaryUntil).toBe('2027-01-01T00:00:00Z')
    expect(pool.reported?.lines[1]).toMatchObject({ paid: { enabled: 7, warning: 2, suspended: 1 }, trial: 3 })
  })

  test('is not known where the API could not be read, reports no such pool, or counts by the legacy model', () => {
    const file = reading('file', [line('base', 'a', gb)], { ratedMB: 1, ratedOn })
    const unread = [null, capacity(reading('log', [])), { legacy: true, readings: [file] }]

    for (const given of unread) {
      expect(poolOf('dataverse-file', { skus: [sku('digital', 1)], capacity: given })).toMatchObject({
        entitled: 22,
        reported: null,
        differences: [],
        consumed: null,
        consumedFrom: null,
        remaining: null,
        status: 'unknown',
        packsNeeded: null,
      })
    }
  })
})

test('a report bears the day on which it was read, else the day that is judged', () => {
  const tenant = { skus: [], capacity: capacity(reading('log', [])) }
  const readOn = (more: { readAt?: string }) =>
    derivePools({ ...poolSourcesOf(tenant), ...more }).find(({ pool }) => pool === 'dataverse-log')?.reported?.asOf

  expect(readOn({ readAt: '2026-11-20T00:00:00.000Z' })).toBe('2026-11-20T00:00:00.000Z')
  expect(readOn({})).toBe('2026-11-24T09:00:00.000Z')
})

test('lines stand by layer, SKU, plan and code, and where all agree by what is left of them', () => {
  const given = [
    line('base', 'b', 5),
    line('base', 'a', 3, { servicePlanId: 'q' }),
    line('base', 'a', 2, { servicePlanId: 'p', code: 'Z' }),
    line('base', 'a', 2048, { servicePlanId: 'p', code: 'Y' }),
    line('base', 'a', 1024, { servicePlanId: 'p', code: 'Y' }),
    line('addOn', 'z', 1),
  ]
  const lines = poolOf('dataverse-file', { skus: [], capacity: capacity(reading('file', given)) }).reported?.lines

  expect(
    lines?.map(({ layer, skuId: id, servicePlanId, code, amount }) => [layer, id, servicePlanId, code, amount]),
  ).toEqual([
    ['addOn', 'z', '5e7a0000-0000-4000-a000-000000000001', 'CDS_CAPACITY', 0.001],
    ['base', 'a', 'p', 'Y', 1],
    ['base', 'a', 'p', 'Y', 2],
    ['base', 'a', 'p', 'Z', 0.002],
    ['base', 'a', 'q', 'CDS_CAPACITY', 0.003],
    ['base', 'b', '5e7a0000-0000-4000-a000-000000000001', 'CDS_CAPACITY', 0.005],
  ])
})

describe('consumption and status', () => {
  test('compare the rated consumption with the total of the API, never with the guide', () => {
    const log = reading('log', [], { totalMB: 4 * gb, ratedMB: 1.5 * gb, ratedOn })
    const pool = poolOf('dataverse-log', { skus: [sku('digital', 100)], capacity: capacity(log) })

    expect(pool).toMatchObject({
      entitled: 200,
      consumed: 1.5,
      consumedFrom: 'admin-api-rated',
      consumedAsOf: ratedOn,
      remaining: 2.5,
      status: 'within',
      packsNeeded: [],
    })
  })

  test.each([
    ['more than there is is over', 100, 100.0001, 'over'],
    ['all that there is is near', 100, 100, 'near'],
    ['just less than 15 % left is near', 1000, 850.1, 'near'],
    ['exactly 15 % left is within', 1000, 850, 'within'],
    ['nothing of nothing is within', 0, 0, 'within'],
    ['something of nothing is over', 0, 0.1, 'over'],
  ] as const)('%s', (_, totalMB, ratedMB, status) => {
    expect(filePool(totalMB, ratedMB).status).toBe(status)
  })

  test('the threshold is taken before rounding', () => {
    const pool = filePool(gb, 0.85 * gb + 0.0001)

    expect(pool).toMatchObject({ consumed: 0.85, remaining: 0.15, status: 'near' })
  })

  test('a consumption that was never computed is not known', () => {
    expect(filePool(gb, null)).toMatchObject({
      consumed: null,
      consumedAsOf: null,
      remaining: null,
      status: 'unknown',
      packsNeeded: null,
    })
  })
})

describe('cover and packs', () => {
  test('a pool that is over needs packs of 1 GB for what no other pool covers', () => {
    expect(filePool(10 * gb, 13 * gb + 1, [512, 512])).toMatchObject({
      status: 'over',
      remaining: -3.001,
      coveredBy: [
        { pool: 'dataverse-database', amount: 0.5 },
        { pool: 'dataverse-log', amount: 0.5 },
      ],
      packsNeeded: [{ pack: 'dataverse-file', size: 1, count: 3, alternative: false }],
    })
  })

  test('a pool that is over and wholly covered needs none', () => {
    expect(filePool(10 * gb, 11 * gb, [gb])).toMatchObject({ status: 'over', packsNeeded: [] })
  })

  test('a pool that is not over needs none', () => {
    expect(filePool(10 * gb, 10 * gb)).toMatchObject({ status: 'near', packsNeeded: [] })
  })
})

const digital = skuId('digital')
const paid = (enabled: number, warning = 0, suspended = 0) => ({ paid: { enabled, warning, suspended } })

function differences(skus: Tenant['skus'], lines: ReturnType<typeof line>[], more = {}) {
  const database = reading('database', lines, more)
  const pool = Pool.parse(poolOf('dataverse-database', { skus, capacity: capacity(database) }))
  return pool.differences.map(({ cause, amount }) => [cause, amount])
}

describe('the difference is explained line by line', () => {
  test('nothing differs where both sides count alike but for the unit', () => {
    const lines = [line('base', digital, 10 * gb), line('incremental', digital, 25_000, paid(100))]

    expect(differences([sku('digital', 100)], lines)).toEqual([['unit', -0.586]])
  })

  test('pay-as-you-go, bought add-ons and other products are told apart, in the order of the causes', () => {
    const lines = [
      line('base', digital, 10 * gb),
      line('incremental', digital, 25_000, paid(100)),
      line('incremental', skuId('sales'), 1750, paid(7)),
      line('incremental', skuId('customer-service-enterprise'), 250),
      line('addOn', 'x', 512, { code: 'CDS_DB_CAPACITY' }),
      line('addOn', 'y', 5 * gb, { code: 'LOCAL_PAYGO_SEEDED_DATAVERSE' }),
    ]

    expect(differences([sku('digital', 100), sku('sales', 7)], lines)).toEqual([
      ['pay-as-you-go', 5],
      ['add-on', 0.5],
      ['other-family', 1.953],
      ['unit', -0.586],
    ])
  })

  test('a larger base of another product is other-family, with its name in the note', () => {
    const lines = [line('base', digital, 10 * gb), line('base', skuId('sales'), 15 * gb)]
    const skus = [sku('digital', 4), sku('sales', 1)]
    const tenant = {
      skus,
      capacity: capacity(reading('database', [...lines, line('incremental', digital, 1000, paid(4))])),
    }

    expect(poolOf('dataverse-database', tenant).differences).toEqual([
      {
        amount: 5,
        cause: 'other-family',
        note: expect.stringMatching(/^The largest base is that of SALES: 15 GB instead of 10 GB\. /),
      },
      expect.objectContaining({ cause: 'unit', amount: -0.023 }),
    ])
  })

  test('without a counted seat the whole base of another product is other-family', () => {
    expect(differences([], [line('base', skuId('sales'), 10 * gb)])).toEqual([['other-family', 10]])
  })

  test('of two bases of one size that of Contact Center counts', () => {
    const lines = [
      line('base', skuId('sales'), 30 * gb),
      line('base', digital, 30 * gb),
      line('incremental', digital, 1000),
    ]

    expect(differences([sku('digital', 4)], lines)).toEqual([
      ['unit', -0.023],
      ['unknown', 20],
    ])
  })

  test('the base of another edition is later-edition', () => {
    const later = structuredClone(edition)
    const [base] = later.pools[0]?.bases ?? []
    if (base !== undefined) base.amount = 30
    const lines = [line('base', digital, 30 * gb), line('incremental', digital, 1000, paid(4))]
    const tenant = { skus: [sku('digital', 4)], capacity: capacity(reading('database', lines)), otherEditions: [later] }

    expect(poolOf('dataverse-database', tenant).differences).toEqual([
      {
        amount: 20,
        cause: 'later-edition',
        note: `Base by ${later.title}: 30 GB instead of 10 GB.`,
      },
      expect.objectContaining({ cause: 'unit' }),
    ])
  })

  test('trial units, which the guide does not count, are trial', () => {
    const lines = [
      line('base', digital, 10 * gb),
      line('incremental', digital, 1000, paid(4)),
      line('incremental', skuId('voice'), 2500, { ...paid(0), trialUnits: 10 }),
    ]

    expect(differences([sku('digital', 4)], lines)).toEqual([
      ['trial', 2.441],
      ['unit', -0.023],
    ])
  })

  describe('units in grace', () => {
    const inGrace = sku('digital', 0, { prepaidUnits: { enabled: 40, warning: 10, suspended: 0, lockedOut: 0 } })
    const base = line('base', digital, 10 * gb)

    test('that both sides count are no difference', () => {
      const lines = [base, line('incremental', digital, 50 * 250, paid(40, 10))]

      expect(differences([inGrace], lines)).toEqual([['unit', -0.293]])
    })

    test('that the API shows and does not count are grace', () => {
      const lines = [base, line('incremental', digital, 40 * 250, paid(40, 10))]

      expect(differences([inGrace], lines)).toEqual([
        ['grace', -2.441],
        ['unit', -0.293],
      ])
    })

    test('that the API does not know are grace', () => {
      const lines = [base, line('incremental', digital, 40 * 250, paid(40))]

      expect(differences([inGrace], lines)).toEqual([
        ['grace', -2.441],
        ['unit', -0.293],
      ])
    })

    test('that only the API counts are grace', () => {
      const lines = [base, line('incremental', digital, 50 * 250, paid(40, 10))]

      expect(differences([sku('digital', 40)], lines)).toEqual([
        ['grace', 2.441],
        ['unit', -0.234],
      ])
    })

    test('of a SKU whose capacity fits neither way are counted as the line says, and the rest is unknown', () => {
      const lines = [base, line('incremental', digital, 50 * 250 + 512, paid(40, 10))]

      expect(differences([sku('digital', 40)], lines)).toEqual([
        ['grace', 2.441],
        ['unit', -0.234],
        ['unknown', 0.5],
      ])
    })

    test('of a SKU without a line are unknown', () => {
      expect(differences([inGrace], [base])).toEqual([
        ['unit', -0.293],
        ['unknown', -12.207],
      ])
    })
  })

  test('what nothing explains is unknown', () => {
    const lines = [line('incremental', digital, 1000, paid(4))]

    expect(differences([sku('digital', 4)], lines, { totalMB: 3 * gb + 1000 })).toEqual([
      ['unit', -0.023],
      ['unknown', -7],
    ])
  })

  test('less than a thousandth that rounding makes visible is unknown', () => {
    const binary = structuredClone(edition)
    binary.units.mbPerGB = 1024
    const lines = [line('base', digital, 10 * gb), line('incremental', digital, 4 * 250 - 0.1, paid(4))]
    const tenant = { skus: [sku('digital', 4)], capacity: capacity(reading('database', lines)), edition: binary }

    const pool = poolOf('dataverse-database', tenant)

    expect([pool.entitled, pool.reported?.total]).toEqual([10.977, 10.976])
    expect(pool.differences).toMatchObject([{ cause: 'unknown', amount: -0.001 }])
  })

  test('a file pool, which the guide states in GB, has no unit difference', () => {
    const lines = [line('base', digital, 20 * gb), line('incremental', digital, 8 * gb, paid(4))]
    const pool = poolOf('dataverse-file', { skus: [sku('digital', 4)], capacity: capacity(reading('file', lines)) })

    expect(pool.differences).toEqual([])
  })
})
