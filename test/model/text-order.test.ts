/** Names sort by code point. */
import { assert, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareText } from '../../src/model/text-order.ts'

describe('compareText', () => {
  it('puts capitals before small letters, and an astral character after U+FFFD', () => {
    expect(['b', 'a', 'B', 'ab', ''].toSorted(compareText)).toEqual(['', 'B', 'a', 'ab', 'b'])
    expect(['\u{1F600}', '\uFFFD'].toSorted(compareText)).toEqual(['\uFFFD', '\u{1F600}'])
  })

  it('sorts as the bytes of UTF-8 do', () => {
    assert(
      property(string({ unit: 'binary' }), string({ unit: 'binary' }), (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }),
    )
  })
})
