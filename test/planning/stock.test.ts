/** What can be used without buying: free units, and idle seats under the 90-day rule. */
import { describe, expect, test } from 'vitest'
import { emptyLedger, type SeatLedger } from '../../src/model/ledger.ts'
import type { Person } from '../../src/model/licensing.ts'
import { drawFrom, freeUnits, idleSeats, stockOf, type IdleSources } from '../../src/planning/stock.ts'
import { day, ledgerOf, look, sighting } from '../ledger/practice-ledger.ts'
import { idleFinding, person, seat } from './practice-tenant.ts'

const now = '2026-11-24T08:00:00.000Z'

function idleOf(people: readonly Person[], about: Partial<IdleSources> = {}): (string | null)[] {
  const seats = idleSeats({
    findings: people.map(({ id }) => idleFinding(id, 'voice')),
    people: new Map(people.map((one) => [one.id, one])),
    ledger: emptyLedger,
    isAbsent: () => false,
    reassignmentDays: 90,
    now,
    ...about,
  })
  return seats.map(({ until }) => until)
}

describe('an idle seat', () => {
  test('may move 90 full days after its assignment, and not a second earlier', () => {
    const moved = person('moved', { 'sku-voice': '2026-08-26T08:00:00Z' })
    const bound = person('bound', { 'sku-voice': '2026-08-26T08:00:01Z' })

    expect(idleOf([moved, bound])).toEqual([null, '2026-11-24'])
  })

  test('may move at once from who is disabled, absent or deleted', () => {
    const disabled = person('disabled', { 'sku-voice': '2026-11-20T00:00:00Z' }, false)
    const absent = person('absent', { 'sku-voice': '2026-11-20T00:00:00Z' })

    expect(idleOf([disabled, absent], { isAbsent: ({ id }) => id === 'absent' })).toEqual([null, null])
    expect(idleOf([absent], { people: new Map() })).toEqual([null])
  })

  test('of which nobody can say since when stays', () => {
    expect(idleOf([person('unknown', { 'sku-voice': null })])).toEqual(['a day that nobody can say'])
  })

  test('that moved early is bound to its holder until the end of the term, however long he has it', () => {
    const ledger: SeatLedger = ledgerOf(
      look(0, ['first']),
      look(10, ['first', 'giver']),
      look(40, ['first', sighting('giver', []), 'taker']),
    )
    const taker = person('taker', { voice: day(40) })
    const findings = [idleFinding('taker', 'voice')].map((one) => ({
      ...one,
      evidence: { ...one.evidence, skuId: 'voice' },
    }))

    expect(idleOf([taker], { ledger, findings, now: day(200) })).toEqual([day(365).slice(0, 10)])
  })

  test('of a finding that is waived, resolved or stale is not idle to us', () => {
    const holder = person('holder', { 'sku-voice': '2026-01-01T00:00:00Z' })
    const findings = [
      idleFinding('holder', 'voice', { status: 'waived' }),
      idleFinding('holder', 'voice', { status: 'resolved' }),
      idleFinding('holder', 'voice', { stale: true }),
    ]

    expect(idleOf([holder], { findings })).toEqual([])
  })
})

describe('free units', () => {
  const movable = { skuId: 'sku-voice', personId: 'ada', holder: 'Ada', until: null }

  test('are counted units that nobody holds, with idle seats that may move', () => {
    const stock = stockOf([seat('voice', { counted: 10, assigned: 8 })], [movable, { ...movable, until: '2027-01-01' }])

    expect(freeUnits(stock)).toEqual(new Map([['voice', 3]]))
  })

  test('below zero are seats assigned beyond what is usable; an idle one ends that first', () => {
    const stock = stockOf([seat('voice', { counted: 10, assigned: 12 })], [movable])

    expect(freeUnits(stock)).toEqual(new Map([['voice', -1]]))
  })

  test('of a trial are none, and too many assigned trials are nothing to buy', () => {
    const trial = seat('voice', { counted: 0, enabled: 5, trialUnits: 5, trial: true, assigned: 7 })

    expect(freeUnits(stockOf([trial], []))).toEqual(new Map([['voice', 0]]))
  })

  test('are drawn before idle seats, and the text names who gives one up', () => {
    const stock = stockOf([seat('voice', { counted: 10, assigned: 9 })], [movable])

    const drawn = drawFrom(stock, new Map([['voice', 2]]))

    expect(drawn).toEqual([
      { skuId: 'sku-voice', count: 1, from: 'free units', partNumber: 'VOICE', holders: [] },
      { skuId: 'sku-voice', count: 1, from: 'idle seats', partNumber: 'VOICE', holders: ['Ada'] },
    ])
  })
})
