/** How the ledger follows what runs see: who holds which seat from when to when, and why no longer. */
import { describe, expect, test } from 'vitest'
import { advanceLedger, type Holding } from '../../src/ledger/advance.ts'
import { emptyLedger } from '../../src/model/ledger.ts'
import { day, entry, held, ledgerOf, look, sighting } from './practice-ledger.ts'

function digital(since: string): Holding[] {
  return [held({ skuId: 'digital', since })]
}

describe('the first look', () => {
  test('opens what is held; since Graph assigned it at the latest', () => {
    const ledger = ledgerOf(look(0, ['ann', sighting('ben', [held({ since: day(-40) })])]))

    const start = { fromKnown: 'start', unitsAtGain: null, termEnds: null } as const
    expect(ledger).toEqual({
      since: day(0),
      lookedAt: day(0),
      watched: ['voice'],
      entries: [entry('ann', { from: day(0), ...start }), entry('ben', { from: day(-40), ...start })],
    })
  })

  test('that was not complete begins no ledger: who was not seen would look like a gain', () => {
    expect(ledgerOf(look(0, ['ann'], { isComplete: false }))).toEqual(emptyLedger)
  })

  test('sees a seat of a SKU without a plan as none', () => {
    expect(ledgerOf(look(0, [sighting('ann', [held({ skuId: 'office' })])])).entries).toEqual([])
  })
})

describe('a seat that somebody gets', () => {
  test('is his since Graph assigned it, with the units and the term of that day', () => {
    const ledger = ledgerOf(look(0, ['ann']), look(10, ['ann', sighting('ben', [held({ since: day(9.5) })])]))

    expect(ledger.entries[1]).toEqual(entry('ben', { from: day(9.5), fromKnown: 'assignment' }))
  })

  test.each([
    ['older than the look that did not see it', day(-3)],
    ['after the run began', day(11)],
    ['not known', null],
  ])('is his since the run, where the time of the assignment is %s', (_, since) => {
    const ledger = ledgerOf(look(0, ['ann']), look(10, ['ann', sighting('ben', [held({ since })])]))

    expect(ledger.entries[1]).toEqual(entry('ben'))
  })

  test('that comes directly and by a group is one holding, by the newer way', () => {
    const ways = [held({ since: day(8) }), held({ via: 'group', groupId: 'agents', since: day(9) })]
    const ledger = ledgerOf(look(0, []), look(10, [sighting('ben', ways)]))

    const units = { counted: 2, assigned: 1 }
    expect(ledger.entries).toEqual([
      entry('ben', { from: day(8), fromKnown: 'assignment', via: 'group', groupId: 'agents', unitsAtGain: units }),
    ])
  })

  test('of a SKU whose holders nobody asked for before is no gain, unless it was assigned since', () => {
    const bought = { watched: new Set(['voice', 'digital']), subscribed: new Set(['voice', 'digital']) }
    const ledger = ledgerOf(
      look(0, []),
      look(10, [sighting('ann', digital(day(-5))), sighting('ben', digital(day(9)))], bought),
    )

    expect(ledger.entries.map(({ personId, fromKnown, from }) => [personId, fromKnown, from])).toEqual([
      ['ann', 'start', day(-5)],
      ['ben', 'assignment', day(9)],
    ])
  })

  test('whose term has ended already is bound to nothing', () => {
    const ledger = ledgerOf(look(0, []), look(10, ['ben'], { termEndOf: () => day(9) }))

    expect(ledger.entries[0]?.termEnds).toBeNull()
  })
})

describe('a seat that is held on', () => {
  test('leaves its entry as it is', () => {
    const first = ledgerOf(look(0, ['ann']))
    const second = advanceLedger(first, look(10, ['ann']))

    expect(second.entries[0]).toBe(first.entries[0])
    expect([second.since, second.lookedAt]).toEqual([day(0), day(10)])
  })

  test('and comes another way is the same holding', () => {
    const byGroup = sighting('ann', [held({ via: 'group', groupId: 'agents', since: day(5) })])
    const ledger = ledgerOf(look(0, []), look(10, ['ann']), look(20, [byGroup]))

    const units = { counted: 2, assigned: 1 }
    expect(ledger.entries).toEqual([entry('ann', { via: 'group', groupId: 'agents', unitsAtGain: units })])
  })
})

