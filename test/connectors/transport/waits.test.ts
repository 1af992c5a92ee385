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
  undefined,
  '',
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

test('back-off stays between a quarter second and its ceiling of 1, 2, 4 … 120 s', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), unit, (tries, random) => {
      const waitMs = backOffMs(tries, random)

      expect(waitMs).toBeGreaterThanOrEqual(250)
      expect(waitMs).toBeLessThanOrEqual(Math.min(120_000, 1000 * 2 ** (tries - 1)))
    }),
  )
})
