/** Early moves of seats as findings: their grade, the date that binds, and what is said where the history is short. */
import { describe, expect, test } from 'vitest'
import type { SeatFacts } from '../../src/facts/seat-facts.ts'
import { findingId } from '../../src/findings/id.ts'
import type { LedgerEntry } from '../../src/model/ledger.ts'
import { seatReassignedEarly } from '../../src/rules/seat-reassigned-early.ts'
import { outcomeOf } from '../facts/outcome.ts'
import { daysAgo, seat, seatFacts, skuOf, status } from '../facts/seat-facts.ts'

const termEnds = daysAgo(-200)
const termDay = termEnds.slice(0, 10)
const statuses = [status('graph/subscribed-skus'), status('graph/subscriptions'), status('graph/users')]

function entry(personId: string, from: number, about: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    personId,
    skuId: skuOf('voice'),
    via: 'direct',
    groupId: null,
    from: daysAgo(from),
    fromKnown: 'assignment',
    to: null,
    toKnown: null,
    lastHeld: null,
    leaver: null,
    unitsAtGain: { counted: 10, assigned: 10 },
    termEnds,
    ...about,
  }
}

/** Held until so many days ago; the sync before was a day earlier. */
function until(days: number, about: Partial<LedgerEntry> = {}): Partial<LedgerEntry> {
  return { to: daysAgo(days), toKnown: 'observed', lastHeld: daysAgo(days + 1), ...about }
}

function factsOf(entries: readonly LedgerEntry[], about: Partial<SeatFacts> = {}, historyDays = 200): SeatFacts {
  return seatFacts({
    seats: [seat('voice', { assigned: 10 })],
    people: new Map(
      ['Ann', 'Ben', 'Cleo'].map((name) => [
        name.toLowerCase(),
        { name, upn: `${name.toLowerCase()}@contoso.example` },
      ]),
    ),
    ledger: { since: daysAgo(historyDays), lookedAt: daysAgo(0), watched: [skuOf('voice')], entries: [...entries] },
    statuses,
    ...about,
  })
}

/** Ann has had it for 60 days; Ben has got it 40 days ago. */
const moved = [entry('ann', 100, until(40)), entry('ben', 40)]

function draftsOf(facts: SeatFacts) {
  return seatReassignedEarly.judge(facts).drafts
}

function judged(entries: readonly LedgerEntry[]) {
  return outcomeOf(seatReassignedEarly, factsOf(entries))
}

