/** Cron expressions and time zones: the next time is the one that a walk through the calendar finds, and what is none is refused. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isTimeZone, nextTime } from '../../src/schedule/cron.ts'
import { anyText, fuzz, longTexts, piecesOf, textsOf } from './fuzz.ts'

interface Field {
  readonly text: string
  readonly values: readonly number[]
}

const range = (from: number, to: number, step = 1): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step)

/** A field with the numbers that it stands for. */
function field(least: number, most: number): fc.Arbitrary<Field> {
  const number = fc.integer({ min: least, max: most })
  const item = fc.oneof(
    number.map((one) => ({ text: String(one), values: [one] })),
    fc.tuple(number, number).map(([a, b]) => ({
      text: `${Math.min(a, b)}-${Math.max(a, b)}`,
      values: range(Math.min(a, b), Math.max(a, b)),
    })),
    fc.integer({ min: 1, max: most }).map((step) => ({ text: `*/${step}`, values: range(least, most, step) })),
  )
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant({ text: '*', values: range(least, most) }) },
    fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => ({
      text: items.map(({ text }) => text).join(','),
      values: items.flatMap(({ values }) => values),
    })),
  )
}

const fields = fc.tuple(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 7))
const starts = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2090, 0, 1) })

/** Day by day, then the first hour and minute; null after 9 years, for a leap day may be so far away. */
function walked(
  [minutes, hours, days, months, weekdays]: readonly [Field, Field, Field, Field, Field],
  afterMs: number,
): number | null {
  const first = Math.floor(afterMs / 86_400_000) * 86_400_000
  for (let day = first; day < first + 9 * 366 * 86_400_000; day += 86_400_000) {
    const date = new Date(day)
    const isOfMonth = days.values.includes(date.getUTCDate())
    const isOfWeek = weekdays.values.some((one) => one % 7 === date.getUTCDay())
    // Where both are restricted, either is enough.
    const isDay = days.text === '*' || weekdays.text === '*' ? isOfMonth && isOfWeek : isOfMonth || isOfWeek
    if (!isDay || !months.values.includes(date.getUTCMonth() + 1)) continue
    const times = hours.values
      .flatMap((hour) => minutes.values.map((minute) => day + (hour * 60 + minute) * 60_000))
      .filter((time) => time > afterMs)
    if (times.length > 0) return times.reduce((one, other) => Math.min(one, other))
  }
  return null
}

const zones = fc.constantFrom<string[]>(
  'UTC',
  'Europe/Berlin',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Antarctica/Troll',
  'Australia/Lord_Howe',
  '+05:30',
)

describe('cron expressions', () => {
  fuzz('come due when the calendar says', fc.tuple(fields, starts), ([all, after]) => {
    const cron = all.map(({ text }) => text).join(' ')
    const [, , days, , weekdays] = all
    // `*/2` counts as a star for some and not for others where both days are restricted.
    fc.pre(!(days.text.startsWith('*/') || weekdays.text.startsWith('*/')))
    const expected = walked(all, after)

    const next = nextTime(cron, 'UTC', after)
    if (expected !== null) expect([cron, next]).toEqual([cron, expected])
  })

  fuzz(
    'of anything come due later, never, or are refused',
    fc.tuple(
      fc.oneof(
        piecesOf(
          '*',
          ' ',
          '0',
          '5',
          '31',
          '*/',
          ',',
          '-',
          'L',
          'W',
          '#',
          '?',
          '@daily',
          'MON',
          'jan',
          '+',
          ':',
          'T',
          '2026',
        ),
        anyText,
      ),
      zones,
      starts,
    ),
    ([cron, zone, after]) => {
      let next: number | null
      try {
        next = nextTime(cron, zone, after)
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
        return
      }
      expect(cron).not.toMatch(/\d:\d/)
      if (next !== null) expect(next).toBeGreaterThan(after)
    },
    textsOf('cron').map((cron): [string, string, number] => [cron, 'UTC', Date.UTC(2026, 10, 24)]),
  )

  test('long ones end', () => {
    for (const text of longTexts(['* ', '*', '0,', '0-', '*/', 'L', ' ', 'a'], ['', '0 0 '])) {
      try {
        nextTime(text, 'UTC', 0)
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
      }
    }
  })
})

describe('time zones', () => {
  fuzz(
    'that are taken can be computed with',
    fc.oneof(anyText, piecesOf('Europe', '/', 'Berlin', 'UTC', '+', '05', ':30', 'Etc', 'GMT', '-', ' '), zones),
    (name) => {
      if (!isTimeZone(name)) return

      const next = nextTime('30 12 * * *', name, Date.UTC(2026, 10, 24))
      const shown = new Intl.DateTimeFormat('en-GB', { timeZone: name, hour: '2-digit', minute: '2-digit' }).format(
        next ?? 0,
      )
      expect(shown).toBe('12:30')
    },
  )
})
