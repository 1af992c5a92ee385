/** What the audit log of license changes adds to the ledger, and what it never does. */
import { describe, expect, test } from 'vitest'
import { addAuditLog } from '../../src/ledger/audit.ts'
import type { LicenseEvent } from '../../src/model/activity.ts'
import type { LedgerEntry, SeatLedger } from '../../src/model/ledger.ts'
import { day, entry } from './practice-ledger.ts'

function came(personId: string, days: number, skuId = 'voice'): LicenseEvent {
  return { id: `${personId} + ${days}`, at: day(days), personId, added: [skuId], removed: [] }
}

function went(personId: string, days: number, skuId = 'voice'): LicenseEvent {
  return { id: `${personId} - ${days}`, at: day(days), personId, added: [], removed: [skuId] }
}

/** Of a ledger that began on day 0, looked on day 10, and looks again on day 20. */
function entriesWith(entries: readonly LedgerEntry[], ...events: readonly LicenseEvent[]): readonly LedgerEntry[] {
  const ledger: SeatLedger = { since: day(0), lookedAt: day(20), watched: ['voice'], entries: [...entries] }
  const added = addAuditLog(ledger, events, day(10))
  expect(addAuditLog(added, events, day(10))).toEqual(added)
  expect({ ...added, entries: [] }).toEqual({ ...ledger, entries: [] })
  return added.entries
}

const start = entry('ann', { from: day(-40), fromKnown: 'start' })

describe('who held a seat when the ledger began', () => {
  test('got it when the log says', () => {
    expect(entriesWith([start], came('ann', -20))).toEqual([{ ...start, from: day(-20), fromKnown: 'audit' }])
  })

  test('got it the last time that the log says', () => {
    expect(entriesWith([start], came('ann', -25), went('ann', -22), came('ann', -20))[0]).toEqual({
      ...start,
      from: day(-20),
      fromKnown: 'audit',
    })
  })

  test('stays as it is where the log tells of a loss alone', () => {
    expect(entriesWith([start], went('ann', -20))).toEqual([start])
  })
})

describe('a change between two looks', () => {
  const observed = entry('ben', { from: day(20) })
  const lost = entry('ann', { to: day(20), toKnown: 'observed', lastHeld: day(10) })

  test('gets the time of the gain', () => {
    expect(entriesWith([observed], came('ben', 15))).toEqual([{ ...observed, from: day(15), fromKnown: 'audit' }])
  })

  test('gets no time of before the look that did not see it', () => {
    expect(entriesWith([observed], came('ben', 9))).toEqual([observed])
  })

  test('keeps the time that Graph gave', () => {
    const assigned = entry('ben', { from: day(16), fromKnown: 'assignment' })

    expect(entriesWith([assigned], came('ben', 15))).toEqual([assigned])
  })

  test('gets the time of the loss', () => {
    expect(entriesWith([lost], went('ann', 15))).toEqual([{ ...lost, to: day(15), toKnown: 'audit' }])
  })

  test.each([9, 21])('gets no time of a loss that is not between the looks', (days) => {
    expect(entriesWith([lost], went('ann', days))).toEqual([lost])
  })

  test('that no look saw is a holding of its own, marked, whose units nobody counted', () => {
    expect(entriesWith([observed], came('cleo', 12), went('cleo', 14))).toEqual([
      observed,
      {
        ...entry('cleo', { via: 'unknown', from: day(12), fromKnown: 'audit', to: day(14), toKnown: 'audit' }),
        unitsAtGain: null,
        termEnds: null,
      },
    ])
  })
})

describe('the log alone', () => {
  test('opens nothing: what came must be seen', () => {
    expect(entriesWith([], came('ann', 15))).toEqual([])
  })

  test('closes nothing: what went must be seen gone', () => {
    expect(entriesWith([entry('ann')], went('ann', 15))).toEqual([entry('ann')])
  })

  test('says nothing new where it adds what is held or removes what is not', () => {
    const twice = [came('ann', 12), came('ann', 13), went('ann', 14), went('ann', 15)]

    expect(entriesWith([], ...twice).map(({ from, to }) => [from, to])).toEqual([[day(12), day(14)]])
  })

  test('of a SKU without a plan adds nothing', () => {
    expect(entriesWith([], came('ann', 12, 'office'), went('ann', 14, 'office'))).toEqual([])
  })

  test('before the ledger has begun adds nothing', () => {
    const none: SeatLedger = { since: null, lookedAt: null, watched: [], entries: [] }

    expect(addAuditLog(none, [came('ann', 12)], null)).toBe(none)
  })
})

test('events may come in any order', () => {
  const events = [went('ann', 14), came('ann', 12)]

  expect(entriesWith([], ...events).map(({ from, to }) => [from, to])).toEqual([[day(12), day(14)]])
})
