/** Files of the operator: overrides, people, prices, waivers, staffing. What is written comes back, and nothing is taken of what cannot be. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePeople } from '../../src/config/people.ts'
import { parsePrices } from '../../src/config/prices.ts'
import { parseWaivers } from '../../src/config/waivers.ts'
import { SeatledgerError } from '../../src/errors.ts'
import { familyIds } from '../../src/guide/license-families.ts'
import { PackId } from '../../src/guide/pack.ts'
import { parseSkuOverrides } from '../../src/guide/sku-overrides.ts'
import { planIds } from '../../src/model/pool.ts'
import { parseStaffing } from '../../src/planning/staffing.ts'
import { anyJson, anyText, fuzz, longTexts, textsOf } from './fuzz.ts'

/** null where the text is refused, which must be in one line that a terminal can show. */
function read<T>(parse: (text: string) => T, text: string): T | null {
  try {
    return parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) {
      expect(() => JSON.parse(text)).toThrow(SyntaxError)
      return null
    }
    if (!(error instanceof SeatledgerError)) throw error
    expect(error.message).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,1500}$/u)
    return null
  }
}

/** An object as a text that may say a name twice. */
const objectOf = (entries: readonly (readonly [string, unknown])[]): string =>
  `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`

const plan = fc.constantFrom(...planIds)
const spelling = <T extends string>(text: fc.Arbitrary<T>) =>
  fc.tuple(text, fc.boolean()).map(([one, isUpper]) => (isUpper ? one.toUpperCase() : one))
/** Few, so that one comes twice. */
const skuId = spelling(fc.integer({ min: 1, max: 4 }).map((index) => `5e7a0000-0000-4000-b000-00000000000${index}`))
const upn = spelling(fc.oneof(fc.constantFrom('a@x.example', 'b@x.example', ' c@x.example '), anyText))
const day = fc.integer({ min: 0, max: 40_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10))

/** Whether every key is there once, as the parser compares them. */
const once = (keys: readonly string[]): boolean => new Set(keys).size === keys.length

describe('SKU overrides', () => {
  const said = fc.oneof(
    fc.record({ plan }),
    fc.record({ families: fc.array(fc.constantFrom(...familyIds), { minLength: 1, maxLength: 3 }) }),
    fc.record({ pack: fc.constantFrom(...PackId.options) }),
    fc.constant({ ignore: true }),
  )

  fuzz(
    'come back, and a SKU that is there twice is refused',
    fc.array(fc.tuple(skuId, said), { maxLength: 4 }),
    (entries) => {
      const overrides = read(parseSkuOverrides, objectOf(entries))
      const keys = entries.map(([id]) => id.toLowerCase())

      expect(overrides === null).toBe(!once(keys))
      if (overrides !== null) expect([...overrides]).toEqual(entries.map(([id, value]) => [id.toLowerCase(), value]))
    },
  )
})

describe('people', () => {
  const person = fc.record({ external: fc.boolean(), absent: day, shared: fc.boolean() }, { requiredKeys: [] })

  fuzz(
    'come back, and a name that is there twice is refused',
    fc.array(fc.tuple(upn, person), { maxLength: 4 }),
    (entries) => {
      const people = read(parsePeople, objectOf(entries))
      const keys = entries.map(([name]) => name.trim().toLowerCase())

      expect(people === null).toBe(!once(keys) || entries.some(([name]) => name === '__proto__'))
      // Members of an object have an order of their own: numbers first.
      if (people !== null)
        expect(people).toEqual(new Map(entries.map(([name, value]) => [name.trim().toLowerCase(), value])))
    },
  )
})

describe('prices', () => {
  const id = fc.constantFrom(...planIds, ...PackId.options, ...familyIds, 'remove-role')
  const price = fc.record({
    cents: fc.integer({ min: 0, max: 10 ** 10 }),
    currency: fc.stringMatching(/^[A-Z]{3}$/),
    source: fc.constantFrom('contract', 'list'),
  })

  fuzz('come back to the ten-thousandth', fc.array(fc.tuple(id, price), { maxLength: 4 }), (entries) => {
    const rows = entries.map(([key, { cents, ...rest }]): [string, unknown] => [
      key,
      { ...rest, monthly: cents / 10_000 },
    ])
    const prices = read(parsePrices, objectOf(rows))

    expect(prices === null).toBe(!once(entries.map(([key]) => key)))
    if (prices !== null) expect([...prices]).toEqual(rows)
  })

  fuzz(
    'with more decimals, below zero or above a million are refused',
    fc.double({ noDefaultInfinity: true, noNaN: true }),
    (monthly) => {
      const prices = read(parsePrices, objectOf([['voice', { monthly, currency: 'USD', source: 'x' }]]))

      if (prices !== null) {
        expect(monthly >= 0 && monthly <= 1_000_000).toBe(true)
        expect(Number(monthly.toFixed(4)) === monthly).toBe(true)
      }
    },
  )
})

