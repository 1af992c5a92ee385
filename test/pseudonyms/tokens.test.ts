/** Tokens: stable under one key, different under another, never two things in one. */
import { describe, expect, test } from 'vitest'
import { TokenMint } from '../../src/pseudonyms/tokens.ts'

const key = new Uint8Array(32).fill(1)

describe('a token', () => {
  test('says the kind and is the same for the same thing, in another mint of the same key too', () => {
    const token = new TokenMint(key).token('person', 'Ada Lovelace')

    expect(token).toMatch(/^person-[0-9a-f]{15}$/)
    expect(new TokenMint(key).token('person', 'Ada Lovelace')).toBe(token)
  })

  test('is another one under another key, of another kind, and of another value', () => {
    const mint = new TokenMint(key)
    const tokens = [
      mint.token('person', 'Ada'),
      mint.token('team', 'Ada'),
      mint.token('person', 'ada'),
      new TokenMint(new Uint8Array(32).fill(2)).token('person', 'Ada'),
    ]

    expect(new Set(tokens.map((token) => token.replace(/^[a-z]+-/, ''))).size).toBe(4)
  })

  test('tells names apart that differ in lone surrogates only', () => {
    const mint = new TokenMint(key)

    expect(mint.token('person', 'a\ud800')).not.toBe(mint.token('person', 'a\udc00'))
  })

  test('20,000 people have 20,000 tokens', () => {
    const mint = new TokenMint(key)
    const tokens = new Set(Array.from({ length: 20_000 }, (_, index) => mint.token('person', `Person ${index}`)))

    expect(tokens.size).toBe(20_000)
  })

  test('is found in a text again, and what only looks like one is not', () => {
    const mint = new TokenMint(key)
    const token = mint.token('host', 'contoso.example')

    const found = [...mint.tokensIn(`see ${token} and host-0123456789abcde`)]

    expect(found).toEqual([{ start: 4, end: 4 + token.length }])
  })
})
