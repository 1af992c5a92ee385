import { describe, expect, it } from 'vitest'
import { parsePeople } from '../../src/config/people.ts'

describe('the operator\u2019s list of people', () => {
  it('is read by sign-in name, whatever its case', () => {
    const people = parsePeople('{ "Ada@Contoso.example": { "external": true, "absent": "2026-11-01" }, "b@x": {} }')

    expect([...people]).toEqual([
      ['ada@contoso.example', { external: true, absent: '2026-11-01' }],
      ['b@x', {}],
    ])
  })

  it.each([
    ['{ "a@x": { "absent": "yesterday" } }', 'a@x.absent: '],
    ['{ "a@x": { "shared": "yes" } }', 'a@x.shared: '],
    ['{ "a@x": { "guest": true } }', 'a@x: '],
    ['[]', 'the file: '],
  ])('names the entry that is wrong in %s', (text, entry) => {
    expect(() => parsePeople(text)).toThrow(entry)
  })
})
