/** Coverage rows of a document: allocations are read per environment and listed once. */
import { expect, test } from 'vitest'
import { toCoverage } from '../../src/documents/coverage.ts'
import type { CoverageState, SourceStatus } from '../../src/model/coverage.ts'

const fix = 'register the application'

function allocations(name: string, state: CoverageState): SourceStatus {
  const reason = state === 'complete' ? null : `GET /licensing/environments/${name}/allocations: 403 Forbidden`
  return {
    source: 'power-platform/allocations',
    environment: { id: name, name },
    state,
    required: false,
    reason,
    fix: state === 'complete' ? null : fix,
    request: 'GET /licensing/environments/{id}/allocations',
    at: '2026-11-24T08:00:00.000Z',
    requestId: null,
    rows: 0,
  }
}

test.each([
  ['complete where each is', ['complete', 'complete', 'complete'], 'complete', null],
  [
    'partial where some are not, with the first of them by name',
    ['complete', 'not-assessed', 'not-assessed'],
    'partial',
    'not of b and 1 more: GET /licensing/environments/b/allocations: 403 Forbidden',
  ],
  [
    'not assessed where none is',
    ['not-assessed', 'not-assessed', 'not-assessed'],
    'not-assessed',
    'GET /licensing/environments/a/allocations: 403 Forbidden',
  ],
] as const)('allocations of three environments are one row, %s', (_, states, state, reason) => {
  const statuses = ['a', 'b', 'c'].map((name, index) => allocations(name, states[index] ?? 'complete'))

  expect(toCoverage(statuses)).toEqual([
    {
      source: 'power-platform/allocations',
      environment: null,
      state,
      required: false,
      reason,
      fix: reason === null ? null : fix,
    },
  ])
})

test('a tenant without environments has no row of allocations', () => {
  expect(toCoverage([])).toEqual([])
})
