/** The guide's maximum: each add-on against Customer Service Enterprise, and the three together for information. */
import { describe, expect, test } from 'vitest'
import { addonQuantity } from '../../src/rules/addon-quantity.ts'
import type { Seat } from '../../src/model/pool.ts'
import { outcomeOf } from '../facts/outcome.ts'
import { seat, seatFacts, skuOf, status } from '../facts/seat-facts.ts'

const factsOf = (...seats: Seat[]) => seatFacts({ seats })
const judge = (...seats: Seat[]) => addonQuantity.judge(factsOf(...seats)).drafts
const listed = (...seats: Seat[]) =>
  judge(...seats).map(({ subject, severity }) => [subject.kind, subject.id, severity])
const base = (enabled: number, about: Partial<Seat> = {}) => seat('customer-service-enterprise', { enabled, ...about })

describe('fail', () => {
  test.each(['digital-addon', 'voice-addon', 'digital-voice-addon'] as const)('%s above the base', (plan) => {
    const drafts = listed(base(10), seat(plan, { enabled: 11 }))

    expect(drafts).toEqual([
      ['subscription', skuOf(plan), 'medium'],
      ['tenant', 'tenant-1', 'info'],
    ])
  })

  test('what a person reads', () => {
    const [draft] = judge(base(8, { warning: 1 }), seat('digital-addon', { enabled: 9, warning: 3, assigned: 10 }))

    expect(draft).toMatchObject({
      id: 'addon-quantity-7f2cf6d92dd8',
      severity: 'medium',
      subject: { kind: 'subscription', id: 'sku-digital-addon', name: 'DIGITAL_ADDON', upn: null },
      title: '12 licenses of Contact Center Digital Add-on, and only 9 of Customer Service Enterprise',
      detail:
        'The tenant holds 12 purchased licenses of Contact Center Digital Add-on and 9 of Customer Service Enterprise: 3 more than the guide allows. In grace: 3 of the add-on licenses.',
      evidence: { skuId: 'sku-digital-addon', plan: 'digital-addon', units: 12, limit: 9, assigned: 10, grace: 3 },
      remedies: [
        {
          text: 'Buy Customer Service Enterprise licenses, or reduce the add-ons to 9 at the next renewal.',
          kind: 'buy',
          target: 'customer-service-enterprise',
        },
      ],
      clauses: ['prerequisites'],
    })
  })

  test('without any Customer Service Enterprise every add-on is too many', () => {
    expect(judge(seat('voice-addon', { enabled: 1 }))[0]).toMatchObject({
      title: '1 license of Contact Center Voice Add-on, and only 0 of Customer Service Enterprise',
      detail:
        'The tenant holds 1 purchased licenses of Contact Center Voice Add-on and 0 of Customer Service Enterprise: 1 more than the guide allows.',
    })
  })

  test('Premium does not count as Customer Service Enterprise, and neither do its trials', () => {
    const trial = base(100, { counted: 0, trialUnits: 100, trial: true })
    const seats = [
      base(5),
      trial,
      seat('customer-service-premium', { enabled: 50 }),
      seat('voice-addon', { enabled: 6 }),
    ]

    expect(judge(...seats)[0]?.evidence).toMatchObject({ units: 6, limit: 5 })
  })

  test('two SKUs of one add-on count together, two bases too', () => {
    const second = seat('digital-addon', { enabled: 3, skuId: 'sku-second' })
    const drafts = judge(base(4), base(1, { skuId: 'sku-bundle' }), seat('digital-addon', { enabled: 3 }), second)

    expect(drafts.map(({ severity }) => severity)).toEqual(['medium', 'info'])
    expect(drafts[0]?.evidence).toMatchObject({ skuId: 'sku-digital-addon', units: 6, limit: 5 })
  })
})

describe('the sum', () => {
  test('above the base is another reading: information, and the rule passes', () => {
    const facts = factsOf(
      base(10),
      seat('digital-addon', { assigned: 4 }),
      seat('voice-addon', { warning: 1, enabled: 2 }),
    )
    const [draft, ...others] = addonQuantity.judge(facts).drafts

    expect(others).toEqual([])
    expect(draft).toMatchObject({
      id: 'addon-quantity-8ed4b2dd695b',
      severity: 'info',
      subject: { kind: 'tenant', id: 'tenant-1', name: 'Contoso', upn: null },
      title: '13 add-on licenses together, and only 10 of Customer Service Enterprise',
      detail:
        "By another reading of the guide, the cap holds for the three add-ons together: the tenant holds 13 of them and 10 of Customer Service Enterprise. The guide's text caps each add-on by itself. In grace: 1 of the add-on licenses.",
      evidence: { skuId: null, plan: null, units: 13, limit: 10, assigned: 4, grace: 1 },
    })
    expect(outcomeOf(addonQuantity, facts)).toMatchObject({ outcome: 'pass', open: 1 })
  })
})

test('pass: as many as the base, each and together', () => {
  const facts = factsOf(base(10), seat('digital-addon', { enabled: 4 }), seat('voice-addon', { enabled: 6 }))

  expect(addonQuantity.judge(facts).drafts).toEqual([])
  expect(outcomeOf(addonQuantity, facts)).toMatchObject({ outcome: 'pass', open: 0, reason: null })
})

test('not applicable: no add-on, or only one without counted units', () => {
  const facts = factsOf(base(10), seat('digital'), seat('digital-addon', { enabled: 0, suspended: 5 }))

  expect(outcomeOf(addonQuantity, facts)).toMatchObject({
    outcome: 'not-applicable',
    reason: 'The tenant holds no Contact Center add-on.',
  })
})

describe('not assessed', () => {
  test('without the subscribed SKUs', () => {
    const facts = seatFacts({ seats: null, statuses: [status('graph/subscribed-skus', { state: 'not-assessed' })] })

    expect(outcomeOf(addonQuantity, facts)).toMatchObject({
      outcome: 'not-assessed',
      needs: ['graph/subscribed-skus'],
    })
  })

  test('where nobody can say how many of the units are trials', () => {
    const facts = factsOf(base(10), seat('digital-addon', { enabled: 4, trialUnits: null }))

    expect(outcomeOf(addonQuantity, facts)).toMatchObject({
      outcome: 'not-assessed',
      reason: 'how many units of DIGITAL_ADDON are trials is not known.',
    })
  })

  test('where it is not known of the base, but no other seat matters', () => {
    const addon = seat('digital-addon', { enabled: 4 })

    expect(outcomeOf(addonQuantity, factsOf(base(10, { trialUnits: null }), addon))).toMatchObject({
      outcome: 'not-assessed',
      reason: 'how many units of CUSTOMER_SERVICE_ENTERPRISE are trials is not known.',
    })
    expect(outcomeOf(addonQuantity, factsOf(base(10), addon, seat('digital', { trialUnits: null })))).toMatchObject({
      outcome: 'pass',
      reason: null,
    })
  })
})
