/** What holds of the ledger whatever runs see: random tenants, run after run. */
import {
  type Arbitrary,
  array,
  assert,
  boolean,
  constantFrom,
  gen as generator,
  integer,
  option,
  property,
  record,
  shuffledSubarray,
  uniqueArray,
} from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advanceLedger } from '../../src/ledger/advance.ts'
import { movesOf } from '../../src/ledger/moves.ts'
import { emptyLedger, type LedgerEntry, type SeatLedger } from '../../src/model/ledger.ts'
import { day, held, look, sighting } from './practice-ledger.ts'

const names = ['ann', 'ben', 'cleo', 'dora', 'eli'] as const

/** One run: who holds a seat, since when by Graph (days before the run), how many units there are, whether it saw everything. */
const arbitraryRun = record({
  gapDays: integer({ min: 1, max: 70 }),
  holders: uniqueArray(constantFrom(...names), { maxLength: 4 }),
  sinceDaysAgo: option(integer({ min: 0, max: 40 })),
  counted: integer({ min: 0, max: 4 }),
  isComplete: boolean(),
})
const arbitraryHistory = array(arbitraryRun, { minLength: 1, maxLength: 12 })
type History = typeof arbitraryHistory extends Arbitrary<infer T> ? T : never

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
    assert(
      property(arbitraryHistory, (history) => {
        for (const { ledger, holders } of stepsOf(history).filter(({ isComplete }) => isComplete)) {
          expect(openHolders(ledger).toSorted()).toEqual([...holders].toSorted())
        }
      }),
    )
  })

  test('never holds one person open twice, never has two entries of one key, and every entry ends after it began', () => {
    assert(
      property(arbitraryHistory, (history) => {
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
    assert(
      property(arbitraryHistory, (history) => {
        let before = emptyLedger
        for (const { ledger } of stepsOf(history)) {
          const kept = ledger.entries.slice(0, before.entries.length)
          expect(kept.map(keyOf)).toEqual(before.entries.map(keyOf))
          const ended = before.entries.filter(({ to }) => to !== null)
          expect(kept.filter((entry) => ended.includes(entry))).toEqual(ended)
          before = ledger
        }
      }),
    )
  })

  test('of partial looks alone never begins', () => {
    assert(
      property(arbitraryHistory, (history) => {
        const steps = stepsOf(history.map((run) => ({ ...run, isComplete: false })))

        expect(steps.at(-1)?.ledger).toEqual(emptyLedger)
      }),
    )
  })
})

describe('the moves', () => {
  test('pair each loss and each gain once, between two people, and only what was early or bound', () => {
    assert(
      property(arbitraryHistory, (history) => {
        for (const { ledger, at } of stepsOf(history)) {
          const moves = movesOf(ledger, 90, at)
          expect(new Set(moves.map(({ loss }) => loss)).size).toBe(moves.length)
          expect(new Set(moves.map(({ gain }) => gain)).size).toBe(moves.length)
          for (const { kind, loss, gain, boundUntil } of moves) {
            expect(loss.personId).not.toBe(gain.personId)
            expect(gain.unitsAtGain?.assigned).toBeGreaterThanOrEqual(gain.unitsAtGain?.counted ?? Infinity)
            const heldDays = (Date.parse(loss.lastHeld ?? '') - Date.parse(loss.from)) / 86_400_000
            expect(kind === 'bound' ? gain.from < (boundUntil ?? '') : heldDays < 90).toBe(true)
          }
        }
      }),
    )
  })

  test('never depend on the order in which the entries are kept', () => {
    assert(
      property(arbitraryHistory, generator(), (history, gen) => {
        const last = stepsOf(history).at(-1)
        if (last === undefined) return
        const shuffled = gen(() => shuffledSubarray(last.ledger.entries, { minLength: last.ledger.entries.length }))

        expect(movesOf({ ...last.ledger, entries: shuffled }, 90, last.at)).toEqual(movesOf(last.ledger, 90, last.at))
      }),
    )
  })

  test('that are found stay found where every look was whole: a later run only adds', () => {
    assert(
      property(arbitraryHistory, (history) => {
        let before: string[] = []
        for (const { ledger, at } of stepsOf(history.map((run) => ({ ...run, isComplete: true })))) {
          const found = movesOf(ledger, 90, at).map(({ loss, gain }) => `${keyOf(loss)} > ${keyOf(gain)}`)
          expect(found).toEqual(expect.arrayContaining(before))
          before = found
        }
      }),
    )
  })
})
