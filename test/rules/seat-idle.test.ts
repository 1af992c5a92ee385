/** When a seat counts as idle, to the second, and what is said where a part could not be judged. */
import { describe, expect, test } from 'vitest'
import { seatIdle } from '../../src/rules/seat-idle.ts'
import type { SeatFacts, SeatHolder } from '../../src/facts/seat-facts.ts'
import { emptyLedger, type LedgerEntry } from '../../src/model/ledger.ts'
import type { PersonFacts } from '../../src/access/people.ts'
import { outcomeOf } from '../facts/outcome.ts'
import { daysAgo, held, holder, now, seat, seatFacts, settings, skuOf, status } from '../facts/seat-facts.ts'

const dayMs = 86_400_000
const statuses = [
  'graph/subscribed-skus',
  'graph/users',
  'graph/sign-ins',
  'power-platform/environments',
  'dataverse/security',
] as const
const complete = statuses.map((source) => status(source))
const inUse = { environmentsOf: new Map([['ada', 2]]), complete: true }

/** Ada opens two environments and signed in yesterday, unless said otherwise. */
const factsOf = (holders: SeatHolder[], about: Partial<SeatFacts> = {}) =>
  seatFacts({
    seats: [seat('digital'), seat('voice')],
    holders,
    signIns: new Map([['ada', daysAgo(1)]]),
    access: inUse,
    statuses: complete,
    ...about,
  })
const ada = (about: Partial<PersonFacts> = {}, since: string | null = daysAgo(365)) =>
  holder('ada', [held('digital', { since })], about)
const reasonsOf = (facts: SeatFacts) =>
  seatIdle.judge(facts).drafts.map(({ evidence }) => ('reason' in evidence ? evidence.reason : ''))
const signedIn = (last: string | null) => ({ signIns: new Map([['ada', last]]) })

describe('fail', () => {
  test('a disabled account', () => {
    expect(reasonsOf(factsOf([ada({ isDisabled: true })]))).toEqual(['the account is disabled'])
  })

  test('no sign-in for 90 full days, and not a second earlier', () => {
    const almost = new Date(Date.parse(now) - 90 * dayMs + 1000).toISOString()

    expect(reasonsOf(factsOf([ada()], signedIn(daysAgo(90))))).toEqual(['no sign-in for 90 days'])
    expect(reasonsOf(factsOf([ada()], signedIn(almost)))).toEqual([])
  })

  test('never signed in, 30 full days after the assignment, and not a second earlier', () => {
    const almost = new Date(Date.parse(now) - 30 * dayMs + 1000).toISOString()

    expect(reasonsOf(factsOf([ada({}, daysAgo(30))], signedIn(null)))).toEqual([
      'never signed in, 30 days after the assignment',
    ])
    expect(reasonsOf(factsOf([ada({}, almost)], signedIn(null)))).toEqual([])
  })

  test('the operator may set both numbers of days', () => {
    const about = { settings: settings({ idleDays: { neverSignedIn: 7, sinceSignIn: 14 } }) }

    expect(reasonsOf(factsOf([ada({}, daysAgo(7))], { ...about, ...signedIn(null) }))).toHaveLength(1)
    expect(reasonsOf(factsOf([ada()], { ...about, ...signedIn(daysAgo(14)) }))).toHaveLength(1)
    expect(reasonsOf(factsOf([ada()], { ...about, ...signedIn(daysAgo(13)) }))).toEqual([])
  })

  test('the earliest time counts: of two ways, and of the ledger, which saw the seat before', () => {
    const twoWays = holder('ada', [
      held('digital', { since: daysAgo(5) }),
      held('digital', { since: daysAgo(31), via: 'group', group: { id: 'g', name: 'G' } }),
    ])
    const entry: LedgerEntry = {
      personId: 'ada',
      skuId: skuOf('digital'),
      via: 'direct',
      groupId: null,
      from: daysAgo(40),
      fromKnown: 'start',
      to: null,
      toKnown: null,
      lastHeld: null,
      leaver: null,
      unitsAtGain: null,
      termEnds: null,
    }
    const ledger = {
      ...emptyLedger,
      since: daysAgo(40),
      entries: [entry, { ...entry, from: daysAgo(400), to: daysAgo(300) }],
    }

    expect(reasonsOf(factsOf([twoWays], signedIn(null)))).toEqual(['never signed in, 31 days after the assignment'])
    expect(reasonsOf(factsOf([ada({}, daysAgo(5))], { ...signedIn(null), ledger }))).toEqual([
      'never signed in, 40 days after the assignment',
    ])
  })

  test('nobody who can open no environment uses a seat', () => {
    const access = { environmentsOf: new Map(), complete: true }

    expect(reasonsOf(factsOf([ada()], { access }))).toEqual(['the person can open no environment'])
  })

  test('what a person reads: one finding per seat, all reasons in it', () => {
    const access = { environmentsOf: new Map(), complete: true }
    const facts = factsOf([holder('ada', ['digital', 'voice'], { isDisabled: true })], {
      ...signedIn('2026-06-01T00:00:00Z'),
      access,
    })
    const [draft, second, ...others] = seatIdle.judge(facts).drafts

    expect(others).toEqual([])
    expect(second?.evidence).toMatchObject({ skuId: 'sku-voice', seats: ['digital', 'voice'] })
    expect(draft).toMatchObject({
      rule: 'seat-idle',
      severity: 'low',
      subject: { kind: 'user', id: 'ada', name: 'Ada', upn: 'ada@contoso.example' },
      environment: null,
      title:
        'Ada does not use Contact Center Digital: the account is disabled, no sign-in for 176 days and the person can open no environment',
      detail:
        "Ada holds Contact Center Digital, assigned directly: the account is disabled, no sign-in for 176 days and the person can open no environment. Without it, 95 USD a month are saved at the list price (holgerimbery.blog/powerplatform-licensing (2026), citing Microsoft's pricing page).",
      evidence: {
        skuId: 'sku-digital',
        plan: 'digital',
        seats: ['digital', 'voice'],
        assignedVia: 'direct',
        group: null,
        lastSignIn: '2026-06-01T00:00:00Z',
        reason: 'the account is disabled; no sign-in for 176 days; the person can open no environment',
      },
      remedies: [{ kind: 'review', target: 'sku-digital' }],
      clauses: ['user-licenses', 'reassignment'],
    })
  })

  test('a trial costs nothing, and a plan without a list price is given none', () => {
    const seats = [seat('digital', { trial: true }), seat('legacy-omnichannel')]
    const facts = factsOf([holder('ada', ['digital', 'legacy-omnichannel'], { isDisabled: true })], { seats })
    const details = seatIdle.judge(facts).drafts.map(({ detail }) => detail)

    expect(details[0]).toMatch(/the account is disabled\. It is a trial and costs nothing\.$/)
    expect(details[1]).toMatch(/the account is disabled\.$/)
  })
})

