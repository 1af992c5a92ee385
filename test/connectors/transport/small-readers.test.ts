/** Small readers by literals: claims of a challenge, the depth of JSON, texts inside queries, rows that repeat. */
import { describe, expect, test } from 'vitest'
import { claimsOf } from '../../../connectors/transport/claims.ts'
import { isDeeper } from '../../../connectors/transport/depth.ts'
import { Repeats } from '../../../connectors/transport/repeats.ts'
import { odataText, xmlAttribute } from '../../../connectors/transport/quoting.ts'

const claims = '{"access_token":{"nbf":{"essential":true}}}'
const encoded = Buffer.from(claims).toString('base64')

describe('the claims of a challenge', () => {
  test.each([
    `Bearer claims="${encoded}"`,
    `Bearer realm="", error="insufficient_claims", claims="${encoded}"`,
    `Bearer realm="", CLAIMS="${encoded}", error="x"`,
    `Bearer error_description="say \\"claims=\\", please", claims="${encoded}"`,
    `Bearer error=plain claims="${encoded}"`,
    `Bearer error="a\nb", claims="${encoded}"`,
  ])('are in %j', (challenge) => {
    expect(claimsOf(challenge)).toBe(claims)
  })

  test.each([
    undefined,
    '',
    'Bearer',
    'Bearer claims=""',
    `Bearer claims=${encoded}`,
    `Bearer xclaims="${encoded}"`,
    `Bearer x-claims="${encoded}"`,
    `Bearer realm="claims=\\"${encoded}\\""`,
    'Bearer claims="%%%"',
    `Bearer claims="${btoa('no json')}"`,
    `Bearer claims="${btoa('[1]')}"`,
    `Bearer claims="${btoa('"text"')}"`,
    `Bearer claims="${btoa('null')}"`,
    `Bearer claims="", claims="${encoded}"`,
  ])('are not in %j', (challenge) => {
    expect(claimsOf(challenge)).toBeNull()
  })
})

describe('JSON', () => {
  test.each([
    ['', 0, false],
    ['1', 0, false],
    ['[]', 0, true],
    ['[]', 1, false],
    ['{}', 0, true],
    ['{}', 1, false],
    ['[[]]', 1, true],
    ['[{"a":[]}]', 2, true],
    ['[{"a":[]}]', 3, false],
    ['[[],[],[]]', 2, false],
    ['[{},{},{}]', 2, false],
    ['"[[["', 0, false],
    ['"\\"[[["', 0, false],
    ['"\\\\"[', 0, true],
    ['["[",[]]', 1, true],
    ['["]",[]]', 1, true],
    ['["é[",[[]]]', 2, true],
    ['["é[",[[]]]', 3, false],
    ['[[[', 2, true],
  ])('%s is deeper than %d: %j', (text, levels, deeper) => {
    expect(isDeeper(Buffer.from(text), levels)).toBe(deeper)
  })
})

test.each([
  ['plain', "'plain'"],
  ["O'Neil's", "'O''Neil''s'"],
  ['', "''"],
  ['a\uD800b', "'a\uFFFDb'"],
])('%j in OData is %s', (text, quoted) => {
  expect(odataText(text)).toBe(quoted)
})

test.each([
  ['plain', '"plain"'],
  [`<a & "b" 'c'>`, '"&lt;a &amp; &quot;b&quot; &apos;c&apos;&gt;"'],
  ['\t\n\r', '"&#9;&#10;&#13;"'],
  ['\u0000\u0008\u000b\u000c\u000e\u001f\ufffe\uffff', '""'],
  ['\u0020\ufffd\uD800', '" \ufffd\ufffd"'],
])('%j in XML is %s', (text, quoted) => {
  expect(xmlAttribute(text)).toBe(quoted)
})

test('a row counts once on a page and on the one before it, one without an id always', () => {
  const repeats = new Repeats('id')
  const rows = (...ids: unknown[]) => ids.map((id) => ({ id }))

  expect(repeats.fresh(rows('a', 'b', 'a'))).toEqual(rows('a', 'b'))
  expect(repeats.fresh(rows('b', 'c'))).toEqual(rows('c'))
  expect(repeats.fresh(rows('a', 'b', 'd'))).toEqual(rows('a', 'd'))
  expect(repeats.fresh([{ id: 1 }, { id: 1 }, {}, {}, null, null, 'a', { ID: 'b' }])).toHaveLength(8)
  expect(repeats.fresh(rows('b'))).toEqual(rows('b'))
})
