/** Pools that are used up, nearly so, or soon; and what is not known closes nothing. */
import { describe, expect, test } from 'vitest'
import type { Pool } from '../../src/model/pool.ts'
import { findingId } from '../../src/findings/id.ts'
import { poolOverage } from '../../src/rules/pool-overage.ts'
import { finding } from '../findings/finding.ts'
import { outcomeOf } from '../facts/outcome.ts'
import { seatFacts, status } from '../facts/seat-facts.ts'
import { poolOf } from '../usage/pool.ts'

const reported = { base: 10, incremental: 9, addOn: 0, total: 19, asOf: null, lines: [] }
const database = poolOf('dataverse-database', {
  entitled: 18.5,
  reported,
  consumed: 20.5,
  consumedFrom: 'admin-api-rated',
  consumedAsOf: '2026-11-23T00:00:00Z',
  remaining: -1.5,
  status: 'over',
  packsNeeded: [{ pack: 'dataverse-database', size: 1, count: 2, alternative: false }],
})
const facts = (...pools: Pool[]) =>
  seatFacts({
    pools,
    statuses: [status('graph/subscribed-skus'), status('power-platform/tenant-capacity')],
  })
const judge = (...pools: Pool[]) => poolOverage.judge(facts(...pools)).drafts
const over = { on: '2027-01-15', earliest: '2027-01-10', latest: '2027-02-01' }
const trend = { points: 12, perDay: 0.1, endOfPeriod: null, over, method: 'least squares over 12 days' }

describe('fail', () => {
  test('over is high, and says what is used, by whom, and what to buy', () => {
    const [draft] = judge(database)

    expect(draft).toMatchObject({
      id: findingId('pool-overage', facts().tenant.id, null, 'dataverse-database'),
      severity: 'high',
      subject: { kind: 'tenant' },
      environment: null,
      title: 'The pool dataverse-database is over: more is used than the tenant may use',
      detail: '20.5 GB of 19 GB are used, by the admin API of 2026-11-23T00:00:00Z.',
      evidence: {
        pool: 'dataverse-database',
        total: 19,
        consumed: 20.5,
        coveredBy: [],
        forecastOver: null,
        method: null,
      },
      clauses: ['capacity-notices', 'admin-api-units'],
    })
    expect(draft?.remedies[0]).toEqual({
      text: 'Buy 2 x dataverse-database of 1 GB each.',
      kind: 'buy',
      target: 'dataverse-database',
    })
  })

  test('wholly covered by another pool is low', () => {
    const [draft] = judge({ ...database, coveredBy: [{ pool: 'dataverse-file', amount: 1.5 }], packsNeeded: [] })

    expect(draft).toMatchObject({
      severity: 'low',
      title: 'The pool dataverse-database is over, wholly covered by dataverse-file',
    })
    expect(draft?.detail).toContain('1.5 GB of it are covered by dataverse-file, as the admin API says.')
  })

  test('partly covered is high', () => {
    expect(judge({ ...database, coveredBy: [{ pool: 'dataverse-file', amount: 0.5 }] })[0]?.severity).toBe('high')
  })

  test('covered, but nobody knows what is missing, is high, and so is one that needs no pack and is covered by nobody', () => {
    const covered: Pool['coveredBy'] = [{ pool: 'dataverse-file', amount: 1.5 }]

    expect(judge({ ...database, coveredBy: covered, packsNeeded: null })[0]).toMatchObject({
      severity: 'high',
      remedies: [{ kind: 'review' }],
    })
    expect(judge({ ...database, packsNeeded: [] })[0]?.severity).toBe('high')
  })

  test('several pools that cover it are all named', () => {
    const coveredBy = (['dataverse-file', 'dataverse-log'] as const).map((pool) => ({ pool, amount: 1 }))

    expect(judge({ ...database, coveredBy, packsNeeded: [] })[0]?.title).toBe(
      'The pool dataverse-database is over, wholly covered by dataverse-file and dataverse-log',
    )
  })

  test('what it is used for is told, and what else may be bought', () => {
    const packsNeeded: Pool['packsNeeded'] = [
      { pack: 'record-routes', size: 1000, count: 3, alternative: false },
      { pack: 'copilot-credits', size: 25_000, count: null, alternative: false },
      { pack: 'copilot-credits', size: 25_000, count: 1, alternative: true },
    ]
    const [draft] = judge(poolOf('record-routes', { status: 'over', consumed: 2, consumedFrom: 'import', packsNeeded }))

    expect(draft?.remedies).toEqual([
      { text: 'Buy 3 x record-routes of 1000 routes each.', kind: 'buy', target: 'record-routes' },
      {
        text: 'Or copilot-credits (25000 a month): no rate is published at which it counts.',
        kind: 'buy',
        target: 'copilot-credits',
      },
      {
        text: 'Or copilot-credits (25000 a month): no rate is published at which it counts.',
        kind: 'buy',
        target: 'copilot-credits',
      },
      {
        text: 'See what uses record-routes: `seatledger explain record-routes`.',
        kind: 'review',
        target: 'record-routes',
      },
    ])
    expect(draft?.clauses).toEqual(['capacity-notices'])
    expect(draft?.detail).toMatch(/^2 routes of 0 routes are used in 2026-11, by the imported month[.] Nothing/)
  })

  test('the trend is no matter of a pool that is over already, or of which nobody knows the use', () => {
    const [draft] = judge({ ...database, trend })

    expect(draft?.detail).not.toContain('It runs out')
    expect(draft?.evidence).toMatchObject({ forecastOver: null, method: null })
    expect(judge({ ...database, status: 'unknown', trend })).toEqual([])
  })

  test('by the trend 90 days from midnight on are low, to the second', () => {
    const within: Pool = { ...database, status: 'within', trend: { ...trend, over: { ...over, on: '2027-02-22' } } }
    const severities = poolOverage
      .judge({ ...facts(within), now: '2026-11-24T00:00:00Z' })
      .drafts.map(({ severity }) => severity)

    expect(severities).toEqual(['low'])
  })

  test('nearly over is medium', () => {
    const near: Pool = { ...database, consumed: 17, status: 'near', packsNeeded: [] }

    expect(judge(near)[0]).toMatchObject({
      severity: 'medium',
      title: 'The pool dataverse-database is nearly used up',
    })
  })

  test.each([
    ['2027-02-22', 'low'],
    ['2027-02-23', null],
  ])('by the trend on %s is %s: 90 days and no more', (on, severity) => {
    const within: Pool = {
      ...database,
      consumed: 10,
      status: 'within',
      packsNeeded: [],
      trend: { ...trend, over: { ...over, on } },
    }

    expect(judge(within)[0]?.severity ?? null).toBe(severity)
  })

  test('a forecast names its day, its band and its method', () => {
    const [draft] = judge({ ...database, consumed: 10, status: 'within', packsNeeded: [], trend })

    expect(draft?.title).toBe('The pool dataverse-database will be used up on 2027-01-15 as things go')
    expect(draft?.detail).toContain(
      'It runs out on 2027-01-15, at the earliest on 2027-01-10 and at the latest on 2027-02-01 (least squares over 12 days).',
    )
    expect(draft?.evidence).toMatchObject({ forecastOver: '2027-01-15', method: 'least squares over 12 days' })
  })

  test('an estimate is told with its bounds', () => {
    const [draft] = judge(
      poolOf('record-routes', {
        entitled: 100,
        consumed: 150,
        consumedFrom: 'dataverse-estimate',
        consumedAsOf: '2026-11-24T08:00:00Z',
        consumedRange: { low: 120, high: 180, method: 'conversations of the record channel' },
        status: 'over',
        packsNeeded: [],
      }),
    )

    expect(draft?.detail).toBe(
      '150 routes of 100 routes are used in 2026-11, by an estimate from Dataverse of 2026-11-24T08:00:00Z. The estimate lies between 120 routes and 180 routes; both bounds say the same. Nothing carries over: the pool starts anew with the next month (UTC).',
    )
  })
})

