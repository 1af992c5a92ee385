/** `Retry-After`: seconds and HTTP dates are read as RFC 9110 has them, and everything else is no answer. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backOffMs, parseRetryAfter, withJitter } from '../../connectors/transport/waits.ts'
import { fuzz, longTexts, piecesOf, textsOf } from './fuzz.ts'

const now = Date.UTC(2026, 10, 24, 8)
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const longDays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (number: number): string => String(number).padStart(2, '0')

/** The three forms of RFC 9110, 5.6.7, written from the parts of a time. */
function written(time: number): readonly string[] {
  const date = new Date(time)
  const day = date.getUTCDay()
  const month = months[date.getUTCMonth()] ?? ''
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':')
  const [year, ofMonth] = [date.getUTCFullYear(), date.getUTCDate()]
  return [
    `${days[day]}, ${two(ofMonth)} ${month} ${year} ${clock} GMT`,
    `${longDays[day]}, ${two(ofMonth)}-${month}-${two(year % 100)} ${clock} GMT`,
    `${days[day]} ${month} ${String(ofMonth).padStart(2, ' ')} ${clock} ${year}`,
  ]
}

/** From 49 years ago to 49 years ahead, where a year of two digits has one reading. */
const times = fc.integer({ min: -49 * 365 * 86_400, max: 49 * 365 * 86_400 }).map((seconds) => now + seconds * 1000)

/** Without the name of the weekday, case, GMT, and the zero before a day. */
function plain(date: string): string {
  return date
    .toLowerCase()
    .replace(/^\w+/, '')
    .replace(/ gmt$/, '')
    .replace(/^, (\d) /, ', 0$1 ')
}

describe('Retry-After', () => {
  fuzz('a date is the time until then, in each of its three forms', times, (time) => {
    for (const text of written(time)) {
      expect([text, parseRetryAfter(text, now)]).toEqual([text, time > now ? time - now : null])
      expect(parseRetryAfter(`  ${text} `, now)).toBe(time > now ? time - now : null)
    }
  })

  fuzz(
    'seconds are seconds, rounded up to the millisecond and never cut',
    fc.bigInt({ min: 0n, max: 10n ** 400n }),
    (seconds) => {
      const wait = parseRetryAfter(String(seconds), now)

      if (seconds === 0n) expect(wait).toBeNull()
      else if (seconds < 10n ** 12n) expect(wait).toBe(Number(seconds) * 1000)
      else expect(wait).toBeGreaterThan(10 ** 14)
    },
  )

  fuzz(
    'what is read can be written again; everything else is null',
    fc.oneof(
      piecesOf(
        ...days,
        ...longDays,
        ...months,
        ', ',
        ' ',
        '-',
        '24',
        '6',
        '2026',
        '26',
        '08:49:37',
        ' GMT',
        '+0200',
        '(',
        ')',
        '.',
        'e',
      ),
      times.chain((time) => {
        const texts = written(time)
        return fc
          .tuple(fc.constantFrom(...texts), fc.nat(40), fc.constantFrom('', '0', ' ', 'Z', '-', '31', ':60', 'é'))
          .map(([text, at, more]) => text.slice(0, at) + more + text.slice(at + more.length))
      }),
    ),
    (text) => {
      const wait = parseRetryAfter(text, now)

      if (wait === null) return
      expect(wait).toBeGreaterThan(0)
      const isSeconds = /^[0-9]+(\.[0-9]+)?$/.test(text.trim())
      // The name of the weekday is only a name, case does not count, and GMT may be left out.
      if (!isSeconds) expect(written(now + wait).map(plain)).toContain(plain(text.trim()))
    },
    textsOf('retry-after'),
  )

  fuzz(
    'jitter adds at most a tenth, and back-off stays between a quarter of a second and two minutes',
    fc.tuple(
      fc.nat(10 ** 9),
      fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      fc.integer({ min: 1, max: 2000 }),
    ),
    ([asked, random, tries]) => {
      expect(withJitter(asked, random)).toBeGreaterThanOrEqual(asked)
      expect(withJitter(asked, random)).toBeLessThanOrEqual(asked * 1.1)
      expect(backOffMs(tries, random)).toBeGreaterThanOrEqual(250)
      expect(backOffMs(tries, random)).toBeLessThanOrEqual(120_000)
    },
  )

  test('long ones end', () => {
    for (const text of longTexts(['9', '08:49:37', '0', ' ', 'Mon', '.'], ['', 'Mon, ', 'Mon, 24 Nov 2026 '])) {
      parseRetryAfter(text, now)
    }
  })
})
