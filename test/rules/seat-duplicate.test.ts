/** Which seats of one person cover each other, which of two could go, and what a combined seat would save. */
import { describe, expect, test } from 'vitest'
import { seatDuplicate } from '../../src/rules/seat-duplicate.ts'
import type { HeldSeat, SeatFacts, SeatHolder } from '../../src/facts/seat-facts.ts'
import type { PlanId } from '../../src/model/pool.ts'
import { outcomeOf } from '../facts/outcome.ts'
import { edition, held, holder, seat, seatFacts, skuOf, status } from '../facts/seat-facts.ts'

const factsOf = (holders: SeatHolder[], about: Partial<SeatFacts> = {}) => seatFacts({ holders, ...about })
const judge = (seats: (PlanId | HeldSeat)[], about: Partial<SeatFacts> = {}) =>
  seatDuplicate.judge(factsOf([holder('ada', seats)], about)).drafts
/** What could go, by plan, with its severity. */
const going = (seats: (PlanId | HeldSeat)[], about: Partial<SeatFacts> = {}) =>
  judge(seats, about).map(({ evidence, severity }) => ['plan' in evidence ? evidence.plan : '', severity].join(' '))
/** The SKU of a plan is a trial. */
const trialOf = (plan: PlanId) => ({ isTrialSku: (skuId: string) => skuId === skuOf(plan) })
const cs = 'customer-service-enterprise'
const premium = 'customer-service-premium'

describe('fail', () => {
  test.each<[PlanId[], string[]]>([
    [[premium, 'digital'], ['digital low']],
    [[premium, 'voice'], ['voice low']],
    [[premium, 'digital-voice'], ['digital-voice low']],
    [[premium, 'digital-addon'], ['digital-addon low']],
    [[premium, 'voice-addon'], ['voice-addon low']],
    [[premium, 'digital-voice-addon'], ['digital-voice-addon low']],
    [[premium, cs], [`${cs} low`]],
    [['digital-voice', 'digital'], ['digital low']],
    [['digital-voice', 'voice'], ['voice low']],
    [['digital-voice', 'digital-addon'], ['digital-addon low']],
    [['digital-voice', 'voice-addon'], ['voice-addon low']],
    [['digital-voice-addon', 'digital'], ['digital low']],
    [['digital-voice-addon', 'voice'], ['voice low']],
    [['digital-voice-addon', 'digital-addon', cs], ['digital-addon low']],
    [['digital-voice-addon', 'voice-addon', cs], ['voice-addon low']],
    [
      ['digital-voice', 'digital', 'voice'],
      ['digital low', 'voice low'],
    ],
    [
      ['digital-voice', 'voice-addon', premium, cs],
      ['digital-voice low', 'voice-addon low', `${cs} low`],
    ],
  ])('%j: could go %j', (seats, expected) => {
    expect(going(seats)).toEqual(expected)
  })

  describe('of two equal seats', () => {
    test.each<[PlanId, PlanId]>([
      ['digital', 'digital-addon'],
      ['voice', 'voice-addon'],
      ['digital-voice', 'digital-voice-addon'],
    ])('%s goes where the prerequisite of %s is held: the add-on costs less', (standalone, addon) => {
      expect(going([standalone, addon, cs])).toEqual([`${standalone} low`])
      expect(going([standalone, addon])).toEqual([`${addon} low`])
    })

    test('without prices it is the later id', () => {
      const free = { ...edition, prices: [] }

      expect(going(['digital', 'digital-addon', cs], { edition: free })).toEqual(['digital-addon low'])
    })

    test('two SKUs that the operator gives the same plan', () => {
      expect(judge(['digital', held('digital', { skuId: 'sku-other' })])[0]?.evidence).toMatchObject({
        skuId: 'sku-other',
      })
    })
  })

  test('what a person reads', () => {
    const voice = held('voice', { via: 'group', group: { id: 'g1', name: 'Agents' } })
    const [draft] = judge([premium, voice])

    expect(draft).toMatchObject({
      rule: 'seat-duplicate',
      severity: 'low',
      subject: { kind: 'user', id: 'ada', name: 'Ada', upn: 'ada@contoso.example' },
      environment: null,
      title: 'Ada holds Contact Center Voice, which Customer Service Premium already covers',
      detail:
        "Ada holds Customer Service Premium, assigned directly, and Contact Center Voice, assigned by the group Agents. Everything that Contact Center Voice opens is open already. Without it, 95 USD a month are saved at the list price (holgerimbery.blog/powerplatform-licensing (2026), citing Microsoft's pricing page).",
      evidence: {
        skuId: 'sku-voice',
        plan: 'voice',
        seats: ['voice', premium],
        assignedVia: 'group',
        group: { id: 'g1', name: 'Agents' },
        lastSignIn: null,
        reason: 'covered by Customer Service Premium',
      },
      remedies: [{ kind: 'review', target: 'sku-voice' }],
      clauses: ['subscription-plans'],
    })
  })
})

describe('trials', () => {
  test('a trial never covers a paid seat, for it ends', () => {
    expect(going([premium, 'digital'], trialOf(premium))).toEqual([])
    expect(going(['digital-voice', 'digital', 'voice'], trialOf('digital-voice'))).toEqual(['digital info'])
  })

  test('a trial that a paid seat covers could go, and saves nothing', () => {
    const [draft] = judge([premium, cs], { seats: [seat(cs, { trial: true, counted: 0 })] })

    expect(draft?.severity).toBe('low')
    expect(draft?.detail).toMatch(/is open already\. The seat that could go is a trial and costs nothing\.$/)
  })

  test('of two equal seats the trial goes', () => {
    expect(going(['digital', 'digital-addon', cs], trialOf('digital-addon'))).toEqual(['digital-addon low'])
  })

  test('Digital on trial beside Voice is no saving', () => {
    expect(going(['digital', 'voice'], trialOf('digital'))).toEqual([])
  })
})

