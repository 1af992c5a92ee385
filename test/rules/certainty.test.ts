/** What a look without a finding proves, finding by finding: where a rule is certain, what it does not find again is over. */
import { describe, expect, test } from 'vitest'
import type { SeatFacts } from '../../src/facts/seat-facts.ts'
import type { SourceId } from '../../src/model/coverage.ts'
import { emptyLedger } from '../../src/model/ledger.ts'
import { dualUseExpiring } from '../../src/rules/dual-use-expiring.ts'
import { legacyOmnichannel } from '../../src/rules/legacy-omnichannel.ts'
import type { TenantRule } from '../../src/rules/rule.ts'
import { seatIdle } from '../../src/rules/seat-idle.ts'
import { seatReassignedEarly } from '../../src/rules/seat-reassigned-early.ts'
import {
  daysAgo,
  held,
  holder,
  seat,
  seatFacts,
  settings,
  sku,
  skuOf,
  status,
  subscription,
} from '../facts/seat-facts.ts'
import { finding } from '../findings/finding.ts'

/** Statuses of all that the seat rules read, of which some are not complete. */
const statusesBut = (...partial: SourceId[]) =>
  (['graph/subscribed-skus', 'graph/subscriptions', 'graph/users', 'graph/sign-ins'] as const).map((source) =>
    status(source, { state: partial.includes(source) ? 'partial' : 'complete' }),
  )
const certainOf = (rule: TenantRule, facts: SeatFacts, about: Parameters<typeof finding>[0]) =>
  rule.judge(facts).isCertainOf?.(finding(about))

/** Ada of whom all is known, and Bob who never signed in and holds a seat of unknown age. */
const idleFacts = (about: Partial<SeatFacts> = {}) =>
  seatFacts({
    seats: [seat('digital'), seat('voice')],
    holders: [holder('ada', ['digital']), holder('bob', [held('voice', { since: null })])],
    signIns: new Map([
      ['ada', daysAgo(1)],
      ['bob', null],
    ]),
    access: {
      environmentsOf: new Map([
        ['ada', 1],
        ['bob', 1],
      ]),
      complete: true,
    },
    statuses: statusesBut(),
    ...about,
  })
const idleCertain = (facts: SeatFacts, person: string, plan: 'digital' | 'voice') =>
  certainOf(seatIdle, facts, {
    subject: { kind: 'user', id: person, name: person, upn: null },
    evidence: {
      skuId: skuOf(plan),
      plan,
      seats: [plan],
      assignedVia: 'direct',
      group: null,
      lastSignIn: null,
      reason: '',
    },
  })

describe('seat-idle', () => {
  test('of a seat that is held, where all is known that could make it idle', () => {
    expect(idleCertain(idleFacts(), 'ada', 'digital')).toBe(true)
    expect(idleCertain(idleFacts({ signIns: null }), 'ada', 'digital')).toBe(false)
    expect(idleCertain(idleFacts({ signIns: new Map() }), 'ada', 'digital')).toBe(false)
    expect(idleCertain(idleFacts({ access: { environmentsOf: new Map(), complete: false } }), 'ada', 'digital')).toBe(
      false,
    )
  })

  test('not of a seat of unknown age of somebody who never signed in, whatever is known of others', () => {
    expect(idleCertain(idleFacts(), 'bob', 'voice')).toBe(false)
  })

  test('of a seat that the person holds no more, whatever else is unknown', () => {
    const unknown = { signIns: null, access: { environmentsOf: new Map(), complete: false } }

    expect(idleCertain(idleFacts(unknown), 'ada', 'voice')).toBe(true)
    expect(idleCertain(idleFacts(unknown), 'cleo', 'digital')).toBe(true)
    expect(certainOf(seatIdle, idleFacts(unknown), { evidence: { sessions: 1, messages: 1 } })).toBe(true)
  })

  test.each(['graph/subscribed-skus', 'graph/users'] as const)('of nothing where %s is not whole', (source) => {
    const statuses = statusesBut(source)

    expect(idleCertain(idleFacts({ statuses }), 'ada', 'digital')).toBe(false)
    expect(idleCertain(idleFacts({ statuses }), 'cleo', 'digital')).toBe(false)
  })
})

describe.each<[string, TenantRule, Partial<SeatFacts>]>([
  [
    'dual-use-expiring',
    dualUseExpiring,
    {
      settings: settings({ usesOnPremises: true }),
      skus: new Map([sku(skuOf('legacy-omnichannel'), { dynamicsUnits: 5 })]),
    },
  ],
  ['legacy-omnichannel', legacyOmnichannel, { seats: [seat('legacy-omnichannel')] }],
])('%s', (_, rule, about) => {
  const certain = (termEnds: string | null, skuId: string, partial: SourceId[] = []) =>
    certainOf(
      rule,
      seatFacts({
        subscriptions: [subscription('legacy-omnichannel', { nextLifecycle: termEnds })],
        statuses: statusesBut(...partial),
        ...about,
      }),
      { subject: { kind: 'subscription', id: skuId, name: skuId, upn: null } },
    )

  test('of a subscription that is held, where the end of its term is known', () => {
    expect(certain('2027-06-30T00:00:00Z', skuOf('legacy-omnichannel'))).toBe(true)
    expect(certain(null, skuOf('legacy-omnichannel'))).toBe(false)
  })

  test('of one that the tenant holds no more, where the SKUs were read whole', () => {
    expect(certain(null, 'sku-gone')).toBe(true)
    expect(certain(null, 'sku-gone', ['graph/subscribed-skus'])).toBe(false)
  })
})

const moveCertain = (...partial: SourceId[]) =>
  certainOf(
    seatReassignedEarly,
    seatFacts({
      holders: [holder('ada', ['voice'])],
      // Too short for a look to be complete: what is certain is so all the same.
      ledger: { ...emptyLedger, since: daysAgo(10) },
      statuses: statusesBut(...partial),
    }),
    {},
  )

describe('seat-reassigned-early', () => {
  test('of every move that was seen, where what it needs was read whole', () => {
    expect(moveCertain()).toBe(true)
    expect(moveCertain('graph/users')).toBe(false)
  })
})