describe('fail', () => {
  test('a seat that moved after 60 days with no free unit is low, and names the date until which it is bound', () => {
    const facts = factsOf(moved)
    const [draft, ...others] = draftsOf(facts)

    expect(others).toEqual([])
    expect(draft).toEqual({
      id: findingId('seat-reassigned-early', 'ben', null, `${skuOf('voice')}|${daysAgo(40)}`),
      rule: 'seat-reassigned-early',
      severity: 'low',
      subject: { kind: 'user', id: 'ben', name: 'Ben', upn: 'ben@contoso.example' },
      environment: null,
      title: `A Contact Center Voice seat moved early from Ann to Ben and is bound to Ben until the end of its term on ${termDay}`,
      detail: [
        'Ann got Contact Center Voice on 2026-08-16 (by Graph) and lost it after 60 full days; Ben got one on 2026-10-15 (by Graph).',
        'No other was free then: 10 of 10 counted units were assigned.',
        'Ann was neither disabled nor deleted, nor absent by the list of people.',
        'A move within 90 days for another reason than an absence is for the rest of the term, so that the seat must not move again before.',
        'What was seen goes back to 2026-05-08, the first sync.',
      ].join(' '),
      evidence: {
        skuId: skuOf('voice'),
        from: 'ann',
        to: 'ben',
        assignedAt: daysAgo(100),
        movedAt: daysAgo(40),
        boundUntil: termEnds,
        historySince: daysAgo(200),
      },
      remedies: [
        {
          text: `Leave the seat with Ben until the end of its term on ${termDay}, and give other people a seat of their own.`,
          kind: 'review',
          target: 'ben',
        },
        {
          text: 'If Ann had left or was on leave, name the first day of the absence in the file of people (SEATLEDGER_PEOPLE).',
          kind: 'configure',
          target: 'ann@contoso.example',
        },
      ],
      clauses: ['reassignment'],
      sources: ['graph/subscribed-skus', 'graph/subscriptions', 'graph/users'].map((source) => ({
        source,
        request: `GET /${source}`,
        at: daysAgo(0),
        requestId: null,
      })),
    })
    expect(outcomeOf(seatReassignedEarly, facts)).toMatchObject({ outcome: 'fail', open: 1, reason: null, needs: [] })
  })

  test('a bound seat that moved on before that date is high', () => {
    const facts = factsOf([entry('ann', 190, until(130)), entry('ben', 130, until(10)), entry('cleo', 10)])
    const drafts = draftsOf(facts)

    expect(drafts.map(({ severity, subject }) => [severity, subject.id])).toEqual([
      ['low', 'ben'],
      ['high', 'cleo'],
    ])
    expect(drafts[1]?.title).toBe(
      `A Contact Center Voice seat that was bound to Ben until the end of its term on ${termDay} moved on to Cleo`,
    )
    expect(drafts[1]?.detail).toContain('lost it after 120 full days')
    expect(drafts[1]?.detail).toContain(
      'A seat that has moved within 90 days stays with its holder until the end of the term, so that it must not have moved on.',
    )
    expect(drafts[1]?.evidence).toMatchObject({ from: 'ben', to: 'cleo', boundUntil: termEnds })
    expect(drafts[1]?.remedies[0]).toEqual({
      text: 'Give the seat back to Ben, or buy one more Contact Center Voice for Cleo.',
      kind: 'buy',
      target: 'voice',
    })
  })

  test('a term that is not known is said to be not known', () => {
    const [draft] = draftsOf(factsOf([entry('ann', 100, until(40)), entry('ben', 40, { termEnds: null })]))

    expect(draft?.title).toContain('is bound to Ben until the end of its term, a day that is not known')
    expect(draft?.evidence).toMatchObject({ boundUntil: null })
  })

  test('what the audit log adds is marked as such, and its request is cited', () => {
    const audited = factsOf([entry('ann', 100, { ...until(40), fromKnown: 'audit' }), entry('ben', 40)], {
      statuses: [...statuses, status('graph/audit')],
    })
    const [draft] = draftsOf(audited)

    expect(draft?.detail).toContain('on 2026-08-16 (by the audit log)')
    expect(draft?.sources.map(({ source }) => source)).toContain('graph/audit')
  })

  test('somebody who was deleted since goes by his id, a SKU that is gone by its part number', () => {
    const facts = factsOf(moved, { people: new Map(), seats: [] })

    expect(draftsOf(facts)[0]?.title).toContain('A sku-voice seat moved early from ann to ben and')
  })

  test('a seat of a SKU that is gone is bought by its id, one that is held by its plan', () => {
    const entries = [entry('ann', 190, until(130)), entry('ben', 130, until(10)), entry('cleo', 10)]
    const seats = [seat('digital'), seat('voice')]

    expect(draftsOf(factsOf(entries, { seats: null }))[1]?.remedies[0]).toMatchObject({ target: skuOf('voice') })
    expect(draftsOf(factsOf(entries, { seats }))[1]).toMatchObject({
      title: expect.stringContaining('A Contact Center Voice seat'),
      remedies: [{ target: 'voice' }, {}],
    })
  })

  test('how each time is known is told', () => {
    const entries = [entry('ann', 100, { ...until(40), fromKnown: 'observed' }), entry('ben', 40)]

    expect(draftsOf(factsOf(entries))[0]?.detail).toContain(
      'Ann got Contact Center Voice on 2026-08-16 (as a sync saw) and lost it after 60 full days; Ben got one on 2026-10-15 (by Graph).',
    )
  })

  test('with a short history, what is certain is shown all the same', () => {
    const facts = factsOf([entry('ann', 28, until(10)), entry('ben', 10)], {}, 30)

    expect(outcomeOf(seatReassignedEarly, facts)).toMatchObject({
      outcome: 'fail',
      open: 1,
      reason: 'history since 2026-10-25, 90 days are needed.',
    })
  })
})

