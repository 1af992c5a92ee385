/** The notes of differences, word for word, and which line or base one is about. */
import { describe, expect, test } from 'vitest'
import { loadEdition } from '../../src/guide/load.ts'
import type { CapacityLine } from '../../src/model/environment.ts'
import type { Difference } from '../../src/model/pool.ts'
import { anySku, capacity, edition, line, poolOf, reading, sku, skuId, subscription, type Tenant } from './tenant.ts'

const gb = 1024
const digital = skuId('digital')
const voice = skuId('voice')
const paid = (enabled: number, warning = 0) => ({ paid: { enabled, warning, suspended: 0 } })

const units = (enabled: number, warning: number) => ({
  prepaidUnits: { enabled, warning, suspended: 0, lockedOut: 0 },
})
const other = (id: string, mb: number, code = 'CDS') => line('base', id, mb, { code })

function differences(
  skus: Tenant['skus'],
  lines: readonly CapacityLine[],
  more: Partial<Tenant> = {},
): Record<string, [number, string]> {
  const pool = poolOf('dataverse-database', { skus, capacity: capacity(reading('database', lines)), ...more })
  return Object.fromEntries(
    pool.differences.map(({ cause, amount, note }: Difference) => [cause, [amount, note] as const]),
  )
}

describe('add-ons', () => {
  test('of a pay-as-you-go policy are known by their code in either case, and told by it', () => {
    const lines = [
      line('addOn', digital, gb, { code: 'local_paygo_x' }),
      line('addOn', digital, gb, { code: 'LOCAL_PAYGO_A' }),
      line('addOn', digital, gb, { code: 'LOCAL_PAYGO_A' }),
      line('addOn', digital, 512, { code: 'MY_LOCAL_PAYGO' }),
    ]

    expect(differences([sku('digital', 0)], lines)).toEqual({
      'pay-as-you-go': [3, 'Seeded by a pay-as-you-go policy: LOCAL_PAYGO_A, local_paygo_x.'],
      'add-on': [0.5, 'Add-on capacity of its own: DIGITAL.'],
    })
  })
})

describe('trial units', () => {
  const trial = (trialUnits: number, more = paid(0)) =>
    line('incremental', voice, 1024, { ...more, trialUnits, code: 'CC' })

  test('are named with their SKU', () => {
    expect(differences([sku('voice', 0)], [trial(4)])).toEqual({
      trial: [1, 'Trial units, which the guide does not count: VOICE.'],
    })
  })

  test.each([
    ['no trial unit', trial(0)],
    ['paid units beside', trial(4, paid(1))],
    ['units in grace beside', trial(4, paid(0, 1))],
    ['both beside', trial(4, paid(1, 1))],
  ])('are none with %s', (_, one) => {
    expect(differences([sku('voice', 0)], [one])['trial']).toBeUndefined()
  })

  test('of another product are that product', () => {
    const one = line('incremental', skuId('sales'), 1024, { ...paid(0), trialUnits: 4 })

    expect(Object.keys(differences([], [one]))).toEqual(['other-family'])
  })
})

describe('units in grace', () => {
  test('that only one side counts are counted and the side is named', () => {
    const guide = differences([sku('digital', 0, units(40, 1010))], [line('incremental', digital, 10_000, paid(40))])
    const api = differences([sku('digital', 40)], [line('incremental', digital, 12_500, paid(40, 10))])

    expect(guide['grace']).toEqual([-246.582, '1,010 units of DIGITAL in grace are counted by the guide only.'])
    expect(api['grace']).toEqual([2.441, '10 units of DIGITAL in grace are counted by the admin API only.'])
  })

  test('of a plan that accrues nothing here, or of lines without paid units, are no matter', () => {
    const base = line('base', digital, 10 * gb)
    const legacy = line('incremental', skuId('legacy-voice'), 1024, paid(1, 3))

    expect(differences([sku('digital', 1), sku('legacy-voice', 1)], [base, legacy])['grace']).toBeUndefined()
    expect(
      differences([sku('digital', 0, units(1, 1))], [base, line('incremental', digital, 250, { ...paid(0) })])['grace'],
    ).toBeUndefined()
  })

  test('are none where the API counts as many units as the guide, trials among them', () => {
    const trials = (totalLicenses: number) => [subscription(digital, { isTrial: true, totalLicenses })]
    const grace = (skus: Tenant['skus'], one: CapacityLine, totalLicenses: number) =>
      differences(skus, [one], { subscriptions: trials(totalLicenses) })['grace']

    const some = [sku('digital', 0, units(40, 10))]
    expect(grace(some, line('incremental', digital, 40 * 250, paid(40, 10)), 10)).toBeUndefined()
    const mostly = [sku('digital', 0, units(0, 10))]
    expect(grace(mostly, line('incremental', digital, 5 * 250, paid(0, 10)), 5)).toBeUndefined()
  })

  test('may be as many as the enabled ones', () => {
    const found = differences([sku('digital', 0, units(10, 10))], [line('incremental', digital, 2500, paid(10, 10))])

    expect(found['grace']?.[0]).toBe(-2.442)
  })

  test('of a product that is no Contact Center plan are that product alone, whatever an edition grants to its seats', () => {
    const own = structuredClone(edition)
    own.pools[0]?.perSeat.push({ plans: ['customer-service-enterprise'], amount: 250, unit: 'MB', trust: 'guide' })
    const skus = [sku('customer-service-enterprise', 0, units(1, 1))]
    const lines = [line('incremental', skuId('customer-service-enterprise'), 250, paid(1))]

    expect(differences(skus, lines, { edition: own })['grace']).toBeUndefined()
  })

  test('are summed over the lines of a SKU', () => {
    const lines = [line('incremental', digital, 5000, paid(20, 4)), line('incremental', digital, 5000, paid(20, 6))]

    expect(differences([sku('digital', 0, units(40, 10))], lines)['grace']?.[0]).toBe(-2.441)
  })
})

