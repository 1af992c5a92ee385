/** HTTP dates by literals: the three forms, their limits, and what is no date though `Date.parse` reads it. */
import { describe, expect, test } from 'vitest'
import { parseHttpDate } from '../../../connectors/transport/http-date.ts'

const nowMs = Date.parse('2026-11-24T08:00:00Z')

describe('a date', () => {
  test.each([
    ['Sun, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37Z'],
    ['Sunday, 06-Nov-94 08:49:37 GMT', '1994-11-06T08:49:37Z'],
    ['Sun Nov  6 08:49:37 1994', '1994-11-06T08:49:37Z'],
    ['Sun Nov 16 08:49:37 1994', '1994-11-16T08:49:37Z'],
    ['Thu, 1 Jan 2026 00:00:00 GMT', '2026-01-01T00:00:00Z'],
    ['Thu, 31 Dec 2026 23:59:59 GMT', '2026-12-31T23:59:59Z'],
    ['Tues, 29 Feb 2028 12:00:00', '2028-02-29T12:00:00Z'],
    ['Monday, 24-Nov-76 00:00:00 GMT', '2076-11-24T00:00:00Z'],
    ['Monday, 24-Nov-77 00:00:00 GMT', '1977-11-24T00:00:00Z'],
    ['Tuesday, 01-Jan-00 00:00:00 GMT', '2000-01-01T00:00:00Z'],
    ['mon, 02 MAR 2026 00:00:00 gmt', '2026-03-02T00:00:00Z'],
  ])('%s is %s', (text, time) => {
    expect(parseHttpDate(text, nowMs)).toBe(Date.parse(time))
  })

  test.each(['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map((m, i) => [m, i]))(
    'of %s is in month %d',
    (month, index) => {
      expect(parseHttpDate(`Sun, 15 ${month} 2026 00:00:00 GMT`, nowMs)).toBe(Date.UTC(2026, Number(index), 15))
    },
  )
})

test.each([
  '',
  '2026-11-24T08:00:00Z',
  '24 Nov 2026 08:00:00 GMT',
  'Tue, 24 Nov 2026 08:00 GMT',
  'Tue, 24 Nov 2026 08:00:00 UTC',
  'Tue, 24 Nov 2026 08:00:00 GMT+2',
  'x Tue, 24 Nov 2026 08:00:00 GMT',
  'Tue, 24 Nov 26 08:00:00 GMT',
  'Tue, 24 Nov 0026 08:00:00 GMT',
  'Tue, 24 Now 2026 08:00:00 GMT',
  'Tue, 31 Feb 2026 08:00:00 GMT',
  'Tue, 00 Nov 2026 08:00:00 GMT',
  'Tue, 24 Nov 2026 24:00:00 GMT',
  'Tue, 24 Nov 2026 08:60:00 GMT',
  'Tue, 24 Nov 2026 08:00:60 GMT',
  'Tuesday, 24-Nov-26 08:00:00',
  'Tuesday, 24-Nov-2026 08:00:00 GMT',
  'Tuesday, 4-Nov-26 08:00:00 GMT',
  'Tue Nov 4 08:00:00 2026',
  'Tue Nov 24 08:00:00 2026 GMT',
])('%j is none', (text) => {
  expect(parseHttpDate(text, nowMs)).toBeNull()
})
