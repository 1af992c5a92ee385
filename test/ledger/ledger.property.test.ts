/** What holds of the ledger whatever runs see: random tenants, run after run. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advanceLedger } from '../../src/ledger/advance.ts'
import { movesOf } from '../../src/ledger/moves.ts'
import { emptyLedger, type LedgerEntry, type SeatLedger } from '../../src/model/ledger.ts'
import { day, held, look, sighting } from './practice-ledger.ts'

const names = ['ann', 'ben', 'cleo', 'dora', 'eli'] as const

/** One run: who holds a seat, since when by Graph (days before the run), how many units there are, whether it saw everything. */
const arbitraryRun = fc.record({
  gapDays: fc.integer({ min: 1, max: 70 }),
  holders: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 4 }),
  sinceDaysAgo: fc.option(fc.integer({ min: 0, max: 40 })),
  counted: fc.integer({ min: 0, max: 4 }),
  isComplete: fc.boolean(),
})
const arbitraryHistory = fc.array(arbitraryRun, { minLength: 1, maxLength: 12 })
type History = typeof arbitraryHistory extends fc.Arbitrary<infer T> ? T : never

interface Step {
  readonly ledger: SeatLedger
  readonly holders: readonly string[]
  readonly isComplete: boolean
  readonly at: string
}

function stepsOf(history: History): Step[] {
  let ledger = emptyLedger
  let days = 0
  return history.map(({ gapDays, holders, sinceDaysAgo, counted, isComplete }) => {
    days += gapDays
    const since = sinceDaysAgo === null ? null : day(days - sinceDaysAgo)
    const people = names.map((name) => sighting(name, holders.includes(name) ? [held({ since })] : []))
    const units = { counted, assigned: holders.length }
    ledger = advanceLedger(ledger, look(days, people, { isComplete, unitsOf: () => units }))
    return { ledger, holders, isComplete, at: day(days) }
  })
}

function openHolders({ entries }: SeatLedger): string[] {
  return entries.filter(({ to }) => to === null).map(({ personId }) => personId)
}

function keyOf({ personId, skuId, from }: LedgerEntry): string {
  return `${personId}|${skuId}|${from}`
}

describe('the ledger', () => {
  test('holds open exactly who a whole look saw', () => {
    fc.assert(
      fc.property(arbitraryHistory, (history) => {
        for (const { ledger, holders, isComplete } of stepsOf(history)) {
          if (isComplete) expect(openHolders(ledger).toSorted()).toEqual([...holders].toSorted())
        }
      }),
    )
  })

  test('never holds one person open twice, never has two entries of one key, and every entry ends after it began', () => {
    fc.assert(
      fc.property(arbitraryHistory, (history) => {
        for (const { ledger } of stepsOf(history)) {
          expect(new Set(openHolders(ledger)).size).toBe(openHolders(ledger).length)
          expect(new Set(ledger.entries.map(keyOf)).size).toBe(ledger.entries.length)
          for (const { from, to, lastHeld } of ledger.entries) {
            if (to === null) continue
            expect(to > from).toBe(true)
            expect(lastHeld !== null && lastHeld >= from && lastHeld < to).toBe(true)
          }
        }
      }),
    )
  })

  test('never forgets and never rewrites: what had ended stays as it was', () => {
    fc.assert(
      fc.property(arbitraryHistory, (history) => {
        let before = emptyLedger
        for (const { ledger } of stepsOf(history)) {
          for (const [index, earlier] of before.entries.entries()) {
            if (earlier.to !== null) expect(ledger.entries[index]).toBe(earlier)
            else expect(keyOf(ledger.entries[index] ?? earlier)).toBe(keyOf(earlier))
          }
          before = ledger
        }
      }),
    )
  })

  test('of partial looks alone never begins', () => {
    fc.assert(
      fc.property(arbitraryHistory, (history) => {
        const steps = stepsOf(history.map((run) => ({ ...run, isComplete: false })))

        expect(steps.at(-1)?.ledger).toEqual(emptyLedger)
      }),
    )
  })
})

describe('the moves', () => {
  test('pair each loss and each gain once, between two people, and only what was early or bound', () => {
    fc.assert(
      fc.property(arbitraryHistory, (history) => {
        for (const { ledger, at } of stepsOf(history)) {
          const moves = movesOf(ledger, 90, at)
          expect(new Set(moves.map(({ loss }) => loss)).size).toBe(moves.length)
          expect(new Set(moves.map(({ gain }) => gain)).size).toBe(moves.length)
          for (const { kind, loss, gain, boundUntil } of moves) {
            expect(loss.personId).not.toBe(gain.personId)
            expect(gain.unitsAtGain?.assigned).toBeGreaterThanOrEqual(gain.unitsAtGain?.counted ?? Infinity)
            const heldDays = (Date.parse(loss.lastHeld ?? '') - Date.parse(loss.from)) / 86_400_000
            if (kind === 'early') expect(heldDays).toBeLessThan(90)
            if (kind === 'bound') expect(gain.from < (boundUntil ?? '')).toBe(true)
          }
        }
      }),
    )
  })

  test('never depend on the order in which the entries are kept', () => {
    fc.assert(
      fc.property(arbitraryHistory, fc.gen(), (history, gen) => {
        const last = stepsOf(history).at(-1)
        if (last === undefined) return
        const shuffled = gen(() => fc.shuffledSubarray(last.ledger.entries, { minLength: last.ledger.entries.length }))

        expect(movesOf({ ...last.ledger, entries: shuffled }, 90, last.at)).toEqual(movesOf(last.ledger, 90, last.at))
      }),
    )
  })

  test('that are found stay found: a later run only adds', () => {
    fc.assert(
      fc.property(arbitraryHistory, (history) => {
        let before: string[] = []
        for (const { ledger, at } of stepsOf(history)) {
          const found = movesOf(ledger, 90, at).map(({ loss, gain }) => `${keyOf(loss)} > ${keyOf(gain)}`)
          expect(found).toEqual(expect.arrayContaining(before))
          before = found
        }
      }),
    )
  })
})