describe('the base', () => {
  const skus = [sku('digital', 4), anySku('bb', 'BB', [], 1), anySku('aa', 'AA', [], 1)]

  test('of equally large ones of other products is the first by SKU, then by code', () => {
    const twice = [other('bb', 15 * gb), other('aa', 15 * gb)]
    const codes = [other('x', 15 * gb, 'Z'), other('x', 15 * gb, 'Y')]

    expect(differences(skus, twice)['other-family']).toEqual([
      5,
      'The largest base is that of AA: 15 GB instead of 10 GB. The edition names no family for AA.',
    ])
    expect(differences(skus, codes)['other-family']?.[1]).toContain('that of Y: 15 GB')
  })

  test('that is the same as the guide grants is no difference', () => {
    expect(differences(skus, [other('aa', 10 * gb)])['other-family']).toBeUndefined()
  })

  test('of another edition is compared by MB, and only with the same pool', () => {
    const later = loadEdition('dynamics-365-2026-07')
    const of = (mb: number) => Object.keys(differences(skus, [other(digital, mb)], { otherEditions: [edition, later] }))

    expect(of(30 * gb)).toContain('later-edition')
    expect(of(40 * gb)).not.toContain('later-edition')
    expect(of(30_000)).not.toContain('later-edition')
  })
})

test('a base is compared with a base, and with nothing where the edition grants none', () => {
  const lines = [line('base', 'x', 3 * gb, { code: 'X' }), line('incremental', digital, 2 * gb, paid(1))]
  const log = poolOf('dataverse-log', { skus: [sku('digital', 1)], capacity: capacity(reading('log', lines)) })

  expect(log.differences).toEqual([
    {
      cause: 'other-family',
      amount: 3,
      note: 'The largest base is that of X: 3 GB instead of 0 GB. The edition names no family for X.',
    },
  ])
})

test('lines and base of other products are one difference, its notes one after the other', () => {
  const lines = [line('base', 'x', 13 * gb, { code: 'X' }), line('incremental', 'y', gb, { code: 'Y' })]

  expect(differences([sku('digital', 4)], lines)['other-family']).toEqual([
    4,
    'Granted by SKUs that are no Contact Center plan: Y. The edition names no family for Y. The largest base is that of X: 13 GB instead of 10 GB. The edition names no family for X.',
  ])
})

test('other products are named in order, each with what its family accrues', () => {
  const lines = [
    line('incremental', 'unheard', 1024, { code: 'ZZ' }),
    line('incremental', skuId('sales'), 1750, paid(7)),
    line('incremental', 'unheard', 1024, { code: 'ZZ' }),
  ]

  expect(differences([sku('sales', 7)], lines)['other-family']).toEqual([
    3.709,
    expect.stringMatching(
      /^Granted by SKUs that are no Contact Center plan: SALES, ZZ\. SALES is Sales Enterprise: 7 x 250 MB = 1\.709 GB, the admin API has 1\.709 GB \[.+\]\. The edition names no family for ZZ\.$/,
    ),
  ])
})

test('what is left is unknown, in one sentence', () => {
  expect(differences([sku('digital', 1)], [])['unknown']).toEqual([
    -10.244,
    'No line of the admin API and no rule of the guide explains this part.',
  ])
})
