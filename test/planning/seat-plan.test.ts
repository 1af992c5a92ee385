/** The planner of seats: the guide's own scenario, exactness against every purchase there is, and the rules that it keeps. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadEdition } from '../../src/guide/load.ts'
import type { Price, StaffingRow } from '../../src/model/plan.ts'
import type { PlanId } from '../../src/model/pool.ts'
import { planSeats, type SeatPlan, type SeatPlanInput } from '../../src/planning/seat-plan.ts'
import { listPrices as listPricesOf } from '../../src/seats/list-price.ts'
import { bestOfEveryPurchase, plans, type Case, type Plan } from './every-purchase.ts'

const edition = loadEdition('contact-center-2025-02')
const listPrices = listPricesOf(edition)

function plan(staffing: readonly StaffingRow[], more: Partial<SeatPlanInput> = {}): SeatPlan {
  return planSeats({ staffing, edition, prices: listPrices, free: new Map(), purchased: new Map(), ...more })
}

const inDollars = (monthly: number): Price => ({ monthly, currency: 'USD', source: 'a test' })

const agents: StaffingRow[] = [
  { count: 3, channels: 'digital', customerService: true, holds: ['customer-service-enterprise'] },
  { count: 7, channels: 'voice', customerService: true, holds: ['customer-service-enterprise'] },
]
const tenHeld = new Map<PlanId, number>([['customer-service-enterprise', 10]])

describe('Scenario 1 of the guide', () => {
  test('3 digital and 7 voice agents with Customer Service Enterprise and a lead with nothing cost 945 a month', () => {
    const lead: StaffingRow = { count: 1, channels: 'both', customerService: true, holds: [] }

    const found = plan([...agents, lead], { purchased: tenHeld })

    expect(found.monthly).toBe(945)
    expect([...found.bought]).toEqual([
      ['digital-addon', 3],
      ['voice-addon', 7],
      ['customer-service-premium', 1],
    ])
    expect(found.ties.map((tie) => [...tie])).toEqual([
      [
        ['digital-addon', 3],
        ['voice-addon', 7],
        ['digital-voice-addon', 1],
        ['customer-service-enterprise', 1],
      ],
    ])
  })

  test('a lead who needs no Customer Service takes the standalone Contact Center seat, and nothing else is as cheap', () => {
    const lead: StaffingRow = { count: 1, channels: 'both', customerService: false, holds: [] }

    const found = plan([...agents, lead], { purchased: tenHeld })

    expect(found.monthly).toBe(860)
    expect(found.bought.get('digital-voice')).toBe(1)
    expect(found.ties).toEqual([])
  })
})

const arbitraryUnits = (most: number): fc.Arbitrary<Partial<Record<Plan, number>>> =>
  fc.record(Object.fromEntries(plans.map((id) => [id, fc.nat(most)])), { requiredKeys: [] })

/** Prices of few steps, so that ties come often. */
const arbitraryCase: fc.Arbitrary<Case> = fc.record({
  staffing: fc.array(
    fc.record({
      count: fc.integer({ min: 1, max: 2 }),
      channels: fc.constantFrom('digital', 'voice', 'both'),
      customerService: fc.boolean(),
      holds: fc.oneof(
        fc.constant<Plan[]>([]),
        fc.constant<Plan[]>(['customer-service-enterprise']),
        fc.subarray([...plans], { maxLength: 2 }),
      ),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  prices: fc.record({
    digital: fc.integer({ min: 1, max: 20 }),
    voice: fc.integer({ min: 1, max: 20 }),
    'digital-voice': fc.integer({ min: 1, max: 30 }),
    'digital-addon': fc.integer({ min: 1, max: 15 }),
    'voice-addon': fc.integer({ min: 1, max: 15 }),
    'digital-voice-addon': fc.integer({ min: 1, max: 20 }),
    'customer-service-premium': fc.integer({ min: 1, max: 40 }),
    'customer-service-enterprise': fc.integer({ min: 1, max: 20 }),
  }),
  free: arbitraryUnits(2),
  purchased: arbitraryUnits(3),
})

function toMap(units: Partial<Record<Plan, number>>): Map<PlanId, number> {
  return new Map(plans.map((id) => [id, units[id] ?? 0]))
}

describe('exactness', () => {
  test('equals the best of every purchase on 500 random small staffings, ties included', () => {
    fc.assert(
      fc.property(arbitraryCase, (small) => {
        const expected = bestOfEveryPurchase(small)

        const found = planSeats({
          staffing: small.staffing.map((row) => ({ ...row, holds: [...row.holds] })),
          edition,
          prices: new Map(plans.map((id) => [id, inDollars(small.prices[id])])),
          free: toMap(small.free),
          purchased: toMap(small.purchased),
        })

        expect(found.monthly).toBe(expected?.price)
        expect(plans.map((id) => found.bought.get(id) ?? 0)).toEqual(expected?.bought)
        expect(found.ties.length === 0).toBe(expected?.isOnlyOne)
      }),
      { numRuns: 500, seed: 20260224 },
    )
  })

  test('a staffing of 100,000 people with free units of every plan is decided too, by counts', () => {
    const many: StaffingRow[] = [
      { count: 40_000, channels: 'digital', customerService: false, holds: [] },
      { count: 30_000, channels: 'voice', customerService: true, holds: [] },
      { count: 20_001, channels: 'both', customerService: true, holds: ['customer-service-enterprise'] },
      { count: 10_000, channels: 'both', customerService: false, holds: ['voice'] },
    ]
    const free = new Map<PlanId, number>(plans.map((id, index) => [id, 301 + index]))

    const found = plan(many, { free, purchased: new Map([['customer-service-enterprise', 20_001]]) })

    const people = found.rows.flatMap(({ chosen }) => chosen).reduce((sum, { count }) => sum + count, 0)
    expect(people).toBe(100_001)
    expect(found.monthly).toBeGreaterThan(0)
  })
})

describe('free units', () => {
  test('are used where they save most, over all rows: a greedy choice for the first row would cost 15 more', () => {
    const staffing: StaffingRow[] = [
      { count: 1, channels: 'digital', customerService: false, holds: [] },
      { count: 1, channels: 'both', customerService: false, holds: [] },
    ]

    const found = plan(staffing, { free: new Map([['digital-voice', 1]]) })

    expect(found.monthly).toBe(95)
    expect([...found.bought]).toEqual([['digital', 1]])
    expect([...found.reused]).toEqual([['digital-voice', 1]])
  })

  test('below zero are units that are assigned and not purchased: they are bought', () => {
    const staffing: StaffingRow[] = [{ count: 2, channels: 'voice', customerService: false, holds: ['voice'] }]

    const found = plan(staffing, { free: new Map([['voice', -2]]) })

    expect([...found.bought]).toEqual([['voice', 2]])
    expect(found.monthly).toBe(190)
  })
})

describe('prerequisites and maxima', () => {
  test('an add-on that is held without Customer Service Enterprise leaves the need open', () => {
    const staffing: StaffingRow[] = [
      { count: 1, channels: 'digital', customerService: false, holds: ['digital-addon'] },
    ]

    const found = plan(staffing)

    expect([...found.bought]).toEqual([['customer-service-enterprise', 1]])
  })

  test('an add-on beyond the purchased Customer Service Enterprise units is not bought: the next cheapest seat is', () => {
    const holder: StaffingRow = {
      count: 1,
      channels: 'digital',
      customerService: true,
      holds: ['customer-service-enterprise'],
    }

    const atMaximum = plan([holder], {
      purchased: new Map([
        ['digital-addon', 1],
        ['customer-service-enterprise', 1],
      ]),
    })
    const below = plan([holder], {
      purchased: new Map([
        ['digital-addon', 1],
        ['customer-service-enterprise', 2],
      ]),
    })

    expect([...atMaximum.bought]).toEqual([['digital-voice-addon', 1]])
    expect([...below.bought]).toEqual([['digital-addon', 1]])
  })

  test('a legacy Omnichannel seat serves no channel here: what it must become is bought', () => {
    const staffing: StaffingRow[] = [
      {
        count: 2,
        channels: 'voice',
        customerService: true,
        holds: ['legacy-omnichannel', 'customer-service-enterprise'],
      },
    ]

    expect([...plan(staffing, { purchased: tenHeld }).bought]).toEqual([['voice-addon', 2]])
  })
})

describe('prices', () => {
  test('a plan without a price is not bought, and named; without any that serves there is one clear sentence', () => {
    const staffing: StaffingRow[] = [{ count: 1, channels: 'digital', customerService: false, holds: [] }]
    const onlyBoth = new Map([['digital-voice', inDollars(110)]])

    const found = plan(staffing, { prices: onlyBoth })

    expect([...found.bought]).toEqual([['digital-voice', 1]])
    expect(found.unpriced).toContain('digital')
    expect(() => plan(staffing, { prices: new Map() })).toThrow(
      'This staffing cannot be licensed without a price for one of digital,',
    )
  })

  test('prices in several currencies are refused', () => {
    const staffing: StaffingRow[] = [{ count: 1, channels: 'digital', customerService: false, holds: [] }]
    const prices = new Map([...listPrices, ['digital', { monthly: 80, currency: 'EUR', source: 'a reseller' }]])

    expect(() => plan(staffing, { prices })).toThrow(
      'Prices in several currencies cannot be compared: EUR (digital); USD',
    )
  })

  test('prices with decimals are summed exactly', () => {
    const staffing: StaffingRow[] = [{ count: 3, channels: 'digital', customerService: false, holds: [] }]

    expect(plan(staffing, { prices: new Map([['digital', inDollars(0.1)]]) }).monthly).toBe(0.3)
  })
})
