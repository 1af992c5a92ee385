/** Several readings of one source become one row of coverage, in the order of every document. */
import { describe, expect, test } from 'vitest'
import { SchemaError } from '../../src/errors.ts'
import type { CoverageState } from '../../src/model/coverage.ts'
import { statusesOf } from '../../src/sync/merge-readings.ts'
import type { Reading } from '../../src/sync/reading.ts'
import { requireSomethingRead } from '../../src/sync/require-something-read.ts'

const at = '2026-11-24T08:00:00.000Z'

function reading(state: CoverageState, about: Partial<Reading> = {}): Reading {
  return {
    source: { id: 'graph/users', environment: null, required: true, request: 'GET /v1.0/users' },
    state,
    reason: state === 'complete' ? null : state,
    fix: null,
    rows: state === 'not-assessed' ? 0 : 1,
    requestId: null,
    at,
    error: null,
    ...about,
  }
}

function security(name: string, id = name): Reading {
  const source = { id: 'dataverse/security', environment: { id, name }, required: true, request: 'GET' } as const
  return reading('complete', { source })
}

describe('two readings of one source', () => {
  test.each<[a: CoverageState, b: CoverageState, both: CoverageState]>([
    ['complete', 'complete', 'complete'],
    ['complete', 'partial', 'partial'],
    ['complete', 'not-assessed', 'partial'],
    ['partial', 'not-assessed', 'partial'],
    ['not-assessed', 'not-assessed', 'not-assessed'],
  ])('%s and %s are %s', (a, b, both) => {
    expect(statusesOf([reading(a), reading(b)]).map(({ state }) => state)).toEqual([both])
    expect(statusesOf([reading(b), reading(a)]).map(({ state }) => state)).toEqual([both])
  })

  test('complete with none and not assessed are not assessed: nothing was read', () => {
    const statuses = statusesOf([reading('complete', { rows: 0 }), reading('not-assessed')])

    expect(statuses.map(({ state }) => state)).toEqual(['not-assessed'])
  })

  test('say each reason, fix and request once, with the latest time and request id', () => {
    const [status] = statusesOf([
      reading('partial', { reason: 'one', fix: 'mend', requestId: 'first', at: '2026-11-24T08:05:00.000Z' }),
      reading('partial', { reason: 'two', fix: 'mend', requestId: 'second' }),
      reading('partial', { reason: 'one' }),
    ])

    expect(status).toMatchObject({
      reason: 'one; two',
      fix: 'mend',
      request: 'GET /v1.0/users',
      requestId: 'second',
      at: '2026-11-24T08:05:00.000Z',
      rows: 3,
    })
  })
})

test('rows are ordered by source, then by environment name by code point', () => {
  const statuses = statusesOf([
    security('b'),
    security('Z'),
    security('ä'),
    reading('complete'),
    security('a'),
    security('a', '2'),
  ])

  expect(statuses.map(({ source, environment }) => `${source} ${environment?.id ?? ''}`)).toEqual([
    'graph/users ',
    'dataverse/security Z',
    'dataverse/security 2',
    'dataverse/security a',
    'dataverse/security b',
    'dataverse/security ä',
  ])
})

test('a run in which every required source answered nonsense fails with the first of them', () => {
  const error = new SchemaError('GET /v1.0/users: no value.')

  expect(() => requireSomethingRead([reading('not-assessed', { error, fix: 'update Seatledger' })])).toThrow(
    'Not one required source could be read (GET /v1.0/users: no value).',
  )
})
