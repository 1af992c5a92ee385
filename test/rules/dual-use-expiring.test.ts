/** Rights to on-premises servers end with a subscription; told only where the operator says that there are such servers. */
import { describe, expect, test } from 'vitest'
import { dualUseExpiring } from '../../src/rules/dual-use-expiring.ts'
import type { SeatFacts } from '../../src/facts/seat-facts.ts'
import { outcomeOf } from '../facts/outcome.ts'
import { now, seatFacts, settings, sku, status, subscription } from '../facts/seat-facts.ts'

const sales = sku('sku-sales', { partNumber: 'SALES', dynamicsUnits: 25 })
const factsOf = (termEnds: string | null, about: Partial<SeatFacts> = {}) =>
  seatFacts({
    settings: settings({ usesOnPremises: true }),
    skus: new Map([sales, sku('sku-office')]),
    subscriptions: [subscription('digital', { skuId: 'sku-sales', nextLifecycle: termEnds })],
    ...about,
  })
const inDays = (days: number, seconds = 0) =>
  new Date(Date.parse(now) + days * 86_400_000 + seconds * 1000).toISOString()

test('fail: low from 90 days before the end of the term on', () => {
  const facts = factsOf(inDays(90))

  expect(dualUseExpiring.judge(facts).drafts.map(({ severity }) => severity)).toEqual(['low'])
  expect(outcomeOf(dualUseExpiring, facts)).toMatchObject({ outcome: 'fail', open: 1 })
})

describe('pass', () => {
  test('information before that, and what a person reads', () => {
    const facts = factsOf('2027-12-31T00:00:00Z')
    const [draft, ...others] = dualUseExpiring.judge(facts).drafts

    expect(others).toEqual([])
    expect(draft).toMatchObject({
      rule: 'dual-use-expiring',
      severity: 'info',
      subject: { kind: 'subscription', id: 'sku-sales', name: 'SALES', upn: null },
      environment: null,
      title: 'The on-premises rights of SALES end on 2027-12-31 unless it is renewed',
      detail:
        'The tenant holds 25 purchased licenses of SALES. What their holders may use on-premises ends with this subscription, on 2027-12-31 unless it is renewed. Which on-premises license an online one stands for is in the Dual Use Rights section of the Product Terms.',
      evidence: { skuId: 'sku-sales', termEnds: '2027-12-31T00:00:00Z' },
      remedies: [
        {
          text: 'Renew SALES, or stop the on-premises use that rests on it by then.',
          kind: 'review',
          target: 'sku-sales',
        },
      ],
      clauses: ['dual-use'],
    })
    expect(outcomeOf(dualUseExpiring, facts)).toMatchObject({ outcome: 'pass', open: 1, reason: null })
  })

  test('a second before the 90 days it is information', () => {
    expect(dualUseExpiring.judge(factsOf(inDays(90, 1))).drafts[0]?.severity).toBe('info')
  })

  test('each subscription is told apart, by SKU id', () => {
    const skus = new Map([sku('b', { dynamicsUnits: 1 }), sku('a', { dynamicsUnits: 1 })])

    expect(dualUseExpiring.judge(factsOf(null, { skus })).drafts.map(({ subject }) => subject.id)).toEqual(['a', 'b'])
  })
})

describe('not applicable', () => {
  test('unless the operator says that on-premises servers are used, whatever could be read', () => {
    const facts = factsOf(inDays(1), { settings: settings(), statuses: [] })

    expect(outcomeOf(dualUseExpiring, facts)).toEqual({
      rule: 'dual-use-expiring',
      outcome: 'not-applicable',
      open: 0,
      reason: 'The operator does not say that on-premises servers are used (SEATLEDGER_ON_PREMISES).',
      needs: [],
    })
  })

  test('without a Dynamics 365 subscription', () => {
    expect(outcomeOf(dualUseExpiring, factsOf(null, { skus: new Map([sku('sku-office')]) }))).toMatchObject({
      outcome: 'not-applicable',
      reason: 'The tenant holds no Dynamics 365 subscription.',
    })
  })
})

test('not assessed: without the subscriptions the end of the term is not known', () => {
  const statuses = [status('graph/subscribed-skus'), status('graph/subscriptions', { state: 'not-assessed' })]
  const facts = factsOf(null, { subscriptions: null, statuses })

  expect(dualUseExpiring.judge(facts).drafts[0]).toMatchObject({
    severity: 'info',
    title: 'The on-premises rights of SALES end on a day that is not known',
  })
  expect(outcomeOf(dualUseExpiring, facts)).toMatchObject({
    outcome: 'not-assessed',
    reason: 'when the term of SALES ends is not known; graph/subscriptions is not complete.',
    needs: ['graph/subscriptions'],
  })
})
