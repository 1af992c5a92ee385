/** Hostile names as an assistant reads them. */
import { describe, expect, test } from 'vitest'
import { harmless, harmlessText } from '../../src/mcp/harmless.ts'
import { acting, hostileNames } from '../hostile-names.ts'

describe('a text for an assistant', () => {
  test.each(Object.entries(hostileNames))('%s', (_attack, name) => {
    const shown = harmlessText(name)

    expect(shown).not.toMatch(acting)
    expect(shown).not.toMatch(/\n/)
    expect(shown.length).toBeLessThan(4100)
    expect(shown.isWellFormed()).toBe(true)
  })

  test('shows that something invisible was there', () => {
    expect(harmlessText('hidden\u{e0041}\u202e\u001b[31m')).toBe('hidden\\u{e0041}\\u{202e}\\u{001b}[31m')
  })

  test('says how much of an endless one is left out', () => {
    expect(harmlessText('a'.repeat(10_000))).toMatch(/^a{2000} … \(6000 characters left out\) … a{2000}$/)
  })

  test('leaves a name in any script as it is', () => {
    expect(harmlessText('Zoë Müller-Łukasz コンタクト שלום')).toBe('Zoë Müller-Łukasz コンタクト שלום')
  })
})

test('a document keeps its keys, numbers, truth values and nulls', () => {
  const document = { a: null, b: [1, true, { c: 'x\u0007' }], d: 0 }

  expect(harmless(document)).toEqual({ a: null, b: [1, true, { c: 'x\\u{0007}' }], d: 0 })
})
