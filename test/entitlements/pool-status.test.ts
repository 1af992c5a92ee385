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
