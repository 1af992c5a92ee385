/** Times at the border: what cannot be read is a bad row, never a crash. */
import { z } from 'zod'
import { describe, expect, test } from 'vitest'
import { checkRows, orNull, Time, utcOrNull } from '../../../connectors/transport/rows.ts'

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
