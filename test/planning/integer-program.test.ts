/** The solver on its own: literal programs, and every point of small random ones. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atLeast, atMost, minimizeInteger, type IntegerProgram } from '../../src/planning/integer-program.ts'
import { minimizeLinear, type LinearRow } from '../../src/planning/linear-program.ts'

const row = (coefficients: readonly number[], relation: '<=' | '=', bound: number): LinearRow => ({
  coefficients: new Map(coefficients.map((value, column) => [column, value])),
  relation,
  bound,
})

describe('linear programs', () => {
  test('find a corner, with equations and lower bounds', () => {
    const rows = [row([1, 1], '=', 4), row([-1, 0], '<=', -1)]

    expect(minimizeLinear([3, 1], rows)).toEqual({ value: 6, point: [1, 3] })
  })

  test('say null where no point fits', () => {
    expect(minimizeLinear([1], [row([1], '<=', 1), row([-1], '<=', -2)])).toBeNull()
  })

  test('end where many corners are one (a program on which a careless pivot goes in circles)', () => {
    const rows = [row([0.25, -60, -0.04, 9], '<=', 0), row([0.5, -90, -0.02, 3], '<=', 0), row([0, 0, 1], '<=', 1)]

    expect(minimizeLinear([-0.75, 150, -0.02, 6], rows)?.value).toBeCloseTo(-0.05, 9)
  })
})

describe('integer programs', () => {
  test('are not rounded linear ones', () => {
    const program = { columns: 2, rows: [row([-2, -2], '<=', -3)], caps: [] }

    expect(
      minimizeInteger(
        new Map([
          [0, 1],
          [1, 1],
        ]),
        program,
      )?.value,
    ).toBe(2)
  })

  test('keep a maximum that holds only where something is above it', () => {
    const capped = { columns: 2, rows: [atLeast(0, 1)], caps: [{ above: 0, against: 1, room: -2 }] }
    const unused = { columns: 2, rows: [atMost(0, 0)], caps: [{ above: 0, against: 1, room: -2 }] }
    const price = new Map([
      [0, 1],
      [1, 5],
    ])

    expect(minimizeInteger(price, capped)?.point).toEqual([1, 3])
    expect(minimizeInteger(price, unused)?.point).toEqual([0, 0])
  })

  const coefficient = fc.integer({ min: -3, max: 3 })
  const program = fc.record({
    costs: fc.array(fc.nat(9), { minLength: 3, maxLength: 3 }),
    rows: fc.array(fc.tuple(fc.array(coefficient, { minLength: 3, maxLength: 3 }), fc.integer({ min: -6, max: 6 })), {
      minLength: 1,
      maxLength: 4,
    }),
  })

  test('give the best of all points in a small box', () => {
    fc.assert(
      fc.property(program, ({ costs, rows }) => {
        const within: IntegerProgram = {
          columns: 3,
          rows: [
            ...rows.map(([coefficients, bound]) => row(coefficients, '<=', bound)),
            ...[0, 1, 2].map((column) => atMost(column, 4)),
          ],
          caps: [],
        }

        const found = minimizeInteger(new Map(costs.entries()), within)

        expect(found?.value ?? null).toBe(bestPoint(costs, rows))
      }),
      { numRuns: 300, seed: 20260224 },
    )
  })
})

function bestPoint(costs: readonly number[], rows: readonly (readonly [number[], number])[]): number | null {
  const points = Array.from({ length: 125 }, (_, code) => [code % 5, Math.floor(code / 5) % 5, Math.floor(code / 25)])
  const fitting = points.filter((point) => rows.every(([coefficients, bound]) => dot(coefficients, point) <= bound))
  return fitting.length === 0 ? null : Math.min(...fitting.map((point) => dot(costs, point)))
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
}
