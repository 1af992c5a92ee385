/** Legacy Omnichannel seats: their term, the one renewal, and what they must become by the channels of their service plans. */
import { describe, expect, test } from 'vitest'
import { deriveSeats } from '../../src/entitlements/seats.ts'
import { legacyOmnichannel } from '../../src/rules/legacy-omnichannel.ts'
import type { SeatFacts } from '../../src/facts/seat-facts.ts'
import type { Seat } from '../../src/model/pool.ts'
import { anySku, data, sku as publicSku } from '../entitlements/tenant.ts'
import { outcomeOf } from '../facts/outcome.ts'
import { now, seat, seatFacts, settings, sku, skuOf, status, subscription } from '../facts/seat-facts.ts'

const voicePlan = 'f6ec6dfa-2402-468d-a455-89be11116d43'
const messagingPlan = '47c2b191-a5fb-4129-b690-00c474d2f623'
const chatPlan = 'f69129db-6dc1-4107-855e-0aaebbcd9dd4'
const skuId = skuOf('legacy-omnichannel')

/** 10 legacy seats whose term ends on `termEnds`. */
const factsOf = (termEnds: string | null, about: Partial<SeatFacts> = {}, legacy: Partial<Seat> = {}) =>
  seatFacts({
    seats: [seat('legacy-omnichannel', { assigned: 7, ...legacy })],
    subscriptions: [subscription('legacy-omnichannel', { nextLifecycle: termEnds })],
    skus: new Map([sku(skuId, { partNumber: 'DYN365_CS_VOICE', servicePlanIds: [voicePlan] })]),
    ...about,
  })
const only = (facts: SeatFacts) => {
  const { drafts } = legacyOmnichannel.judge(facts)
  expect(drafts).toHaveLength(1)
  return drafts[0]
}
const inDays = (days: number, seconds = 0) =>
  new Date(Date.parse(now) + days * 86_400_000 + seconds * 1000).toISOString()

describe('pass: information until 90 days before the end of the term', () => {
  test('what a person reads', () => {
    const draft = only(factsOf('2027-06-30T00:00:00Z'))

    expect(draft).toMatchObject({
      rule: 'legacy-omnichannel',
      severity: 'info',
      subject: { kind: 'subscription', id: skuId, name: 'LEGACY_OMNICHANNEL', upn: null },
      environment: null,
      title: '10 legacy Omnichannel licenses (LEGACY_OMNICHANNEL): the term ends on 2027-06-30 unless it is renewed',
      detail:
        '10 purchased and 7 assigned licenses of LEGACY_OMNICHANNEL. The guide allows one renewal for one more term; at the renewal after it they must be replaced. The equivalent is Contact Center Voice Add-on or Customer Service Premium. The guide says this twice and not alike: its FAQ 1 that customers should be brought to them, its Appendix that they will need to move.',
      evidence: { skuId, units: 10, assigned: 7, termEnds: '2027-06-30T00:00:00Z', successor: 'voice-addon' },
      remedies: [
        {
          text: 'Plan the move to Contact Center Voice Add-on or Customer Service Premium for the 7 assigned seats.',
          kind: 'buy',
          target: 'voice-addon',
        },
        {
          text: 'Check whether the one renewal has been taken already, and say so in SEATLEDGER_OMNICHANNEL_RENEWED.',
          kind: 'review',
          target: null,
        },
      ],
      clauses: ['omnichannel-renewal', 'omnichannel-faq'],
    })
  })

  test('the outcome is pass, with the finding open', () => {
    expect(outcomeOf(legacyOmnichannel, factsOf(inDays(90, 1)))).toMatchObject({ outcome: 'pass', open: 1 })
  })

  test('where the renewal has been taken, there is none left', () => {
    const draft = only(factsOf(inDays(200), { settings: settings({ omnichannelRenewed: true }) }))

    expect(draft?.detail).toContain('The one renewal that the guide allows has been taken, so they must be replaced')
    expect(draft?.remedies).toHaveLength(1)
  })
})