test('pass: every known pool is within', () => {
  const within: Pool = { ...database, consumed: 1, status: 'within', packsNeeded: [] }

  expect(outcomeOf(poolOverage, facts(within))).toMatchObject({ outcome: 'pass', open: 0, needs: [] })
})

test('pass: one pool of a known use is enough to judge', () => {
  const within: Pool = { ...database, consumed: 1, status: 'within', packsNeeded: [] }

  expect(outcomeOf(poolOverage, facts(poolOf('record-routes'), within))).toMatchObject({ outcome: 'pass', open: 0 })
})

test('not-applicable: of no pool the use is known', () => {
  expect(outcomeOf(poolOverage, facts(poolOf('record-routes')))).toMatchObject({
    outcome: 'not-applicable',
    reason: 'No pool with a known use: import the months with `seatledger import-usage`.',
  })
})

test('not-assessed: without the tenant capacity storage is not known', () => {
  const unread = seatFacts({
    statuses: [
      status('graph/subscribed-skus'),
      status('power-platform/tenant-capacity', { state: 'not-assessed', reason: '403 Forbidden' }),
    ],
  })

  expect(outcomeOf(poolOverage, unread)).toMatchObject({
    outcome: 'not-assessed',
    needs: ['power-platform/tenant-capacity'],
  })
})

describe('certainty', () => {
  const unknown = poolOf('record-routes')
  const estimated = poolOf('voicebot-minutes', { status: 'within', consumedFrom: 'dataverse-estimate', consumed: 1 })
  const known: Pool = { ...database, consumed: 1, status: 'within' }
  const isCertain = (pool: Pool, lastSeen: string) => {
    const evidence = { pool: pool.pool, total: 1, consumed: 2, coveredBy: [], forecastOver: null, method: null }

    return poolOverage.judge(facts(unknown, estimated, known)).isCertainOf?.(finding({ evidence, lastSeen }))
  }

  test('an unknown use, and an estimate, close no finding of their pool', () => {
    expect(isCertain(unknown, '2026-11-10T00:00:00Z')).toBe(false)
    expect(isCertain(estimated, '2026-11-10T00:00:00Z')).toBe(false)
    expect(isCertain(known, '2026-11-10T00:00:00Z')).toBe(true)
  })

  test('a pool that is not there proves nothing, and storage knows no month that could be over', () => {
    const unread: Pool = { ...database, status: 'unknown' }
    const pool = 'dataverse-database' as const
    const found = finding({
      evidence: { pool, total: 1, consumed: 2, coveredBy: [], forecastOver: null, method: null },
      lastSeen: '2026-10-31T00:00:00Z',
    })

    expect(poolOverage.judge(facts()).isCertainOf?.(found)).toBe(false)
    expect(poolOverage.judge(facts(unread)).isCertainOf?.(found)).toBe(false)
    expect(poolOverage.judge(facts(known)).isCertainOf?.(found)).toBe(true)
  })

  test('with the month its pool ends, and what was found of it', () => {
    expect(isCertain(unknown, '2026-10-31T23:59:59Z')).toBe(true)
  })
})
