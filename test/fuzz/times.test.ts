/** Times of services and of options: what is written is read to the millisecond, what is no time is none, wherever the program runs. */
import { InvalidArgumentError } from 'commander'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Time, utcOrNull } from '../../connectors/transport/rows.ts'
import { parseAsOf, untilOption } from '../../src/cli/options.ts'
import { isDay, parseInstant } from '../../src/model/instant.ts'
import { anyText, fuzz, longTexts, piecesOf, textsOf } from './fuzz.ts'

const two = (number: number): string => String(number).padStart(2, '0')
/** Milliseconds of the years 1 to 9999. */
const instants = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 })
const zones = fc.integer({ min: -14 * 60, max: 14 * 60 })

/** A time as somebody in a zone writes it: from its parts, without the formatter of the language. */
function written(time: number, zone: number | null): string {
  const local = new Date(time + (zone ?? 0) * 60_000)
  const day = [
    String(local.getUTCFullYear()).padStart(4, '0'),
    two(local.getUTCMonth() + 1),
    two(local.getUTCDate()),
  ].join('-')
  const clock = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map(two).join(':')
  const milliseconds = String(local.getUTCMilliseconds()).padStart(3, '0')
  const size = Math.abs(zone ?? 0)
  const ending = zone === null ? '' : `${zone < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
  return `${day}T${clock}.${milliseconds}${ending}`
}

const nearTimes = fc.oneof(
  piecesOf(
    '2026',
    '-',
    '02',
    '30',
    '29',
    'T',
    ':',
    '08',
    '60',
    '24',
    'Z',
    '+01:00',
    '.123',
    ' ',
    'GMT',
    'Tue',
    '0001',
    '9999',
  ),
  fc.tuple(instants, fc.nat(28), fc.constantFrom('', '0', '9', 'x', '-', ' ', '31')).map(([time, at, more]) => {
    const text = written(time, 60)
    return text.slice(0, at) + more + text.slice(at + more.length)
  }),
  anyText,
)

describe('times', () => {
  fuzz('come back from every zone', fc.tuple(instants, zones), ([time, zone]) => {
    fc.pre(time + zone * 60_000 >= -62_135_596_800_000 && time + zone * 60_000 <= 253_402_300_799_999)

    expect(parseInstant(written(time, zone))).toBe(time)
    expect(parseInstant(written(time, null))).toBe(time)
    expect(Time.safeParse(written(time, zone)).success).toBe(true)
    expect(new Date(Time.parse(written(time, null))).getTime()).toBe(time)
  })

  fuzz(
    'that can be read can be written again, digit by digit',
    nearTimes,
    (text) => {
      const time = parseInstant(text)

      expect(Time.safeParse(text).success).toBe(time !== null)
      if (time === null) return
      const sign = /([+-])(\d\d):(\d\d)$/.exec(text)
      const zone = sign === null ? 0 : (sign[1] === '-' ? -1 : 1) * (Number(sign[2]) * 60 + Number(sign[3]))
      const digits = text.replace(/([+-]\d\d:\d\d|[zZ])$/, '').replace(/[tT]/, 'T')
      const [whole = '', part = ''] = digits.split('.')
      expect(written(time, zone).startsWith(whole)).toBe(true)
      expect(written(time, zone)).toContain(`.${part.padEnd(3, '0').slice(0, 3)}`)
    },
    textsOf('times'),
  )

  fuzz('of rows are UTC, and those of the year 1 were never', nearTimes, (text) => {
    const time = Time.safeParse(text)
    if (!time.success) return

    const utc = utcOrNull(time.data)

    expect(utc === null).toBe(text.startsWith('0001-'))
    if (utc !== null) expect(Date.parse(utc)).toBe(parseInstant(text))
  })

  test('long ones end', () => {
    for (const text of longTexts(['0', '2026-', '.', ':', '+'], ['', '2026-11-24T08:00:00.'])) parseInstant(text)
  })
})

const until = untilOption()
function parseUntil(text: string): unknown {
  try {
    return until.parseArg?.(text, undefined)
  } catch (error) {
    if (error instanceof InvalidArgumentError) return null
    throw error
  }
}

function asOf(text: string): string | null {
  try {
    return parseAsOf(text)
  } catch (error) {
    if (error instanceof InvalidArgumentError) return null
    throw error
  }
}

describe('--as-of and --until', () => {
  const parts = fc.tuple(
    fc.integer({ min: 0, max: 9999 }),
    fc.integer({ min: 0, max: 13 }),
    fc.integer({ min: 0, max: 32 }),
  )

  fuzz('take exactly the days of the calendar', parts, ([year, month, day]) => {
    const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
    const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
    const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    const exists = day >= 1 && day <= (lengths[month - 1] ?? 0)

    expect(isDay(text)).toBe(exists)
    expect(parseUntil(text)).toBe(exists ? text : null)
    expect(asOf(text)).toBe(exists ? `${text}T23:59:59.999Z` : null)
  })

  fuzz(
    'take nothing else for a day, and times as they are',
    nearTimes,
    (text) => {
      if (parseUntil(text) !== null) expect(text).toMatch(/^\d{4}-\d{2}-\d{2}$/)
      const time = asOf(text)
      if (time === null || isDay(text)) return
      expect(Date.parse(time)).toBe(parseInstant(text))
    },
    textsOf('times'),
  )
})
