/** Conversions and rounding, as every document uses them. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adminApiMBPerGB, gbToMB, mbToGB, roundHalfAwayFromZero, roundToSum } from '../src/units.ts'

describe('conversion', () => {
  test('the guide counts 25,000 MB as 25 GB, the admin API 15,360 MB as 15 GB', () => {
    expect(mbToGB(25_000, 1000)).toBe(25)
    expect(mbToGB(15_360, adminApiMBPerGB)).toBe(15)
  })

  test('an amount in GB becomes whole MB', () => {
    expect(gbToMB(35, 1000)).toBe(35_000)
    expect(gbToMB(1.1, 1000)).toBe(1100)
  })
})

describe('rounding', () => {
  test.each([
    [0.0625, 0.063],
    [-0.0625, -0.063],
    [1.0005, 1.001],
    [-1.0005, -1.001],
    [24.4140625, 24.414],
    [0.0004, 0],
    [-0.0004, 0],
    [0.0005, 0.001],
    [1e-7, 0],
    [12.75, 12.75],
  ])('%d is printed as %d', (value, printed) => {
    expect(roundHalfAwayFromZero(value)).toBe(printed)
  })

  test('what rounding leaves over goes to the value that it moved furthest', () => {
    expect(roundToSum([0.0014, 0.0013, 0.0013], 0.004)).toEqual([0.002, 0.001, 0.001])
    expect(roundToSum([0.0016, 0.0016, 0.0018], 0.005)).toEqual([0.001, 0.002, 0.002])
  })

  test('what is left over goes round, a thousandth at a time', () => {
    expect(roundToSum([1, 2, 3], 6.007)).toEqual([1.003, 2.002, 3.002])
    expect(roundToSum([1, 2, 3], 5.995)).toEqual([0.998, 1.998, 2.999])
  })

  test('an amount beyond all measure, or none, ends as well', () => {
    expect(roundToSum([1e21, -1e30], 0).every(Number.isFinite)).toBe(true)
    expect(roundToSum([1, Number.NaN], 1)).toEqual([Number.NaN, Number.NaN])
    expect([1e21, -1e300, Number.MAX_SAFE_INTEGER].map(roundHalfAwayFromZero)).toEqual([
      1e21, -1e300, 9_007_199_254_740_991,
    ])
  })

  test('nothing to round gives nothing', () => {
    expect(roundToSum([], 0)).toEqual([])
  })

  test('rounded values add up to the rounded total, each within 0.001 of its own', () => {
    const amounts = fc.array(fc.integer({ min: -5_000_000, max: 5_000_000 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(amounts, (amountsMB) => {
        const values = amountsMB.map((amountMB) => mbToGB(amountMB, adminApiMBPerGB))
        const total = roundHalfAwayFromZero(values.reduce((sum, value) => sum + value, 0))

        const rounded = roundToSum(values, total)

        const thousandths = rounded.reduce((sum, value) => sum + Math.round(value * 1000), 0)
        expect(thousandths).toBe(Math.round(total * 1000))
        rounded.forEach((value, index) => expect(Math.abs(value - (values[index] ?? 0))).toBeLessThanOrEqual(0.001))
      }),
    )
  })
})
