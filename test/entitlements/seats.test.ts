/** Counted units are purchased units: enabled and in grace, less trials. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deriveSeats } from '../../src/entitlements/seats.ts'
import type { SkuOverrides } from '../../src/guide/sku-overrides.ts'
import type { SubscribedSku, Subscription } from '../../src/model/licensing.ts'
import { Seat, type Seat as SeatRow } from '../../src/model/pool.ts'
import { anySku, data, premium, premiumId, sku, skuId, subscription } from './tenant.ts'

function seatsOf(
  skus: readonly SubscribedSku[],
  subscriptions: readonly Subscription[] | null = [],
  overrides: SkuOverrides = new Map(),
) {
  return deriveSeats({ skus, subscriptions, data, overrides })
}

function seatOf(...args: Parameters<typeof seatsOf>): SeatRow {
  const [seat] = seatsOf(...args).seats
  if (seat === undefined) throw new RangeError('no seat')
  return Seat.parse(seat)
}

const units = (enabled: number, warning = 0, suspended = 0, lockedOut = 0) => ({
  prepaidUnits: { enabled, warning, suspended, lockedOut },
})

function trial(status: string, totalLicenses: number): Subscription {
  return subscription(skuId('digital'), { isTrial: true, status, totalLicenses })
}

function inGrace(nextLifecycle: string | null): Subscription {
  return subscription(skuId('voice'), { status: 'Warning', nextLifecycle })
}

describe('counted units', () => {
  test('are enabled and in grace; suspended, locked-out and assigned units are shown and do not count', () => {
    const seat = seatOf([sku('digital', 0, { ...units(40, 5, 7, 2), consumedUnits: 60 })])

    expect(seat).toMatchObject({ enabled: 40, warning: 5, suspended: 7, lockedOut: 2, assigned: 60, counted: 45 })
  })

  test('of a suspended SKU are none, though its units are shown', () => {
    const seat = seatOf([sku('digital', 0, { ...units(0, 0, 25), capabilityStatus: 'Suspended' })])

    expect(seat).toMatchObject({ suspended: 25, counted: 0 })
  })

  test('are less the trial units of its subscriptions in states Enabled and Warning', () => {
    const subscriptions = [
      trial('Enabled', 10),
      trial('Warning', 2),
      trial('Suspended', 50),
      subscription(skuId('digital'), { totalLicenses: 30 }),
    ]

    expect(seatOf([sku('digital', 0, units(40, 2))], subscriptions)).toMatchObject({
      trialUnits: 12,
      counted: 30,
      trial: false,
    })
  })

  test('are never below 0', () => {
    const subscriptions = [subscription(skuId('digital'), { isTrial: true, totalLicenses: 50 })]

    expect(seatOf([sku('digital', 25)], subscriptions)).toMatchObject({ trialUnits: 50, counted: 0, trial: true })
  })

  test('are some, and the seat is no trial, where one unit is bought', () => {
    expect(seatOf([sku('digital', 11)], [trial('Enabled', 10)])).toMatchObject({
      trialUnits: 10,
      counted: 1,
      trial: false,
    })
    expect(seatOf([sku('digital', 0)], [])).toMatchObject({ trialUnits: 0, counted: 0, trial: false })
  })

  test('are not made fewer by the subscriptions of other SKUs', () => {
    const subscriptions = [subscription(skuId('voice'), { id: 'b', isTrial: true, totalLicenses: 3 })]

    expect(seatOf([premium(5, { subscriptionIds: ['a'] })], subscriptions)).toMatchObject({ trialUnits: 0, counted: 5 })
  })

  test('join a subscription by its id too', () => {
    const subscriptions = [subscription(premiumId, { id: 'a', isTrial: true, totalLicenses: 3 })]

    expect(seatOf([sku('digital', 5, { subscriptionIds: ['a'] })], subscriptions)).toMatchObject({ counted: 2 })
  })
})

describe('trial units without subscriptions', () => {
  test('are all usable units of a trial SKU', () => {
    expect(seatOf([sku('viral-trial', 100)], null)).toMatchObject({ trialUnits: 100, counted: 0, trial: true })
  })

  test('are those of a trial SKU also where the subscriptions were read and none is its own', () => {
    expect(seatOf([sku('viral-trial', 100)], [])).toMatchObject({ trialUnits: 100, counted: 0 })
  })

  test('are none of a SKU that a list knows as bought', () => {
    expect(seatOf([sku('digital', 100)], null)).toMatchObject({ trialUnits: 0, counted: 100, trial: false })
  })

  test('are not known of a SKU that no list has', () => {
    expect(seatOf([premium(4)], null)).toMatchObject({ trialUnits: null, counted: 4, trial: false })
    expect(seatOf([premium(4)], [])).toMatchObject({ trialUnits: 0, counted: 4 })
  })
})

describe('grace', () => {
  test('ends on the first day on which a subscription in grace moves on', () => {
    const subscriptions = [
      inGrace('2026-12-24T00:00:00Z'),
      inGrace('2026-12-05T00:00:00Z'),
      inGrace(null),
      subscription(skuId('voice'), { nextLifecycle: '2026-11-30T00:00:00Z' }),
    ]

    expect(seatOf([sku('voice', 0, units(1, 2))], subscriptions).graceUntil).toBe('2026-12-05T00:00:00Z')
  })

  test('ends by time, whatever the zone it is written in', () => {
    const subscriptions = [inGrace('2026-12-05T00:00:00Z'), inGrace('2026-12-05T01:00:00+02:00')]

    expect(seatOf([sku('voice', 0, units(0, 1))], subscriptions).graceUntil).toBe('2026-12-05T01:00:00+02:00')
  })

  test('has no end where no unit is in grace, or where the subscriptions could not be read', () => {
    expect(seatOf([sku('voice', 3)], [inGrace('2026-12-05T00:00:00Z')]).graceUntil).toBeNull()
    expect(seatOf([sku('voice', 0, units(1, 2))], null).graceUntil).toBeNull()
  })
})

test('seats stand in the order of the plans, then by part number, whatever the order of the SKUs', () => {
  const skus = [
    sku('legacy-voice', 1),
    sku('viral-trial', 1),
    premium(1),
    sku('customer-service-enterprise', 1),
    sku('voice', 1),
    sku('digital', 1),
  ]

  expect(seatsOf(skus).seats.map(({ skuPartNumber }) => skuPartNumber)).toEqual([
    'DIGITAL',
    'VOICE',
    'CUSTOMER_SERVICE_PREMIUM',
    'CUSTOMER-SERVICE-ENTERPRISE',
    'VIRAL-TRIAL',
    'LEGACY-VOICE',
  ])
  expect(seatsOf(skus.toReversed())).toEqual(seatsOf(skus))
})

test('seats of one plan and one part number stand by SKU id', () => {
  const ids = ['c', 'a', 'b']
  const overrides: SkuOverrides = new Map(ids.map((id) => [id, { plan: 'voice' }]))

  expect(
    seatsOf(
      ids.map((id) => anySku(id, 'SAME', [], 1)),
      [],
      overrides,
    ).seats.map((seat) => seat.skuId),
  ).toEqual(['a', 'b', 'c'])
})

test('a SKU of which the operator says something else is no pack', () => {
  const ids = ['a', 'b', 'c', 'd']
  const overrides: SkuOverrides = new Map([
    ['a', { plan: 'voice' }],
    ['b', { ignore: true }],
    ['c', { families: ['power_apps'] }],
  ])

  expect(
    seatsOf(
      ids.map((id) => anySku(id, id, [], 1)),
      [],
      overrides,
    ).packs,
  ).toEqual([])
})

test('a pack is a SKU that the operator calls so, counted as a seat', () => {
  const skus = [anySku(premiumId, 'ROUTING', [], 0, units(2, 1, 4))]

  expect(seatsOf(skus, [], new Map([[premiumId, { pack: 'unified-routing' as const }]])).packs).toEqual([
    { pack: 'unified-routing', skuId: premiumId, units: 3 },
  ])
})

test('a SKU that no list knows is reported with the names of its plans, in order', () => {
  const plans = [
    { id: '113feb6c-3fe4-4440-bddc-54d774bf0318', name: 'EXCHANGE_S_FOUNDATION' },
    { id: '0ef2b4e3-0a2b-450d-8c5f-a52203c40f50', name: 'DYN365_CC_DIGITAL' },
  ]
  const unknown = [anySku(premiumId, 'NEXT', plans, 9), anySku('5e7a0000-0000-4000-b000-000000000000', 'NEW', plans, 1)]

  expect(seatsOf(unknown)).toEqual({
    seats: [],
    packs: [],
    counted: new Map([
      [premiumId, 9],
      ['5e7a0000-0000-4000-b000-000000000000', 1],
    ]),
    unknownSkus: [
      {
        skuId: '5e7a0000-0000-4000-b000-000000000000',
        skuPartNumber: 'NEW',
        plans: ['DYN365_CC_DIGITAL', 'EXCHANGE_S_FOUNDATION'],
        enabled: 1,
      },
      { skuId: premiumId, skuPartNumber: 'NEXT', plans: ['DYN365_CC_DIGITAL', 'EXCHANGE_S_FOUNDATION'], enabled: 9 },
    ],
  })
})

test('a SKU that a list or its plans name is not unknown', () => {
  const known = [sku('digital', 1), sku('sales', 1), premium(1)]

  expect(seatsOf(known).unknownSkus).toEqual([])
  expect(seatsOf(known).counted).toEqual(new Map(known.map(({ skuId: id }) => [id, 1])))
})

test('suspended, locked-out and assigned units never change what counts', () => {
  const some = fc.nat(500)
  fc.assert(
    fc.property(some, some, some, some, some, (enabled, warning, suspended, lockedOut, consumedUnits) => {
      const with_ = sku('digital', 0, { ...units(enabled, warning, suspended, lockedOut), consumedUnits })

      expect(seatOf([with_]).counted).toBe(enabled + warning)
    }),
  )
})
