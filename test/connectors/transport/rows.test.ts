/** Rows, ids and times at the border: what cannot be read is a bad row, never a crash. */
import { z } from 'zod'
import { describe, expect, test } from 'vitest'
import { checkRows, Guid, listOf, orNull, Time, utcOrNull } from '../../../connectors/transport/rows.ts'

describe('a time', () => {
  test('is told in UTC, and the year 1 is none', () => {
    expect(utcOrNull('2026-11-24T09:00:00+01:00')).toBe('2026-11-24T08:00:00.000Z')
    expect(utcOrNull('0001-01-01T00:00:00Z')).toBeNull()
    expect(utcOrNull(null)).toBeNull()
  })

  test('that cannot be read makes its row a bad one', () => {
    const { rows, rejected } = checkRows(
      [{ at: 'soon' }, { at: '2026-11-24T08:00:00Z' }, {}],
      z.object({ at: orNull(Time) }),
      ({ at }) => ({ at: utcOrNull(at) }),
    )

    expect(rows).toEqual([{ at: '2026-11-24T08:00:00.000Z' }, { at: null }])
    expect(rejected).toBe(1)
  })
})

describe('a list', () => {
  test('is the value of an answer, whatever it holds', () => {
    expect(listOf({ value: [1, null, {}], other: true }, 'GET /x')).toEqual([1, null, {}])
  })

  test.each([null, undefined, '', [], {}, { value: null }, { value: {} }, { Value: [] }])('is not in %j', (body) => {
    expect(() => listOf(body, 'GET /x')).toThrow(
      expect.objectContaining({
        code: 'schema',
        message: 'GET /x: the answer holds no list of rows',
        hint: 'try again; if it stays, report it with the request id',
      }),
    )
  })

  test('of checked rows counts the bad ones, and leaves out what is none of ours without counting it', () => {
    const wire = z.object({ n: z.number() })

    expect(checkRows([{ n: 1 }, { n: 'x' }, { n: 2 }, null, { n: 3 }], wire, ({ n }) => (n === 2 ? null : n))).toEqual({
      rows: [1, 3],
      rejected: 2,
    })
  })
})

describe('a GUID', () => {
  test('is compared in lower case', () => {
    expect(Guid.parse('59D3D0BF-DF39-4B8B-8601-EA6C09A7FD66')).toBe('59d3d0bf-df39-4b8b-8601-ea6c09a7fd66')
  })

  test.each([
    '',
    '59d3d0bfdf394b8b8601ea6c09a7fd66',
    '59d3d0bf-df39-4b8b-8601-ea6c09a7fd6',
    '59d3d0bf-df39-4b8b-8601-ea6c09a7fd667',
    '59d3d0bf-df39-4b8b-ea6c09a7fd66',
    '59d3d0bf-df39-4b8b-8601-8601-ea6c09a7fd66',
    ' 59d3d0bf-df39-4b8b-8601-ea6c09a7fd66',
    'x59d3d0bf-df39-4b8b-8601-ea6c09a7fd66',
    '{59d3d0bf-df39-4b8b-8601-ea6c09a7fd66}',
    'g9d3d0bf-df39-4b8b-8601-ea6c09a7fd66',
  ])('is not %j', (text) => {
    expect(Guid.safeParse(text).success).toBe(false)
  })
})

test('absent and null are one, and nothing else is', () => {
  const schema = orNull(z.number())

  expect([undefined, null, 0].map((value) => schema.parse(value))).toEqual([null, null, 0])
})

test.each([
  ['2026-11-24T08:00:00', '2026-11-24T08:00:00Z'],
  ['2026-11-24T08:00:00Z', '2026-11-24T08:00:00Z'],
  ['2026-11-24T08:00:00z', '2026-11-24T08:00:00z'],
  ['2026-11-24T08:00:00.123', '2026-11-24T08:00:00.123Z'],
  ['2026-11-24T08:00:00+01:00', '2026-11-24T08:00:00+01:00'],
  ['2026-11-24T08:00:00-05:30', '2026-11-24T08:00:00-05:30'],
])('the time %s is read as %s', (text, read) => {
  expect(Time.parse(text)).toBe(read)
})
