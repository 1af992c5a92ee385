/** Secrets in texts: wherever one stands, as it is or as an address writes it, it goes, and tokens with it. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createScrub } from '../../src/log.ts'
import { anyText, corpusOf, fuzz, longTexts } from './fuzz.ts'

const secret = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', minLength: 6, maxLength: 40 }),
  anyText.filter((text) => text.length >= 6 && text.length < 100),
)
const corpus = z.array(z.tuple([z.string(), z.string(), z.string()])).parse(corpusOf('secrets-in-text'))

describe('secrets', () => {
  fuzz(
    'are in no text, plain or encoded',
    fc.tuple(secret, anyText, anyText),
    ([hidden, before, after]) => {
      // A mask could stand in a secret, or be one.
      if (hidden.includes('*') || '***'.includes(hidden)) return
      const scrub = createScrub([hidden])

      expect(scrub(`${before} ${hidden} ${after}`)).not.toContain(hidden)
      const encoded = encodeURIComponent(hidden.toWellFormed())
      expect(scrub(`${before}?x=${encoded}&y=${after}`)).not.toContain(encoded)
    },
    corpus,
  )

  const token = fc
    .tuple(fc.base64String({ minLength: 12, maxLength: 60 }), fc.base64String({ minLength: 12, maxLength: 60 }))
    .map(([payload, signature]) => {
      const url = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
      return `eyJ0eXAiOiJKV1Qi${url(payload)}.${url(payload)}.${url(signature)}`
    })

  fuzz(
    'that nobody named are seen by their form',
    fc.tuple(
      token,
      fc.constantFrom('Bearer ', '', 'access_token=', '"id_token": "', "client_assertion='", 'Bearer  '),
      fc.constantFrom('', ' and more', '"', '&x=y'),
    ),
    ([jwt, before, after]) => {
      const shown = createScrub()(`failed: ${before}${jwt}${after}`)

      for (const part of jwt.split('.')) expect(shown).not.toContain(part)
      expect(shown).toContain('failed: ')
    },
  )

  fuzz('leave other words alone', fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 8 }), (words) => {
    const text = words.filter((word) => word !== 'bearer').join(' ')

    expect(createScrub(['Canary-Secret'])(text)).toBe(text)
  })

  test('long ones end', () => {
    const scrub = createScrub(['canary-secret'])
    for (const text of longTexts(
      ['eyJaaaaa-', 'eyJ', 'eyJaaaaa.', 'Bearer ', 'sig', 'sig ', 'sig=', ' ', 'canary-', 'password:'],
      ['', 'Bearer', 'sig'],
    ))
      scrub(text)
  })
})
