/** An add-on stands on Customer Service Enterprise, whoever gives it: a license, a trial, Premium. */
import { describe, expect, test } from 'vitest'
import { seatPrerequisite } from '../../src/rules/seat-prerequisite.ts'
import type { SeatHolder } from '../../src/facts/seat-facts.ts'
import { outcomeOf } from '../facts/outcome.ts'
import { held, holder, seat, seatFacts, skuOf, status } from '../facts/seat-facts.ts'

const factsOf = (...holders: SeatHolder[]) => seatFacts({ seats: [seat('digital-addon')], holders })
const judge = (...holders: SeatHolder[]) => seatPrerequisite.judge(factsOf(...holders)).drafts

test('one add-on is enough to judge, whatever others hold', () => {
  const facts = factsOf(holder('ada', ['digital-addon', 'customer-service-enterprise']), holder('bob', ['digital']))

  expect(outcomeOf(seatPrerequisite, facts)).toMatchObject({ outcome: 'pass', open: 0, reason: null })
})

describe('fail', () => {
  test.each(['digital-addon', 'voice-addon', 'digital-voice-addon'] as const)(
    '%s on somebody without the license',
    (plan) => {
      const [draft] = judge(holder('ada', [plan]))

      expect(draft?.severity).toBe('medium')
      expect(draft?.evidence).toMatchObject({ skuId: skuOf(plan), plan, seats: [plan] })
    },
  )

  test('what a person reads', () => {
    const agents = { id: 'g1', name: 'Agents' }
    const digital = held('digital-addon', { via: 'group', group: agents })
    const [draft] = seatPrerequisite.judge({
      ...factsOf(holder('ada', [digital, held('digital-addon'), 'legacy-omnichannel'])),
      signIns: new Map([['ada', '2026-11-20T07:00:00Z']]),
    }).drafts

    expect(draft).toEqual({
      id: 'seat-prerequisite-558d9c9e7841',
      rule: 'seat-prerequisite',
      severity: 'medium',
      subject: { kind: 'user', id: 'ada', name: 'Ada', upn: 'ada@contoso.example' },
      environment: null,
      title: 'Ada holds Contact Center Digital Add-on without Customer Service Enterprise',
      detail:
        "Ada holds Contact Center Digital Add-on, assigned directly and by the group Agents, and none of Ada's licenses includes Customer Service Enterprise. The add-on may be used only by somebody who holds it.",
      evidence: {
        skuId: 'sku-digital-addon',
        plan: 'digital-addon',
        seats: ['digital-addon', 'legacy-omnichannel'],
        assignedVia: 'direct',
        group: null,
        lastSignIn: '2026-11-20T07:00:00Z',
        reason: 'no Customer Service Enterprise license',
      },
      remedies: [
        {
          text: 'Assign Customer Service Enterprise to Ada, or Customer Service Premium instead of both.',
          kind: 'assign-license',
          target: 'customer_service_enterprise',
        },
        {
          text: 'Free the Contact Center Digital Add-on seat of Ada: remove the direct assignment and take the person out of the group Agents. It may go to somebody else once 90 days have passed since it was assigned, or at once where its holder is absent.',
          kind: 'review',
          target: 'sku-digital-addon',
        },
      ],
      clauses: ['prerequisites'],
      sources: [
        {
          source: 'graph/subscribed-skus',
          request: 'GET /graph/subscribed-skus',
          at: expect.any(String),
          requestId: null,
        },
        { source: 'graph/users', request: 'GET /graph/users', at: expect.any(String), requestId: null },
      ],
    })
  })

  test('an add-on that comes by a group only names the group, also one whose name is not known', () => {
    const viaGroup = held('voice-addon', { via: 'group', group: { id: 'g2', name: null } })
    const [draft] = judge(holder('ada', [viaGroup]))

    expect(draft?.evidence).toMatchObject({ assignedVia: 'group', group: { id: 'g2', name: null } })
    expect(draft?.detail).toContain('assigned by the group g2')
    expect(draft?.remedies[1]?.text).toContain('take the person out of the group g2')
  })

  test('an add-on that Graph shows without a way counts as direct', () => {
    const [draft] = judge(holder('ada', [held('voice-addon', { via: 'unknown', since: null })]))

    expect(draft?.evidence).toMatchObject({ assignedVia: 'direct' })
    expect(draft?.detail).toContain('assigned in a way that Graph does not show')
  })

  test('two add-ons are two findings', () => {
    const ids = judge(holder('ada', ['digital-addon', 'voice-addon'])).map(({ id }) => id)

    expect(new Set(ids).size).toBe(2)
  })
})

describe('pass', () => {
  test.each(['customer-service-enterprise', 'customer-service-premium'] as const)('beside %s', (plan) => {
    const facts = factsOf(holder('ada', ['digital-addon', plan]))

    expect(seatPrerequisite.judge(facts).drafts).toEqual([])
    expect(outcomeOf(seatPrerequisite, facts)).toMatchObject({ outcome: 'pass', open: 0 })
  })

  test('a family that comes from a SKU without a plan, such as a trial, is enough', () => {
    const ada = holder('ada', ['digital-addon'])
    const families = new Set(['customer_service_enterprise'])

    expect(judge({ ...ada, person: { ...ada.person, profile: { ...ada.person.profile, families } } })).toEqual([])
  })

  test('a suspended add-on licenses nobody, so nothing is missing under it', () => {
    const ada = holder('ada', ['digital-addon'])
    const license = { skuId: skuOf('digital-addon'), partNumber: 'ADDON', trial: false, families: [], limited: [] }
    const profile = { ...ada.person.profile, held: [{ ...license, live: false, originKnown: true }] }

    expect(judge({ ...ada, person: { ...ada.person, profile } })).toEqual([])
  })
})

test('not applicable: standalone seats need no other license', () => {
  const facts = factsOf(holder('ada', ['digital', 'voice', 'digital-voice', 'legacy-omnichannel']))

  expect(outcomeOf(seatPrerequisite, facts)).toEqual({
    rule: 'seat-prerequisite',
    outcome: 'not-applicable',
    open: 0,
    reason: 'Nobody holds a Contact Center add-on.',
    needs: [],
  })
})

test('not assessed: without the people nobody is known to hold anything', () => {
  const facts = seatFacts({
    statuses: [status('graph/subscribed-skus'), status('graph/users', { state: 'not-assessed', reason: '403' })],
  })

  expect(outcomeOf(seatPrerequisite, facts)).toMatchObject({
    outcome: 'not-assessed',
    reason: 'graph/users is not complete (403).',
    needs: ['graph/users'],
  })
})
