/** The staffing file: what may be left out, and how each fault is named. */
import { describe, expect, test } from 'vitest'
import { parseStaffing, staffingOf } from '../../src/planning/staffing.ts'

test('what a row leaves out is nothing: no Customer Service, no seats', () => {
  expect(parseStaffing('[{ "count": 3, "channels": "digital" }]')).toEqual([
    { count: 3, channels: 'digital', customerService: false, holds: [] },
  ])
})

const good = '{ "count": 1, "channels": "voice" }'

describe('a bad row is named by its place and its field', () => {
  test.each([
    [`[${good}, { "count": -1, "channels": "voice" }]`, 'row 2, count: expected a whole number of people'],
    ['[{ "count": 1.5, "channels": "voice" }]', 'row 1, count: expected a whole number of people'],
    ['[{ "channels": "voice" }]', 'row 1, count: expected a whole number of people'],
    ['[{ "count": 1, "channels": "chat" }]', 'row 1, channels: expected "digital", "voice" or "both"'],
    [
      '[{ "count": 1, "channels": "both", "customerService": "yes" }]',
      'row 1, customerService: expected true or false',
    ],
    ['[{ "count": 1, "channels": "both", "holds": ["premium"] }]', 'row 1, holds: expected a list of plans: digital,'],
    ['[{ "count": 1, "chanels": "both", "channels": "both" }]', 'row 1, chanels: no field of a row; allowed: count,'],
    ['[7]', 'row 1: expected an object with count and channels'],
    [good, 'the file: expected a list of rows'],
  ])('%s', (text, wrong) => {
    expect(() => parseStaffing(text)).toThrow(wrong)
  })
})

test('three numbers are rows of people who hold nothing', () => {
  expect(staffingOf({ both: 2, digital: 1, voice: 0 })).toEqual([
    { count: 1, channels: 'digital', customerService: false, holds: [] },
    { count: 2, channels: 'both', customerService: false, holds: [] },
  ])
})
