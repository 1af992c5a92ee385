/** Bodies of answers: JSON comes out as it was sent, the rest as text, and of an error body only a code that is one. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseBody, serviceCodeOf } from '../../connectors/transport/body.ts'
import { errorOf } from '../../connectors/transport/refusals.ts'
import { anyJson, anyText, fuzz, longTexts, textsOf } from './fuzz.ts'

const jsonTypes = [
  'application/json',
  'application/json; charset=utf-8',
  'application/problem+json',
  'Application/JSON;odata=x',
  undefined,
]
const otherTypes = ['text/html', 'text/plain; charset=utf-8', 'application/jsonp', 'application/xml', '', 'json']

describe('bodies', () => {
  fuzz(
    'of JSON come out as they were sent',
    fc.tuple(fc.jsonValue(), fc.constantFrom(...jsonTypes), fc.constantFrom('', '\ufeff', ' \r\n')),
    ([value, type, before]) => {
      const bytes = Buffer.from(`${before}${JSON.stringify(value)}`, 'utf8')

      expect(parseBody(bytes, type)).toEqual({ value: JSON.parse(JSON.stringify(value)), isBroken: false })
    },
  )

  fuzz(
    'of any bytes are read or called broken, and never both',
    fc.tuple(
      fc.oneof(
        fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
        anyText.map((text) => Buffer.from(text, 'utf8')),
        anyJson.map((value) => Buffer.from(JSON.stringify(value)?.slice(0, -1) ?? '', 'utf8')),
      ),
      fc.constantFrom(...jsonTypes, ...otherTypes),
    ),
    ([bytes, type]) => {
      const { value, isBroken } = parseBody(bytes, type)

      if (bytes.length === 0) expect({ value, isBroken }).toEqual({ value: null, isBroken: false })
      const isText = otherTypes.includes(type ?? 'none')
      if (isText && bytes.length > 0) expect([typeof value, isBroken]).toEqual(['string', false])
      // What says that it is JSON, and is none, must not pass for a body.
      if (isBroken) expect(() => JSON.parse(String(value))).toThrow(SyntaxError)
      if (!isBroken && !isText && type !== undefined && typeof value !== 'string')
        expect(() => JSON.stringify(value)).not.toThrow()
    },
    textsOf('body').map((text): [Buffer<ArrayBuffer>, string] => [Buffer.from(text, 'utf8'), 'application/json']),
  )

  test('long ones end', () => {
    for (const text of longTexts(['[', '{"a":', '"', '\\', '1', ' ', '\ufeff']))
      parseBody(Buffer.from(text), 'application/json')
    for (const type of longTexts(['application/', 'json', '/', '+'])) parseBody(Buffer.from('{}'), type)
  })
})

function isCode(text: string): boolean {
  return text.length > 0 && text.length <= 80 && Array.from(text).every((one) => /[A-Za-z0-9_.:-]/.test(one))
}

describe('service codes', () => {
  fuzz(
    'are found in the three forms, and only where they are words',
    fc.tuple(fc.oneof(anyText, fc.stringMatching(/^[\w.:-]{1,90}$/)), fc.constantFrom('nested', 'flat', 'oauth')),
    ([code, form]) => {
      const body = {
        nested: { error: { code, message: 'prose' } },
        flat: { code },
        oauth: { error: code, error_description: 'x' },
      }[form]

      expect(serviceCodeOf(body)).toBe(isCode(code) ? code : null)
    },
  )

  fuzz(
    'and sentences hold nothing else of a body',
    fc.tuple(anyJson, fc.integer({ min: 100, max: 999 }), fc.dictionary(fc.constantFrom('location'), anyText)),
    ([body, status, headers]) => {
      const { message, hint } = errorOf('GET /v1.0/users', { status, headers, body, requestId: null })

      expect(message).toMatch(/^GET \/v1\.0\/users: [\x20-\x7e]*$/)
      expect(message.length).toBeLessThan(400)
      expect(hint ?? '').not.toMatch(/\n/)
    },
    textsOf('body').flatMap((text): [unknown, number, Record<string, string>][] => {
      const { value } = parseBody(Buffer.from(text, 'utf8'), 'application/json')
      return [
        [value, 400, {}],
        [{ error: { code: text } }, 403, { location: text }],
      ]
    }),
  )
})
