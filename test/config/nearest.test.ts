import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countEdits, findNearest } from '../../src/config/nearest.ts'

describe('the nearest name', () => {
  it('counts inserted, dropped and replaced letters', () => {
    expect(countEdits('kitten', 'sitting')).toBe(3)
    expect(countEdits('', 'abc')).toBe(3)
    expect(countEdits('same', 'same')).toBe(0)
  })

  it('keeps the laws of a distance', () => {
    const word = fc.string({ maxLength: 12 })
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(countEdits(a, b)).toBe(countEdits(b, a))
        expect(countEdits(a, b) === 0).toBe(a === b)
        expect(countEdits(a, c)).toBeLessThanOrEqual(countEdits(a, b) + countEdits(b, c))
      }),
    )
  })

  it('takes the first of several that are equally near', () => {
    expect(findNearest('SEATLEDGER_CLOUT', ['SEATLEDGER_STORE', 'SEATLEDGER_CLOUD', 'SEATLEDGER_CLOUX'])).toBe(
      'SEATLEDGER_CLOUD',
    )
  })
})
