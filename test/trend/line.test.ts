/** Least squares: what it recovers, what its band holds, and from what it says nothing. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitLine } from '../../src/trend/line.ts'

const finite = fc.integer({ min: -1000, max: 1000 })

describe('fitLine', () => {
  it.each([
    [[]],
    [[{ x: 1, y: 1 }]],
    [
      [
        { x: 1, y: 1 },
        { x: 2, y: 3 },
      ],
    ],
  ])('says nothing from %j', (points) => {
    expect(fitLine(points)).toBeNull()
  })

  it('says nothing from points of one time', () => {
    expect(fitLine([1, 2, 3].map((y) => ({ x: 7, y })))).toBeNull()
  })

  it('recovers any line from its points, with no width', () => {
    fc.assert(
      fc.property(finite, finite, fc.integer({ min: 3, max: 40 }), (slope, start, count) => {
        const line = fitLine(Array.from({ length: count }, (_, x) => ({ x, y: start + slope * x })))

        expect(line?.slope).toBeCloseTo(slope, 6)
        expect(line?.at(100)).toBeCloseTo(start + slope * 100, 4)
        expect(line?.halfBand(100)).toBeCloseTo(0, 4)
      }),
    )
  })

  it('is computed by hand: 1, 3, 2, 5 at 0, 1, 2, 3', () => {
    // Mean x 1.5, mean y 2.75; slope (sum of products 5.5) / 5 = 1.1; residuals -0.1, 0.8, -1.3, 0.6: squares 2.7, s = sqrt(2.7 / 2).
    const line = fitLine([1, 3, 2, 5].map((y, x) => ({ x, y })))

    expect(line?.slope).toBeCloseTo(1.1, 10)
    expect(line?.at(4)).toBeCloseTo(5.5, 10)
    // 4.303 x 1.161895 x sqrt(1 + 1/4 + 2.5 ** 2 / 5)
    expect(line?.halfBand(4)).toBeCloseTo(4.303 * Math.sqrt(1.35) * Math.sqrt(2.5), 6)
  })

  it('the band is narrowest in the middle and grows with the distance', () => {
    const line = fitLine([0, 2, 1, 3, 2].map((y, x) => ({ x, y })))
    const widths = [2, 3, 4, 10, 100].map((x) => line?.halfBand(x) ?? 0)

    expect(widths).toEqual(widths.toSorted((a, b) => a - b))
    expect(widths[0]).toBeGreaterThan(0)
  })
})