describe('waivers', () => {
  const waiver = fc.record({
    id: fc.oneof(
      fc.constantFrom('a', 'b'),
      anyText.filter((text) => text !== ''),
    ),
    reason: anyText.filter((text) => text !== ''),
    by: fc.constant('ada'),
    at: day,
    days: fc.integer({ min: -3, max: 400 }),
  })

  fuzz('come back, with at most 366 days each and every id once', fc.array(waiver, { maxLength: 3 }), (given) => {
    const rows = given.map(({ days, ...row }) => ({
      ...row,
      until: new Date(Date.parse(row.at) + days * 86_400_000).toISOString().slice(0, 10),
    }))
    const waivers = read(parseWaivers, JSON.stringify(rows))

    const isFine = once(given.map(({ id }) => id)) && given.every(({ days }) => days >= -1 && days <= 366)
    expect(waivers === null).toBe(!isFine)
    if (waivers !== null) expect(waivers).toEqual(rows.map((row) => ({ ...row, at: `${row.at}T00:00:00.000Z` })))
  })
})

describe('staffing', () => {
  const row = fc.record(
    {
      count: fc.nat(1_000_000),
      channels: fc.constantFrom('digital', 'voice', 'both'),
      customerService: fc.boolean(),
      holds: fc.array(plan, { maxLength: 2 }),
    },
    { requiredKeys: ['count', 'channels'] },
  )

  fuzz('comes back, and what is left out is nothing', fc.array(row, { maxLength: 4 }), (rows) => {
    expect(read(parseStaffing, JSON.stringify(rows))).toEqual(
      rows.map((one) => ({ customerService: false, holds: [], ...one })),
    )
  })
})

describe('files of anything', () => {
  const parsers = {
    overrides: parseSkuOverrides,
    people: parsePeople,
    prices: parsePrices,
    waivers: parseWaivers,
    staffing: parseStaffing,
  }
  const names = fc.constantFrom(
    '5e7a0000-0000-4000-b000-000000000001',
    'a@x.example',
    'voice',
    '__proto__',
    'constructor',
    'count',
    'id',
  )
  const value = fc.oneof(
    anyJson,
    fc.dictionary(
      fc.constantFrom(
        'plan',
        'families',
        'ignore',
        'external',
        'absent',
        'monthly',
        'currency',
        'count',
        'channels',
        '__proto__',
      ),
      anyJson,
      { maxKeys: 3 },
    ),
  )
  const texts = fc.oneof(
    fc.array(fc.tuple(fc.oneof(names, anyText), value), { maxLength: 3 }).map(objectOf),
    fc.array(value, { maxLength: 3 }).map((rows) => JSON.stringify(rows)),
    anyText,
  )

  fuzz(
    'are read whole or refused in one line',
    texts,
    (text) => {
      for (const parse of [parsers.overrides, parsers.people, parsers.prices]) {
        const map = read<ReadonlyMap<string, unknown>>(parse, text)
        // Nothing of the file is left out without a word.
        if (map !== null) expect(map.size).toBe(Object.keys(Object(JSON.parse(text))).length)
      }
      for (const parse of [parsers.waivers, parsers.staffing]) {
        const rows = read<readonly unknown[]>(parse, text)
        if (rows !== null) expect(rows).toHaveLength(Object(JSON.parse(text)).length)
      }
    },
    textsOf('operator-files'),
  )

  test('long ones end', () => {
    for (const text of longTexts(['a', '\\"', '[', '{"a":', '\\u0000'])) {
      for (const parse of Object.values(parsers)) {
        read<unknown>(parse, objectOf([[text, { ignore: true }]]))
        read<unknown>(parse, text)
      }
    }
  })
})
