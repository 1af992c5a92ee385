/** What a run keeps for trends, and what a trend takes of earlier runs. */
import { expect, it } from 'vitest'
import { runFigures, withTrends, type PastRun } from '../../src/usage/run-figures.ts'
import { seat } from '../facts/seat-facts.ts'
import { poolOf } from './pool.ts'

const open = { high: 1, medium: 2, low: 3, info: 4 }
const routes = poolOf('record-routes', {
  entitled: 5000,
  consumed: 10,
  consumedFrom: 'import',
  consumedAsOf: '2026-11-24T00:00:00.000Z',
})

const past = (startedAt: string, consumed: number | null, period = '2026-11'): PastRun => ({
  startedAt,
  figures: {
    ...runFigures([], [], open),
    pools: [{ pool: 'record-routes', period, total: 5000, consumed, at: startedAt }],
  },
})

it('keeps totals, use, seats and open findings', () => {
  expect(runFigures([routes], [seat('digital', { assigned: 4 })], open)).toEqual({
    pools: [{ pool: 'record-routes', period: '2026-11', total: 5000, consumed: 10, at: '2026-11-24T00:00:00.000Z' }],
    seats: [{ plan: 'digital', skuId: 'sku-digital', counted: 10, assigned: 4 }],
    findings: open,
  })
})

it('a trend is made of the runs up to the day, of the same month, each by the time of its measure', () => {
  const days = ['10', '12', '14', '16', '18', '20'].map((day, index) =>
    past(`2026-11-${day}T00:00:00.000Z`, 100 * index),
  )
  const ignored = [
    past('2026-10-30T00:00:00.000Z', 9999, '2026-10'),
    past('2026-11-19T00:00:00.000Z', null),
    { startedAt: '2026-11-19T12:00:00.000Z', figures: null },
    past('2026-11-25T00:00:00.000Z', 9999),
  ]

  const [pool] = withTrends([{ ...routes, consumed: 700 }], {
    past: [...days, ...ignored],
    asOf: '2026-11-24T08:00:00.000Z',
    readAt: '2026-11-24T08:00:00.000Z',
  })

  expect(pool?.trend).toMatchObject({ points: 7, endOfPeriod: 913.043 })
})