describe('a seat that is gone', () => {
  const began = [look(0, []), look(10, ['ann', 'ben'])] as const
  const lost = { to: day(20), toKnown: 'observed', lastHeld: day(10) } as const

  test('ends with the look that does not see it, and remembers the last that did', () => {
    const ledger = ledgerOf(...began, look(20, [sighting('ann', []), 'ben']))

    expect(ledger.entries).toEqual([entry('ann', lost), entry('ben')])
  })

  test('ends nothing where the people were not read whole; the next whole look ends it', () => {
    const partial = ledgerOf(...began, look(20, ['ben'], { isComplete: false }))
    expect(partial.entries).toEqual([entry('ann'), entry('ben')])
    expect(partial.lookedAt).toBe(day(10))

    const whole = advanceLedger(partial, look(30, [sighting('ann', []), 'ben']))
    expect(whole.entries[0]).toEqual(entry('ann', { ...lost, to: day(30) }))
  })

  test('from somebody who was not found any more: he is deleted', () => {
    expect(ledgerOf(...began, look(20, ['ben'])).entries[0]).toEqual(entry('ann', { ...lost, leaver: 'deleted' }))
  })

  test('from somebody who may not sign in any more: he is disabled', () => {
    const disabled = { ...sighting('ann', []), isDisabled: true }

    const ledger = ledgerOf(...began, look(20, [disabled, 'ben']))
    expect(ledger.entries[0]).toEqual(entry('ann', { ...lost, leaver: 'disabled' }))
  })

  test.each([
    ['from that day on he is absent', day(20).slice(0, 10), 'absent'],
    ['a later day excuses nothing', day(21).slice(0, 10), null],
  ] as const)('from somebody on the list of the operator: %s', (_, absentSince, leaver) => {
    const ledger = ledgerOf(...began, look(20, [{ ...sighting('ann', []), absentSince }, 'ben']))

    expect(ledger.entries[0]).toEqual(entry('ann', { ...lost, leaver }))
  })

  test('from somebody of whom the operator says later that he was absent by then', () => {
    const before = ledgerOf(...began, look(20, [sighting('ann', []), 'ben']))
    const absent = { ...sighting('ann', []), absentSince: day(19).slice(0, 10) }

    const ledger = advanceLedger(before, look(30, [absent, 'ben']))
    expect(ledger.entries[0]).toEqual(entry('ann', { ...lost, leaver: 'absent' }))
  })

  test('is held on where the operator took the plan from its SKU: nobody asked for its holders', () => {
    const unmapped = { watched: new Set<string>(), subscribed: new Set(['voice']) }

    expect(ledgerOf(...began, look(20, [], unmapped)).entries).toEqual([entry('ann'), entry('ben')])
  })

  test('with its subscription ends for everybody', () => {
    const cancelled = { watched: new Set<string>(), subscribed: new Set<string>() }
    const people = [sighting('ann', []), sighting('ben', [])]

    const ledger = ledgerOf(...began, look(20, people, cancelled))
    expect(ledger.entries).toEqual([entry('ann', lost), entry('ben', lost)])
  })

  test('and comes back is a new holding', () => {
    const ledger = ledgerOf(...began, look(20, [sighting('ann', []), 'ben']), look(30, ['ann', 'ben']))

    expect(ledger.entries.map(({ personId, from, to }) => [personId, from, to])).toEqual([
      ['ann', day(10), day(20)],
      ['ben', day(10), null],
      ['ann', day(30), null],
    ])
  })
})

test('a run that began before the last look changes nothing', () => {
  const ledger = ledgerOf(look(10, ['ann']))

  expect(advanceLedger(ledger, look(10, ['ben']))).toBe(ledger)
  expect(advanceLedger(ledger, look(9, ['ben']))).toBe(ledger)
})
