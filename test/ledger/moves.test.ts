/** Which moves of seats the ledger shows, second by second at the edges. */
import { describe, expect, test } from 'vitest'
import { isInForce, movesOf } from '../../src/ledger/moves.ts'
import type { LedgerEntry } from '../../src/model/ledger.ts'
import { day, entry } from './practice-ledger.ts'

const secondInDays = 1 / 86_400

function lost(days: number, about: Partial<LedgerEntry> = {}): Partial<LedgerEntry> {
  return { to: day(days), toKnown: 'observed', lastHeld: day(days - 1), ...about }
}

/** As `Ann > Ben early 365`, of a ledger that began on day 0. */
function movesIn(...entries: readonly LedgerEntry[]): string[] {
  const ledger = { since: day(0), lookedAt: day(600), watched: ['voice'], entries: [...entries] }
  return movesOf(ledger, 90, day(600)).map(({ loss, gain, kind, boundUntil }) => {
    const until = boundUntil === null ? '' : ` until ${boundUntil.slice(0, 10)}`
    return `${loss.personId} > ${gain.personId} ${kind}${until}`
  })
}

const termEnd = day(365).slice(0, 10)

describe('a seat that moves', () => {
  test('after 60 days, with no other unit free, is bound until the end of the term', () => {
    const moves = movesIn(entry('ann', lost(70)), entry('ben', { from: day(70) }))

    expect(moves).toEqual([`ann > ben early until ${termEnd}`])
  })

  test.each([
    ['a second before 90 full days', 100 - secondInDays, [`ann > ben early until ${termEnd}`]],
    ['after 90 days and 0 seconds', 100, []],
  ])('%s', (_, days, moves) => {
    const ann = entry('ann', { to: day(days), toKnown: 'audit', lastHeld: day(99) })

    expect(movesIn(ann, entry('ben', { from: day(days) }))).toEqual(moves)
  })

  test('is no move while another counted unit was free', () => {
    const ben = entry('ben', { from: day(70), unitsAtGain: { counted: 3, assigned: 2 } })

    expect(movesIn(entry('ann', lost(70)), ben)).toEqual([])
  })

  test.each([
    ['nobody counted the units', null],
    ['the SKU has only trial units', { counted: 0, assigned: 2 }],
  ])('is no move where %s', (_, unitsAtGain) => {
    expect(movesIn(entry('ann', lost(70)), entry('ben', { from: day(70), unitsAtGain }))).toEqual([])
  })

  test.each(['disabled', 'deleted', 'absent'] as const)(
    'from somebody who is %s is excused and binds nobody',
    (leaver) => {
      const ben = entry('ben', { from: day(70), ...lost(80) })
      const moves = movesIn(entry('ann', lost(70, { leaver })), ben, entry('cleo', { from: day(200) }))

      expect(moves[0]).toBe('ann > ben excused')
      expect(moves[1]).toBe(`ben > cleo early until ${termEnd}`)
    },
  )

  test('from somebody who held it when the ledger began is no move: nobody knows since when', () => {
    expect(movesIn(entry('ann', { fromKnown: 'start', ...lost(70) }), entry('ben', { from: day(70) }))).toEqual([])
  })

  test('months after it was given up is the same move', () => {
    expect(movesIn(entry('ann', lost(70)), entry('ben', { from: day(170) }))).toEqual([
      `ann > ben early until ${termEnd}`,
    ])
  })

  test('is no move when the gain came before the loss', () => {
    expect(movesIn(entry('ann', lost(70)), entry('ben', { from: day(50) }))).toEqual([])
  })

  test('between two runs, where the run saw the loss later than Graph assigned the seat again', () => {
    const ben = entry('ben', { from: day(69.5), fromKnown: 'assignment' })

    expect(movesIn(entry('ann', lost(70)), ben)).toEqual([`ann > ben early until ${termEnd}`])
  })

  test('back to who gave it up is no move, and leaves nothing to give on', () => {
    const back = entry('ann', { from: day(80) })

    expect(movesIn(entry('ann', lost(70)), back, entry('ben', { from: day(90) }))).toEqual([])
  })

  test('of another SKU is another seat', () => {
    expect(movesIn(entry('ann', lost(70)), entry('ben', { skuId: 'digital', from: day(70) }))).toEqual([])
  })

  test('before the ledger began, by the audit log, is no move', () => {
    const ann = entry('ann', { from: day(-20), fromKnown: 'audit', to: day(-5), toKnown: 'audit', lastHeld: null })

    expect(movesIn(ann, entry('ben', { from: day(3) }))).toEqual([])
  })

  test('from who held it at the beginning, since a day that the audit log knows', () => {
    const ann = entry('ann', { from: day(-20), fromKnown: 'audit', ...lost(40) })

    expect(movesIn(ann, entry('ben', { from: day(40) }))).toEqual([`ann > ben early until ${termEnd}`])
  })
})

