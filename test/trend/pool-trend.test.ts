/** Trends of pools: pace, end of month, the day a pool runs out with its band, and what is refused. */
import { describe, expect, it } from 'vitest'
import { poolTrend, type UsePoint } from '../../src/trend/pool-trend.ts'

const asOf = '2026-11-24T00:00:00.000Z'
const dayMs = 86_400_000
const storage = { pool: 'dataverse-database', unit: 'GB', period: null, status: 'within' } as const
const routes = { pool: 'record-routes', unit: 'routes', period: '2026-11', status: 'within' } as const

/** One point a day up to `asOf`, the newest last. */
const daily = (values: readonly number[]): UsePoint[] =>
  values.map((consumed, index) => ({
    at: new Date(Date.parse(asOf) - (values.length - 1 - index) * dayMs).toISOString(),
    consumed,
  }))

describe('storage', () => {
  it('12 points of 0.5 GB a day reach 20 GB on the day that one counts by hand', () => {
    const points = daily(Array.from({ length: 12 }, (_, day) => 10 + day * 0.5))

    // 15.5 GB now; above 20 GB after 9 days and a bit: on the tenth day.
    expect(poolTrend({ pool: storage, total: 20, points, asOf })).toEqual({
      points: 12,
      perDay: 0.5,
      endOfPeriod: null,
      over: { on: '2026-12-04', earliest: '2026-12-04', latest: '2026-12-04' },
      method:
        'least squares over 12 days with a sync, of 11 days; earliest and latest by the 95 % band of a new observation',
    })
  })

  it('12 points around a known slope: the true day lies within the stated band, and the band is no day', () => {
    const noise = [0.2, -0.3, 0.1, 0.25, -0.2, 0.05, -0.15, 0.3, -0.1, 0.15, -0.25, 0.1]
    const points = daily(noise.map((off, day) => 10 + day * 0.5 + off))

    const over = poolTrend({ pool: storage, total: 20, points, asOf })?.over

    expect(over?.earliest).toBe('2026-12-02')
    expect(over?.latest).toBe('2026-12-05')
    expect([over?.earliest ?? '', '2026-12-04', over?.latest ?? '']).toEqual(
      [over?.earliest ?? '', '2026-12-04', over?.latest ?? ''].toSorted(),
    )
  })

  it.each([0, 1, 2, 4])('%i points are refused', (count) => {
    const points = daily(Array.from({ length: count }, (_, day) => 10 + day))

    expect(poolTrend({ pool: storage, total: 20, points, asOf })).toBeNull()
  })

  it('many syncs of few days are few points: of one day the newest counts', () => {
    const points = Array.from({ length: 48 }, (_, hour) => ({
      at: new Date(Date.parse(asOf) - hour * 3_600_000).toISOString(),
      consumed: 48 - hour,
    })).toReversed()

    expect(poolTrend({ pool: storage, total: 100, points, asOf })).toBeNull()
  })

  it.each([
    ['falls', [9, 8, 7, 6, 5, 4, 3, 2]],
    ['stays', [5, 5, 5, 5, 5, 5, 5, 5]],
  ])('a use that %s never runs out', (_, values) => {
    expect(poolTrend({ pool: storage, total: 20, points: daily(values), asOf })?.over).toBeNull()
  })

  it('a pool that is over already, or whose total is not known, has no day', () => {
    const points = daily([1, 2, 3, 4, 5, 6, 7, 8])

    expect(poolTrend({ pool: { ...storage, status: 'over' }, total: 5, points, asOf })?.over).toBeNull()
    expect(poolTrend({ pool: storage, total: null, points, asOf })?.over).toBeNull()
  })
})

describe('a monthly pool', () => {
  it('one observation gives a pace and an end of the month, and no day', () => {
    // 2,300 routes in 23 of 30 days: 100 a day, 3,000 at the end.
    expect(poolTrend({ pool: routes, total: 2500, points: daily([2300]), asOf })).toEqual({
      points: 1,
      perDay: 100,
      endOfPeriod: 3000,
      over: null,
      method: 'pace of the month so far, 23 of 30 days; no day is forecast from 1 of at least 5 days',
    })
  })

  it('the day it runs out lies in the month, for nothing carries over', () => {
    const points = daily(Array.from({ length: 10 }, (_, day) => 1400 + day * 100))

    expect(poolTrend({ pool: routes, total: 2500, points, asOf })?.over).toMatchObject({ on: '2026-11-27' })
    expect(poolTrend({ pool: routes, total: 9000, points, asOf })?.over).toBeNull()
  })

  it('observations of another month are none', () => {
    const points = [{ at: '2026-10-31T23:00:00.000Z', consumed: 5000 }]

    expect(poolTrend({ pool: routes, total: 2500, points, asOf })).toBeNull()
  })

  it('February of a leap year has 29 days', () => {
    const trend = poolTrend({
      pool: { ...routes, period: '2028-02' },
      total: null,
      points: [{ at: '2028-02-11T00:00:00.000Z', consumed: 100 }],
      asOf: '2028-02-11T00:00:00.000Z',
    })

    expect(trend?.endOfPeriod).toBe(290)
  })
})