describe('pass', () => {
  const passed = { outcome: 'pass', open: 0, reason: null }

  test('a seat that moved after 90 days and 0 seconds', () => {
    expect(judged([entry('ann', 130, until(40)), entry('ben', 40)])).toMatchObject(passed)
  })

  test('a second earlier it is a finding', () => {
    const early = { from: new Date(Date.parse(daysAgo(130)) + 1000).toISOString() }

    expect(judged([entry('ann', 130, { ...until(40), ...early }), entry('ben', 40)])).toMatchObject({
      outcome: 'fail',
      open: 1,
    })
  })

  test('a seat that somebody got while another was free', () => {
    const ben = entry('ben', 40, { unitsAtGain: { counted: 10, assigned: 9 } })

    expect(judged([entry('ann', 100, until(40)), ben])).toMatchObject(passed)
  })

  test.each(['disabled', 'deleted', 'absent'] as const)('a seat of somebody who is %s, and says so', (leaver) => {
    expect(judged([entry('ann', 100, until(40, { leaver })), entry('ben', 40)])).toMatchObject({
      ...passed,
      reason: `1 early move allowed, because the holder was ${leaver}.`,
    })
  })

  test('several reasons are told in order, each once', () => {
    const entries = (['absent', 'disabled', 'absent'] as const).flatMap((leaver, index) => [
      entry(`from-${index}`, 100 + index, until(40 + index, { leaver })),
      entry(`to-${index}`, 40 + index),
    ])

    expect(judged(entries)).toMatchObject({
      ...passed,
      reason: '3 early moves allowed, because the holder was absent or disabled.',
    })
  })

  test('nothing moved, nothing is said', () => {
    expect(seatReassignedEarly.judge(factsOf([entry('ann', 100)]))).toMatchObject({
      drafts: [],
      applies: true,
      unjudged: [],
      remarks: [],
    })
    expect(seatReassignedEarly.judge(factsOf([]))).toEqual({ drafts: [], applies: false })
  })

  test('a seat that was bound, after the end of its term', () => {
    const ended = daysAgo(5)
    const ben = entry('ben', 40, { termEnds: ended })

    expect(judged([entry('ann', 100, until(40)), ben])).toMatchObject(passed)
  })

  test('exactly 90 days of history are enough', () => {
    expect(outcomeOf(seatReassignedEarly, factsOf([entry('ann', 80)], {}, 90))).toMatchObject(passed)
  })
})

test('without anybody who holds or held a seat there is nothing to judge', () => {
  expect(outcomeOf(seatReassignedEarly, factsOf([], {}, 5))).toMatchObject({
    outcome: 'not-applicable',
    reason: 'Nobody holds a seat of a plan of the guide, and nobody did.',
  })
})

describe('not assessed', () => {
  test('with 30 days of history, since when it can know', () => {
    const start = entry('ann', 70, { fromKnown: 'start', unitsAtGain: null, termEnds: null, ...until(10) })

    expect(outcomeOf(seatReassignedEarly, factsOf([start, entry('ben', 10)], {}, 30))).toMatchObject({
      outcome: 'not-assessed',
      open: 0,
      reason: 'history since 2026-10-25, 90 days are needed.',
    })
  })

  test.each([
    ['100 days ago, of which the last 20 were not looked at', 100, daysAgo(20), true],
    ['100 days ago, looked at to the end', 100, daysAgo(0), false],
    ['100 days ago, and nobody knows until when', 100, null, false],
    ['80 days ago, by a look that is later than the day that is judged', 80, daysAgo(-30), true],
  ])('by a history since %s', (_, since, lookedAt, isShort) => {
    const { ledger, ...facts } = factsOf([entry('ann', 70)], {}, since)
    const { unjudged } = seatReassignedEarly.judge({ ...facts, ledger: { ...ledger, lookedAt } })

    expect(unjudged).toHaveLength(isShort ? 1 : 0)
  })

  test('before the first sync has begun a history', () => {
    const facts = factsOf([entry('ann', 10)])

    expect(seatReassignedEarly.judge({ ...facts, ledger: { ...facts.ledger, since: null } }).drafts).toEqual([])

    expect(outcomeOf(seatReassignedEarly, { ...facts, ledger: { ...facts.ledger, since: null } })).toMatchObject({
      outcome: 'not-assessed',
      reason: 'no history yet: the next sync begins it.',
    })
  })

  test('where the people could not be read whole', () => {
    const partial = status('graph/users', { state: 'partial', reason: '3 rows were not understood' })
    const facts = factsOf([entry('ann', 100)], { statuses: [status('graph/subscribed-skus'), partial] })

    expect(outcomeOf(seatReassignedEarly, facts)).toMatchObject({
      outcome: 'not-assessed',
      reason: 'graph/users is not complete (3 rows were not understood).',
      needs: ['graph/users'],
    })
  })
})
