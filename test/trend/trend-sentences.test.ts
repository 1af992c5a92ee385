/** A trend in sentences: what it is made of, and why there is none. */
import { expect, test } from 'vitest'
import { trendSentences } from '../../src/trend/trend-sentences.ts'

const points = [
  { at: '2026-11-22T03:00:00Z', consumed: 9.5 },
  { at: '2026-11-23T03:00:00Z', consumed: 10 },
]
const storage = { unit: 'GB', period: null, consumed: 10 } as const

test('too few points are said, with what is needed', () => {
  expect(trendSentences({ ...storage, trend: null }, points)).toEqual([
    'No trend: 2 of at least 5 days with a sync, over at least 7 days.',
  ])
})

test('of a use that nobody knows nothing is said', () => {
  expect(trendSentences({ ...storage, consumed: null, trend: null }, [])).toEqual([])
})

test('pace, end of month, day with its band, and the points', () => {
  const over = { on: '2026-11-27', earliest: '2026-11-26', latest: '2026-11-29' }
  const trend = { points: 6, perDay: 100, endOfPeriod: 3000, over, method: 'pace' }

  expect(trendSentences({ unit: 'routes', period: '2026-11', consumed: 10, trend }, points)).toEqual([
    'Trend: 100 routes a day (pace).',
    'At this pace 3,000 routes at the end of 2026-11 (UTC).',
    'It runs out on 2026-11-27: at the earliest on 2026-11-26, at the latest on 2026-11-29.',
    'Used by day, in routes: 2026-11-22 9.5, 2026-11-23 10.',
  ])
})

test('of many points the newest are shown, and the others counted', () => {
  const many = Array.from({ length: 20 }, (_, day) => ({
    at: `2026-11-${String(day + 1).padStart(2, '0')}`,
    consumed: day,
  }))
  const trend = { points: 20, perDay: 1, endOfPeriod: null, over: null, method: 'line' }

  expect(trendSentences({ ...storage, trend }, many).at(-1)).toMatch(/2026-11-07 6, .*2026-11-20 19, and 6 before[.]$/)
})