describe('a bound seat', () => {
  const ann = entry('ann', lost(70))

  test('that is moved on before the end of the term is a breach, 90 days or not', () => {
    const ben = entry('ben', { from: day(70), ...lost(300) })

    expect(movesIn(ann, ben, entry('cleo', { from: day(300) }))).toEqual([
      `ann > ben early until ${termEnd}`,
      `ben > cleo bound until ${termEnd}`,
    ])
  })

  test('stays bound with whoever got it against the rule', () => {
    const ben = entry('ben', { from: day(70), ...lost(80) })
    const cleo = entry('cleo', { from: day(80), termEnds: day(730), ...lost(360) })

    expect(movesIn(ann, ben, cleo, entry('dora', { from: day(360) }))).toEqual([
      `ann > ben early until ${termEnd}`,
      `ben > cleo bound until ${termEnd}`,
      `cleo > dora bound until ${termEnd}`,
    ])
  })

  test('is free when the term has ended', () => {
    const ben = entry('ben', { from: day(70), ...lost(365) })

    expect(movesIn(ann, ben, entry('cleo', { from: day(365) }))).toEqual([`ann > ben early until ${termEnd}`])
  })

  test('may move when its holder is absent', () => {
    const ben = entry('ben', { from: day(70), ...lost(300, { leaver: 'disabled' }) })

    expect(movesIn(ann, ben, entry('cleo', { from: day(300) }))).toEqual([
      `ann > ben early until ${termEnd}`,
      'ben > cleo excused',
    ])
  })

  test('whose term nobody knows is a move again only within the 90 days', () => {
    const ben = entry('ben', { from: day(70), termEnds: null, ...lost(80) })
    const cleo = entry('cleo', { from: day(80), ...lost(200) })

    expect(movesIn(ann, ben, cleo, entry('dora', { from: day(200) }))).toEqual([
      'ann > ben early',
      `ben > cleo early until ${termEnd}`,
      `cleo > dora bound until ${termEnd}`,
    ])
  })
})

describe('several at a time', () => {
  test('the oldest loss is paired with the oldest gain', () => {
    const moves = movesIn(
      entry('ann', lost(70)),
      entry('abe', lost(60)),
      entry('ben', { from: day(75) }),
      entry('bea', { from: day(80) }),
    )

    expect(moves).toEqual([`abe > ben early until ${termEnd}`, `ann > bea early until ${termEnd}`])
  })

  test('one move per seat that was given up, however many get one', () => {
    const moves = movesIn(
      entry('ann', lost(70)),
      entry('abe', { from: day(1), ...lost(170) }),
      entry('ben', { from: day(170) }),
      entry('bea', { from: day(170) }),
    )

    expect(moves).toEqual([`ann > bea early until ${termEnd}`])
  })

  test('a seat that a leaver gave up excuses no other', () => {
    const moves = movesIn(
      entry('abe', lost(69, { leaver: 'deleted' })),
      entry('ann', lost(70)),
      entry('ben', { from: day(75) }),
      entry('bea', { from: day(76) }),
    )

    expect(moves).toEqual([`ann > ben early until ${termEnd}`, 'abe > bea excused'])
  })
})

test('what lies after the day that is judged is not known yet', () => {
  const ledger = {
    since: day(0),
    lookedAt: day(80),
    watched: ['voice'],
    entries: [entry('ann', lost(70)), entry('ben', { from: day(70) })],
  }

  expect(movesOf(ledger, 90, day(69))).toEqual([])
  expect(movesOf(ledger, 90, day(70))).toHaveLength(1)
})

test('a tenant without a ledger has no moves', () => {
  expect(movesOf({ since: null, lookedAt: null, watched: [], entries: [] }, 90, day(0))).toEqual([])
})

test('a move is in force until the end of the term; one without a known end stays, an excused one never is', () => {
  const move = {
    skuId: 'voice',
    loss: entry('ann'),
    gain: entry('ben'),
    lostAt: day(70),
    movedAt: day(70),
    units: { counted: 2, assigned: 2 },
  }

  expect(isInForce({ ...move, kind: 'early', boundUntil: day(365) }, day(364))).toBe(true)
  expect(isInForce({ ...move, kind: 'early', boundUntil: day(365) }, day(365))).toBe(false)
  expect(isInForce({ ...move, kind: 'bound', boundUntil: null }, day(999))).toBe(true)
  expect(isInForce({ ...move, kind: 'excused', boundUntil: null }, day(71))).toBe(false)
})