describe('pass', () => {
  test('signed in lately, enabled, with an environment', () => {
    expect(outcomeOf(seatIdle, factsOf([ada()]))).toMatchObject({ outcome: 'pass', open: 0, reason: null })
  })

  test('a seat of a suspended subscription is paid for no longer', () => {
    const seats = [seat('digital', { enabled: 0, suspended: 10 })]

    expect(reasonsOf(factsOf([ada({ isDisabled: true })], { seats }))).toEqual([])
  })
})

test('not applicable: nobody holds a seat', () => {
  expect(outcomeOf(seatIdle, factsOf([], { access: { environmentsOf: new Map(), complete: false } }))).toMatchObject({
    outcome: 'not-applicable',
    reason: 'Nobody holds a seat of a plan of the guide.',
  })
})

describe('not assessed', () => {
  const withoutSignIns = complete.map((one) =>
    one.source === 'graph/sign-ins' ? status('graph/sign-ins', { state: 'not-assessed', reason: 'no premium' }) : one,
  )

  test('without sign-in data that part is not judged', () => {
    const facts = factsOf([ada()], { signIns: null, statuses: withoutSignIns })

    expect(outcomeOf(seatIdle, facts)).toEqual({
      rule: 'seat-idle',
      outcome: 'not-assessed',
      open: 0,
      reason: 'who does not sign in could not be judged; graph/sign-ins is not complete (no premium).',
      needs: ['graph/sign-ins'],
    })
  })

  test('a disabled account is judged all the same, and what is missing stays said', () => {
    const facts = factsOf([ada({ isDisabled: true })], { signIns: null, statuses: withoutSignIns })

    expect(seatIdle.judge(facts).drafts[0]?.evidence).toMatchObject({ lastSignIn: null })
    expect(outcomeOf(seatIdle, facts)).toMatchObject({ outcome: 'fail', open: 1, needs: ['graph/sign-ins'] })
  })

  test('where not every environment was looked at, nobody is without one', () => {
    const facts = factsOf([ada()], { access: { environmentsOf: new Map(), complete: false } })

    expect(seatIdle.judge(facts).drafts).toEqual([])
    expect(outcomeOf(seatIdle, facts)).toMatchObject({
      outcome: 'not-assessed',
      reason: 'who can open no environment could not be judged, for not all of them were looked at.',
    })
  })

  test('somebody whose sign-ins were not asked for is not called idle', () => {
    expect(outcomeOf(seatIdle, factsOf([ada()], { signIns: new Map() }))).toMatchObject({
      outcome: 'not-assessed',
      reason: 'the sign-ins of the holders of 1 seat were not read.',
    })
  })

  test('who is idle for another reason is judged, whatever is unknown', () => {
    const facts = factsOf([ada({ isDisabled: true }, null)], signedIn(null))

    expect(seatIdle.judge(facts)).toMatchObject({
      drafts: [{ evidence: { reason: 'the account is disabled' } }],
      unjudged: [],
    })
  })

  test('somebody who never signed in, with a seat of unknown age, is not called idle', () => {
    expect(outcomeOf(seatIdle, factsOf([ada({}, null)], signedIn(null)))).toMatchObject({
      outcome: 'not-assessed',
      reason: 'since when 1 seat of people who never signed in are assigned is not known.',
    })
  })
})
