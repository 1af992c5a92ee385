/** Status and packs of monthly pools, whose use an import may give. */
import { expect, test } from 'vitest'
import { packsNeeded, statusOf } from '../../src/entitlements/pool-status.ts'
import { edition } from './tenant.ts'

test('over the routes: Unified Routing packs, rounded up, and Copilot Studio messages as an alternative without a count', () => {
  expect(packsNeeded('record-routes', { total: 5000, consumed: 15_001, covered: 0 }, edition)).toEqual([
    { pack: 'unified-routing', size: 10_000, count: 2, alternative: false },
    { pack: 'copilot-studio-messages', size: 25_000, count: null, alternative: true },
  ])
})

test.each(['voicebot-minutes', 'call-intelligence-minutes'] as const)('over the %s: packs of 500', (pool) => {
  expect(packsNeeded(pool, { total: 2000, consumed: 2501, covered: 0 }, edition)).toEqual([
    { pack: pool, size: 500, count: 2, alternative: false },
  ])
})

test.each([
  [10_000, 0, 1],
  [10_001, 0, 2],
  [20_000, 0, 2],
  [1, 0, 1],
  [10_001, 1, 1],
])('%d routes too many, %d covered: %d packs', (missing, covered, count) => {
  const [pack] = packsNeeded('record-routes', { total: 5000, consumed: 5000 + missing, covered }, edition) ?? []

  expect(pack).toMatchObject({ pack: 'unified-routing', count })
})

test.each([
  [1024, 1],
  [1025, 2],
  [1000, 1],
])('%d MB too many of storage: %d packs of a GB of 1,024 MB', (missing, count) => {
  expect(packsNeeded('dataverse-log', { total: 0, consumed: missing, covered: 0 }, edition)).toEqual([
    { pack: 'dataverse-log', size: 1, count, alternative: false },
  ])
})

test('exactly what is covered needs no pack', () => {
  expect(packsNeeded('dataverse-log', { total: 0, consumed: 1024, covered: 1024 }, edition)).toEqual([])
})

test('a pool that is exactly used up is near its end and needs no pack', () => {
  const use = { total: 5000, consumed: 5000, covered: 0 }

  expect(statusOf(use, edition.near.below)).toBe('near')
  expect(packsNeeded('record-routes', use, edition)).toEqual([])
})

test('without a consumption or a total nothing is said', () => {
  for (const use of [
    { total: 1, consumed: null, covered: 0 },
    { total: null, consumed: 1, covered: 0 },
  ]) {
    expect(statusOf(use, edition.near.below)).toBe('unknown')
    expect(packsNeeded('record-routes', use, edition)).toBeNull()
  }
})
