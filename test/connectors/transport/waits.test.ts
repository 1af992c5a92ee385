/** Retry-After and back-off as arithmetic, for whatever a service may send. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { backOffMs, parseRetryAfter, withJitter } from '../../../connectors/transport/waits.ts'

const nowMs = Date.parse('2026-11-24T08:00:00Z')
const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

test('whole seconds are taken as they are, however many', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), (seconds) => {
      expect(parseRetryAfter(String(seconds), nowMs)).toBe(seconds * 1000)
      expect(parseRetryAfter(` ${seconds} `, nowMs)).toBe(seconds * 1000)
    }),
  )
})

test('a date is the time until then, and null once it has passed', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100_000, max: 100_000_000 }), (seconds) => {
      const date = new Date(nowMs + seconds * 1000).toUTCString()

      expect(parseRetryAfter(date, nowMs)).toBe(seconds > 0 ? seconds * 1000 : null)
    }),
  )
})

test('whatever comes, the wait is null or a positive number, and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^-?\d+(\.\d+)?$/), fc.constant('')), (text) => {
      const waitMs = parseRetryAfter(text, nowMs)

      expect(waitMs === null || (Number.isFinite(waitMs) && waitMs > 0)).toBe(true)
    }),
  )
})

test.each([
  ['1', 1000],
  ['300', 300_000],
  ['0.5', 500],
  ['1.0004', 1001],
  ['0.00001', 1],
  ['\t120 ', 120_000],
  ['Tue, 24 Nov 2026 08:00:01 GMT', 1000],
  ['1'.repeat(400), Number.MAX_SAFE_INTEGER],
  ['  Tue, 24 Nov 2026 08:05:00 GMT  ', 300_000],
  ['Monday, 30-Nov-26 08:00:00 GMT', 6 * 86_400_000],
  ['Tuesday, 24-Nov-26 08:05:00 GMT', 300_000],
  ['Wednesday, 25-Nov-26 08:00:00 GMT', 86_400_000],
  ['Thursday, 26-Nov-26 08:00:00 GMT', 2 * 86_400_000],
  ['Friday, 27-Nov-26 08:00:00 GMT', 3 * 86_400_000],
  ['Saturday, 28-Nov-26 08:00:00 GMT', 4 * 86_400_000],
  ['Sunday, 29-Nov-26 08:00:00 GMT', 5 * 86_400_000],
  ['Tue Nov 24 08:05:00 2026', 300_000],
  ['Sun Dec  6 08:00:00 2026', 12 * 86_400_000],
  // A year of two digits lies in the nearest century.
  ['Thursday, 24-Nov-50 08:00:00 GMT', Date.UTC(2050, 10, 24, 8) - nowMs],
  ['Wed Nov 25 08:00:00 2026', 86_400_000],
  ['Thu, 26 Nov 2026 08:00:00 GMT', 2 * 86_400_000],
  ['Fri, 27 Nov 2026 08:00:00 GMT', 3 * 86_400_000],
  ['Sat, 28 Nov 2026 08:00:00 GMT', 4 * 86_400_000],
  ['Sun, 29 Nov 2026 08:00:00 GMT', 5 * 86_400_000],
  ['Mon, 30 Nov 2026 08:00:00 GMT', 6 * 86_400_000],
])('%j asks for %d ms', (value, waitMs) => {
  expect(parseRetryAfter(value, nowMs)).toBe(waitMs)
})

test.each([
  undefined,
  '',
  ' ',
  '5.',
  '.5',
  '1.2.3',
  '5 s',
  's 5',
  'x5',
  '5x',
  'Tuesday, 24-Nov-98 08:05:00 GMT',
  'x Tue, 24 Nov 2026 08:05:00 GMT',
  'Tue, 24 Nov 2026 8:05 GMT',
  'Tue, 24 Nov 2026',
  'Tue, 24 Nov 2026 08:00:00 GMT',
  'Tue, 24 Nov 2026 07:59:59 GMT',
  '0',
  '0.0',
  '-1',
  '1e3',
  '0x10',
  'NaN',
  'Infinity',
  '12,5',
  'May 5',
  '2026-11-25T00:00:00Z',
  'Tue, 99 Nov 2026 99:99:99 GMT',
])('%j is no answer to when', (value) => {
  expect(parseRetryAfter(value, nowMs)).toBeNull()
})

test('jitter adds between nothing and a tenth', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), unit, (askedMs, random) => {
      const waitMs = withJitter(askedMs, random)

      expect(waitMs).toBeGreaterThanOrEqual(askedMs)
      expect(waitMs).toBeLessThanOrEqual(askedMs * 1.1)
    }),
  )
})

test.each([
  [100, 0, 100],
  [105, 0.999, 115],
  [9, 0.999, 9],
  [300_000, 0.5, 315_000],
])('an asked wait of %d ms with a draw of %d becomes %d', (askedMs, random, waitMs) => {
  expect(withJitter(askedMs, random)).toBe(waitMs)
})

test.each([
  [1, 0.999, 999],
  [2, 0.999, 1998],
  [3, 0.5, 2000],
  [7, 0.5, 32_000],
  [8, 0.5, 60_000],
  [8, 0.9999, 119_988],
  [40, 0.5, 60_000],
  [1, 0, 250],
  [1, 0.25, 250],
  [1, 0.2516, 252],
  [4, 0.01, 250],
])('the back-off after try %d with a draw of %d is %d ms', (tries, random, waitMs) => {
  expect(backOffMs(tries, random)).toBe(waitMs)
})

test('back-off stays between a quarter second and its ceiling of 1, 2, 4 … 120 s', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), unit, (tries, random) => {
      const waitMs = backOffMs(tries, random)

      expect(waitMs).toBeGreaterThanOrEqual(250)
      expect(waitMs).toBeLessThanOrEqual(Math.min(120_000, 1000 * 2 ** (tries - 1)))
    }),
  )
})
