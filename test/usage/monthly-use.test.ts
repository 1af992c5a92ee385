/** The use of monthly pools: imports before estimates, bounds that must agree, and nothing made of a part. */
import { describe, expect, it } from 'vitest'
import type { Pool } from '../../src/model/pool.ts'
import type { ImportedMonth, UsageEstimate } from '../../src/model/usage.ts'
import { withMonthlyUse, type MonthlyUse } from '../../src/usage/monthly-use.ts'
import { edition } from '../facts/seat-facts.ts'
import { poolOf } from './pool.ts'

const routes = poolOf('record-routes', { entitled: 5000 })
const imported = (about: Partial<ImportedMonth> = {}): ImportedMonth => ({
  period: '2026-11',
  pool: 'record-routes',
  consumed: 4900,
  importedAt: '2026-11-20T00:00:00.000Z',
  file: 'november.csv',
  ...about,
})
const estimate = (low: number, central: number, high: number): UsageEstimate => ({
  pool: 'record-routes',
  period: '2026-11',
  low,
  estimate: central,
  high,
  method: 'conversations',
})
const none: MonthlyUse = { imported: [], estimates: [], estimatedAt: '2026-11-24T08:00:00.000Z' }
const used = (use: Partial<MonthlyUse>, pool: Pool = routes) => withMonthlyUse([pool], { ...none, ...use }, edition)[0]

describe('an imported month', () => {
  it('is the use of its month, with the time of the import', () => {
    expect(used({ imported: [imported()] })).toMatchObject({
      consumed: 4900,
      consumedFrom: 'import',
      consumedAsOf: '2026-11-20T00:00:00.000Z',
      consumedRange: null,
      remaining: 100,
      status: 'near',
      packsNeeded: [],
    })
  })

  it('over the pool, packs are counted: 12,500 routes of 5,000 need one of 10,000', () => {
    expect(used({ imported: [imported({ consumed: 12_500 })] })).toMatchObject({
      status: 'over',
      remaining: -7500,
      packsNeeded: [
        { pack: 'unified-routing', size: 10_000, count: 1, alternative: false },
        { pack: 'copilot-studio-messages', size: 25_000, count: null, alternative: true },
      ],
    })
  })

  it('of another month or pool says nothing', () => {
    expect(used({ imported: [imported({ period: '2026-10' }), imported({ pool: 'voicebot-minutes' })] })).toEqual(
      routes,
    )
  })

  it('wins over an estimate', () => {
    const estimates = [estimate(1, 2, 3)]

    expect(used({ imported: [imported()], estimates })).toMatchObject({ consumed: 4900, consumedFrom: 'import' })
  })
})

describe('an estimate', () => {
  it('is the sum over environments, with its bounds and its method', () => {
    expect(used({ estimates: [estimate(10, 20, 30), estimate(1, 2, 3)] })).toMatchObject({
      consumed: 22,
      consumedFrom: 'dataverse-estimate',
      consumedAsOf: '2026-11-24T08:00:00.000Z',
      consumedRange: { low: 11, high: 33, method: 'conversations' },
      remaining: 4978,
      status: 'within',
    })
  })

  it.each([
    ['within', 100, 200],
    ['near', 4300, 4999],
    ['over', 5001, 9000],
  ] as const)('decides %s where both bounds agree', (status, low, high) => {
    expect(used({ estimates: [estimate(low, (low + high) / 2, high)] })?.status).toBe(status)
  })

  it.each([
    [4000, 4500],
    [4900, 5100],
    [1, 9000],
  ])('decides nothing between %i and %i', (low, high) => {
    expect(used({ estimates: [estimate(low, (low + high) / 2, high)] })).toMatchObject({
      status: 'unknown',
      packsNeeded: null,
    })
  })

  it('that not every environment gave is none', () => {
    expect(used({ estimates: null })).toEqual(routes)
  })
})

it('storage pools are left alone', () => {
  const database = poolOf('dataverse-database')

  expect(used({ imported: [imported()], estimates: [estimate(1, 2, 3)] }, database)).toEqual(database)
})