describe('fail: medium from 90 days before the end on', () => {
  test.each([inDays(90), inDays(1), inDays(-10)])('term ends %s', (termEnds) => {
    expect(only(factsOf(termEnds))?.severity).toBe('medium')
    expect(outcomeOf(legacyOmnichannel, factsOf(termEnds))).toMatchObject({ outcome: 'fail', open: 1 })
  })

  test('of several subscriptions the first end counts; trials and ended ones have none', () => {
    const subscriptions = [
      subscription('legacy-omnichannel', { nextLifecycle: inDays(300) }),
      subscription('legacy-omnichannel', { skuId: 'x', id: 'joined', nextLifecycle: inDays(80), status: 'Warning' }),
      subscription('legacy-omnichannel', { nextLifecycle: inDays(5), isTrial: true }),
      subscription('legacy-omnichannel', { nextLifecycle: inDays(5), status: 'Suspended' }),
      subscription('legacy-omnichannel', { skuId: 'other', nextLifecycle: inDays(5) }),
    ]
    const skus = new Map([sku(skuId, { subscriptionIds: ['joined'] })])

    expect(only(factsOf(null, { subscriptions, skus }))?.evidence).toMatchObject({ termEnds: inDays(80) })
  })
})

describe('the successor', () => {
  test.each([
    [[voicePlan], 'voice-addon'],
    [[messagingPlan], 'digital-addon'],
    [[chatPlan], 'digital-addon'],
    [[chatPlan, voicePlan], 'digital-voice-addon'],
    [[messagingPlan, voicePlan], 'digital-voice-addon'],
    [[], 'digital-voice-addon'],
  ])('of %j is %s', (servicePlanIds, successor) => {
    const skus = new Map([sku(skuId, { servicePlanIds })])

    expect(only(factsOf(inDays(200), { skus }))?.evidence).toMatchObject({ successor })
  })

  test('of a SKU that is not listed is the combined add-on', () => {
    expect(only(factsOf(inDays(200), { skus: new Map() }))?.evidence).toMatchObject({
      successor: 'digital-voice-addon',
    })
  })
})

describe('not applicable', () => {
  test('a Contact Center seat alone is no legacy seat, though it carries the legacy service plans', () => {
    const plans = [
      { id: '2a9d72b3-1714-440f-babf-bf92bf9683d8', name: 'DYN365_CC' },
      { id: voicePlan, name: 'DYN365_CS_VOICE' },
      { id: messagingPlan, name: 'DYN365_CS_MESSAGING_TPS' },
    ]
    const skus = [publicSku('digital-voice', 5, { servicePlans: plans }), anySku('sku-new', 'NEW_CC', plans, 5)]
    const { seats } = deriveSeats({ skus, subscriptions: [], data, overrides: new Map() })

    expect(outcomeOf(legacyOmnichannel, seatFacts({ seats }))).toMatchObject({
      outcome: 'not-applicable',
      open: 0,
      reason: 'The tenant holds no legacy Omnichannel license.',
    })
  })

  test('a suspended legacy subscription has no units left', () => {
    const facts = factsOf(inDays(1), {}, { enabled: 0, suspended: 10 })

    expect(legacyOmnichannel.judge(facts)).toMatchObject({ applies: false, drafts: [] })
  })
})

describe('not assessed', () => {
  test('without the subscriptions nobody knows the end of the term', () => {
    const statuses = [
      status('graph/subscribed-skus'),
      status('graph/subscriptions', { state: 'not-assessed', reason: '403' }),
    ]
    const facts = factsOf(null, { subscriptions: null, statuses })

    expect(only(facts)).toMatchObject({
      severity: 'info',
      title: '10 legacy Omnichannel licenses (LEGACY_OMNICHANNEL): the term ends on a day that is not known',
      evidence: { termEnds: null },
    })
    expect(outcomeOf(legacyOmnichannel, facts)).toMatchObject({
      outcome: 'not-assessed',
      reason: 'when the term of DYN365_CS_VOICE ends is not known; graph/subscriptions is not complete (403).',
      needs: ['graph/subscriptions'],
    })
  })

  test('without the subscribed SKUs', () => {
    const facts = seatFacts({ seats: null, statuses: [status('graph/subscriptions')] })

    expect(outcomeOf(legacyOmnichannel, facts)).toMatchObject({
      outcome: 'not-assessed',
      needs: ['graph/subscribed-skus'],
    })
  })
})
