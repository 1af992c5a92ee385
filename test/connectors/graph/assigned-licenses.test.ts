/** The license texts of the audit log: which SKUs came and went, and when a text is not whole. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changeOf, skuIdsOf } from '../../../connectors/graph/assigned-licenses.ts'

const one = 'c7c2a5b8-7f3d-4e19-b0a6-1122334455aa'
const two = '0d6f7a11-58c2-4e6b-9f00-000000000001'
const entry = (id: string, disabled = ''): string =>
  `[SkuName=EXAMPLE, AccountId=3f2c9a41-6d0e-4b7a-9c55-0a1b2c3d4e5f, SkuId=${id}, DisabledPlans=[${disabled}]]`
const textOf = (...entries: string[]): string => JSON.stringify(entries)

describe('SKU ids of a text', () => {
  test.each<[string, string, string[] | null]>([
    ['of no license', '[]', []],
    ['of no text', '', []],
    ['of one license', textOf(entry(one)), [one]],
    ['of two licenses, in lower case', textOf(entry(one.toUpperCase()), entry(two)), [one, two]],
    ['of a license that is named twice', textOf(entry(one), entry(one, 'FORMS')), [one]],
    ['of a license whose disabled plans are ids', textOf(entry(one, two)), [one]],
    ['of a list that is no JSON', `[${entry(one)}, ${entry(two)}]`, [one, two]],
    ['of a text that was cut', textOf(entry(one), entry(two)).slice(0, 150), null],
    ['of a text that was cut between two licenses', textOf(entry(one), entry(two)).slice(0, -3), null],
    ['of a license without an id', '["[SkuName=EXAMPLE, DisabledPlans=[]]"]', null],
    ['of a license whose id is cut', '["[SkuName=EXAMPLE, SkuId=c7c2a5b8-7f3d]"]', null],
    ['of prose', 'Microsoft 365', null],
    ['of brackets that close before they open', ']x[', null],
  ])('%s', (_, text, ids) => {
    expect(skuIdsOf(text)).toEqual(ids)
  })
})

describe('a change', () => {
  test('is what came and what went, sorted', () => {
    expect(changeOf(textOf(entry(one)), textOf(entry(two)))).toEqual({ added: [two], removed: [one] })
  })

  test('of the plans alone is none', () => {
    expect(changeOf(textOf(entry(one)), textOf(entry(one, 'FORMS')))).toEqual({ added: [], removed: [] })
  })

  test('from no value is from nothing', () => {
    expect(changeOf(null, textOf(entry(one)))).toEqual({ added: [one], removed: [] })
  })

  test('with one side cut is not known', () => {
    expect(changeOf(textOf(entry(one), entry(two)), textOf(entry(one), entry(two)).slice(0, -40))).toBeNull()
  })
})

const guids = fc.uniqueArray(fc.uuid(), { maxLength: 12 })

test('whatever is held before and after, a change leads from the one to the other', () => {
  fc.assert(
    fc.property(guids, guids, (before, after) => {
      const change = changeOf(textOf(...before.map((id) => entry(id))), textOf(...after.map((id) => entry(id))))

      const result = new Set([
        ...before.filter((id) => change?.removed.includes(id) === false),
        ...(change?.added ?? []),
      ])
      expect(result).toEqual(new Set(after))
      expect(change?.added.filter((id) => before.includes(id))).toEqual([])
    }),
  )
})

test('a text that is cut anywhere is never read as fewer licenses', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 5 }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      (ids, part) => {
        const text = textOf(...ids.map((id) => entry(id)))

        expect(skuIdsOf(text.slice(0, Math.max(1, Math.floor(text.length * part))))).toBeNull()
      },
    ),
  )
})

test('any text at all is read or refused, never a fault', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const ids = skuIdsOf(text)

      expect(ids === null || ids.every((id) => /^[0-9a-f-]{36}$/.test(id))).toBe(true)
    }),
  )
})
