/** The claims challenge of `WWW-Authenticate`: what a service writes comes out as it was, and nothing else does. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { claimsOf } from '../../connectors/transport/claims.ts'
import { anyText, fuzz, longTexts, piecesOf, textsOf } from './fuzz.ts'

const encode = (text: string): string => Buffer.from(text, 'utf8').toString('base64')
const claims = fc.dictionary(fc.constantFrom('access_token', 'id_token', '__proto__'), fc.jsonValue({ maxDepth: 2 }), {
  maxKeys: 2,
})
/** A parameter of a challenge as RFC 9110, 11.6.1 has it; quotes and backslashes are escaped. */
const quoted = (name: string, value: string): string => `${name}="${value.replaceAll(/["\\]/g, '\\$&')}"`
const others = fc.array(
  fc.tuple(fc.constantFrom('realm', 'error', 'error_description', 'authorization_uri'), anyText),
  { maxLength: 3 },
)

describe('claims', () => {
  fuzz(
    'are read from among the parameters of a challenge, as they were written',
    fc.tuple(others, claims, others),
    ([before, value, after]) => {
      const text = JSON.stringify(value)
      const parameters = [
        ...before.map(([name, content]) => quoted(name, content)),
        `claims="${encode(text)}"`,
        ...after.map(([name, content]) => quoted(name, content)),
      ]

      expect(claimsOf(`Bearer ${parameters.join(', ')}`)).toBe(text.toWellFormed())
    },
  )

  fuzz('of a challenge without them there are none', others, (parameters) => {
    expect(claimsOf(`Bearer ${parameters.map(([name, content]) => quoted(name, content)).join(', ')}`)).toBeNull()
  })

  fuzz(
    'are an object of JSON or null, whatever stands there',
    piecesOf(
      'Bearer ',
      'PoP ',
      'claims="',
      'claims=',
      '"',
      '\\"',
      ', ',
      encode('{}'),
      encode('{"a":1}'),
      encode('null'),
      encode('[1]'),
      '=',
    ),
    (challenge) => {
      const text = claimsOf(challenge)

      if (text === null) return
      const value: unknown = JSON.parse(text)
      expect(Object.prototype.toString.call(value)).toBe('[object Object]')
    },
    textsOf('claims'),
  )

  test('long ones end', () => {
    for (const text of longTexts(
      ['claims="', 'claims=', 'a', '"', '\\"', '\\', 'x="y", ', ', '],
      ['', 'Bearer claims="'],
    ))
      claimsOf(text)
  })
})
