/** A body is what its content type says, and an error code is a code or nothing. */
import { describe, expect, test } from 'vitest'
import { mediaTypeOf, parseBody, serviceCodeOf } from '../../../connectors/transport/body.ts'

describe('a body', () => {
  test.each([
    ['application/json', '{"a":1}', { a: 1 }, false],
    ['application/json; charset=utf-8', '[1]', [1], false],
    ['APPLICATION/JSON', '1', 1, false],
    ['application/problem+json', '{"a":1}', { a: 1 }, false],
    ['application/json', '{"a":', '{"a":', true],
    ['application/json', '\uFEFF{"a":1}', { a: 1 }, false],
    ['application/json', '{"a":"\uFEFF"}', { a: '\uFEFF' }, false],
    ['text/plain', '\uFEFF7', '7', false],
    ['text/plain', '{"a":1}', '{"a":1}', false],
    ['application/jsonp', '1', '1', false],
    ['text/x-json', '1', '1', false],
    ['json', '1', '1', false],
    [undefined, '{"a":1}', { a: 1 }, false],
    [undefined, 'plain', 'plain', false],
    ['application/json', '', null, false],
    [undefined, '', null, false],
  ])('of type %s and text %j is %j, broken: %j', (type, text, value, isBroken) => {
    expect(parseBody(Buffer.from(text), type)).toEqual({ value, isBroken })
  })
})

describe('an error code', () => {
  test.each([
    [{ error: { code: 'a.b:c-d_9' } }, 'a.b:c-d_9'],
    [{ error: { code: 'x'.repeat(80) } }, 'x'.repeat(80)],
    [{ error: { code: 'outer', inner: { code: 'inner' } }, code: 'flat' }, 'outer'],
    [{ code: 'flat', error: 'oauth' }, 'flat'],
    [{ error: 'oauth' }, 'oauth'],
  ])('of %j is %j', (body, code) => {
    expect(serviceCodeOf(body)).toBe(code)
  })

  test.each([
    { error: { code: 'x'.repeat(81) } },
    { error: { code: '' } },
    { error: { code: 42 } },
    { error: { code: 'two words' } },
    { error: { code: '<b>' } },
    { error: { code: 'line\nbreak' } },
    { error: 'a sentence.' },
    { code: null },
    { message: 'Code' },
    null,
    'Code',
  ])('is not in %j', (body) => {
    expect(serviceCodeOf(body)).toBeNull()
  })
})

test.each([
  ['text/html; charset=utf-8', 'text/html'],
  ['Application/Problem+JSON', 'application/problem+json'],
  [' text/html', 'of no known type'],
  ['html', 'of no known type'],
  ['', 'of no known type'],
  [undefined, 'of no known type'],
])('the media type of %j is %s', (contentType, said) => {
  expect(mediaTypeOf(contentType)).toBe(said)
})
