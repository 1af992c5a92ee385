/** More seats assigned than bought: what no unit stands behind, and what rests on units in grace. */
import { describe, expect, test } from 'vitest'
import { seatOverassigned } from '../../src/rules/seat-overassigned.ts'
import type { Seat } from '../../src/model/pool.ts'
import { outcomeOf } from '../facts/outcome.ts'
import { seat, seatFacts, status } from '../facts/seat-facts.ts'

const factsOf = (...seats: Seat[]) => seatFacts({ seats })
const judge = (...seats: Seat[]) => seatOverassigned.judge(factsOf(...seats)).drafts

describe('fail', () => {
  test('above enabled and in grace is medium', () => {
    const [draft] = judge(seat('digital', { enabled: 10, warning: 2, assigned: 13, suspended: 3, lockedOut: 1 }))

    expect(draft).toMatchObject({
      severity: 'medium',
      subject: { kind: 'subscription', id: 'sku-digital', name: 'DIGITAL', upn: null },
      environment: null,
      title: '13 seats of Contact Center Digital assigned, 12 bought',
      detail:
        'DIGITAL: 13 assigned, 10 enabled, 2 in grace, 4 suspended or locked out, which do not count. For 1 of the assigned seats there is no unit.',
      evidence: { skuId: 'sku-digital', plan: 'digital', units: 12, limit: 12, assigned: 13, grace: 2 },
      clauses: ['user-licenses'],
    })
  })

  test('above enabled only is low, with the end of the grace', () => {
    const graceUntil = '2026-12-24T00:00:00Z'
    const [draft] = judge(seat('digital', { enabled: 10, warning: 2, assigned: 12, graceUntil }))

    expect(draft).toMatchObject({
      severity: 'low',
      title: '12 seats of Contact Center Digital assigned, 10 paid and 2 in grace',
      detail:
        'DIGITAL: 12 assigned, 10 enabled, 2 in grace until 2026-12-24. For 2 of the assigned seats there is only a unit in grace, which ends.',
      evidence: { units: 12, limit: 10, assigned: 12, grace: 2 },
      remedies: [
        { text: 'Buy or renew 2 seats of Contact Center Digital.', kind: 'buy', target: 'digital' },
        {
          text: 'Free seats that nobody uses: `seatledger seats --by user` shows who holds them.',
          kind: 'review',
          target: 'sku-digital',
        },
      ],
    })
  })
})

test('pass: all bought units assigned', () => {
  const facts = factsOf(seat('digital', { assigned: 10 }), seat('voice', { warning: 5, assigned: 10 }))

  expect(seatOverassigned.judge(facts).drafts).toEqual([])
  expect(outcomeOf(seatOverassigned, facts)).toMatchObject({ outcome: 'pass' })
})

test('not applicable: no subscription with a plan', () => {
  expect(outcomeOf(seatOverassigned, factsOf())).toMatchObject({
    outcome: 'not-applicable',
    reason: 'No subscription of the tenant has a plan of the guide.',
  })
})

test('not assessed: the subscribed SKUs could not be read', () => {
  const facts = seatFacts({ seats: null, statuses: [status('graph/subscribed-skus', { state: 'not-assessed' })] })

  expect(outcomeOf(seatOverassigned, facts)).toMatchObject({
    outcome: 'not-assessed',
    needs: ['graph/subscribed-skus'],
  })
})