describe('a bundle with other apps', () => {
  test('beside Premium is a duplicate, and says what to check first', () => {
    const ada = holder('ada', [premium, cs])
    const license = { partNumber: 'PLAN1', trial: false, live: true, limited: [], originKnown: true }
    const bundle = { ...license, skuId: skuOf(cs), families: ['customer_service_enterprise', 'sales_enterprise'] }
    const whole = { ...license, skuId: skuOf(premium), families: ['customer_service_enterprise'] }
    const person = { ...ada.person, profile: { ...ada.person.profile, held: [bundle, whole] } }
    const [draft] = seatDuplicate.judge(factsOf([{ ...ada, person }])).drafts

    expect(draft?.severity).toBe('low')
    expect(draft?.detail).toMatch(
      /Its SKU also licenses sales_enterprise, which Customer Service Premium does not: check first whether that is used\.$/,
    )
  })

  test('two licenses of Customer Service Enterprise are not weighed against each other', () => {
    expect(going([cs, held(cs, { skuId: 'sku-attach' })])).toEqual([])
  })
})

describe('Digital and Voice held separately', () => {
  test('is a possible saving, and the rule passes', () => {
    const facts = factsOf([holder('ada', ['digital', 'voice'])])
    const [draft, ...others] = seatDuplicate.judge(facts).drafts

    expect(others).toEqual([])
    expect(draft).toMatchObject({
      severity: 'info',
      title: 'Ada holds Digital and Voice as two seats',
      detail:
        'Ada holds Contact Center Digital and Contact Center Voice. That is no duplicate; Contact Center (Digital + Voice) opens both channels with one seat. It costs 80 USD a month less at the list price.',
      evidence: { skuId: 'sku-digital', plan: 'digital', reason: 'Digital and Voice held separately' },
      remedies: [
        {
          text: expect.stringMatching(
            /^At the next renewal, compare Contact Center Digital and Contact Center Voice with /,
          ),
          kind: 'buy',
          target: 'digital-voice',
        },
      ],
    })
    expect(outcomeOf(seatDuplicate, facts)).toMatchObject({ outcome: 'pass', open: 1 })
  })

  test('beside Customer Service Enterprise the combined add-on is the cheaper one', () => {
    const [draft] = judge(['digital-addon', 'voice-addon', cs])

    expect(draft?.remedies[0]).toMatchObject({ target: 'digital-voice-addon' })
    expect(draft?.detail).toContain('60 USD a month less')
  })

  test('without a price it is said without a figure, and where it costs no less not at all', () => {
    const without = { ...edition, prices: edition.prices.filter(({ id }) => id !== 'digital-voice') }
    const dear = { ...edition, prices: edition.prices.map((price) => ({ ...price, monthly: 100 })) }
    const free = { ...edition, prices: edition.prices.map((price) => ({ ...price, monthly: 0 })) }
    const euros = edition.prices.map((price) => (price.id === 'voice' ? { ...price, currency: 'EUR' } : price))

    expect(judge(['digital', 'voice'], { edition: without })[0]?.detail).toMatch(/with one seat\.$/)
    expect(judge(['digital', 'voice'], { edition: dear })[0]?.detail).toContain('100 USD a month less')
    expect(judge(['digital', 'voice'], { edition: free })).toEqual([])
    expect(judge(['digital', 'voice'], { edition: { ...edition, prices: euros } })[0]?.detail).toMatch(/one seat\.$/)
  })
})

describe('pass', () => {
  test.each<[PlanId[]]>([
    [['digital']],
    [[cs, 'digital-addon']],
    [[cs, 'digital-voice']],
    [[premium]],
    [['legacy-omnichannel', 'voice-addon', cs]],
    [[premium, 'legacy-omnichannel']],
  ])('%j', (seats) => {
    const facts = factsOf([holder('ada', seats)])

    expect(seatDuplicate.judge(facts).drafts).toEqual([])
    expect(outcomeOf(seatDuplicate, facts)).toMatchObject({ outcome: 'pass', open: 0 })
  })

  test('a seat that comes in two ways is one seat', () => {
    expect(going([held('digital'), held('digital', { via: 'group', group: { id: 'g1', name: null } })])).toEqual([])
  })

  test('a suspended seat covers nothing', () => {
    const ada = holder('ada', [premium, 'digital'])
    const license = { skuId: skuOf(premium), partNumber: 'P', trial: false, families: [], limited: [], live: false }
    const profile = { ...ada.person.profile, held: [{ ...license, originKnown: true }] }

    expect(seatDuplicate.judge(factsOf([{ ...ada, person: { ...ada.person, profile } }])).drafts).toEqual([])
  })
})

test('not applicable: nobody holds a seat', () => {
  expect(outcomeOf(seatDuplicate, factsOf([]))).toMatchObject({
    outcome: 'not-applicable',
    reason: 'Nobody holds a seat of a plan of the guide.',
  })
})

test('not assessed: the people were not read whole, and what was read is judged', () => {
  const statuses = [status('graph/subscribed-skus'), status('graph/users', { state: 'partial', reason: 'a bad row' })]

  expect(outcomeOf(seatDuplicate, factsOf([holder('ada', ['digital'])], { statuses }))).toMatchObject({
    outcome: 'not-assessed',
    needs: ['graph/users'],
  })
  expect(outcomeOf(seatDuplicate, factsOf([holder('ada', [premium, 'digital'])], { statuses }))).toMatchObject({
    outcome: 'fail',
    needs: ['graph/users'],
  })
})
