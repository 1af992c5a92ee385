/** What changed since the sync before: each kind of figure, and nothing where nothing did. */
import { expect, test } from 'vitest'
import { changeLines } from '../../src/reporters/terminal/change.ts'
import { seat } from '../facts/seat-facts.ts'
import { poolOf } from '../usage/pool.ts'
import { sync } from './documents.ts'

const figures = {
  pools: [{ pool: 'record-routes', period: '2026-11', total: 5000, consumed: 10, at: null }] as const,
  seats: [
    { plan: 'digital', skuId: 'sku-digital', counted: 10, assigned: 4 },
    { plan: 'voice', skuId: 'sku-voice', counted: 1, assigned: 0 },
  ] as const,
  findings: { high: 1, medium: 0, low: 0, info: 0 },
}
const earlier = {
  startedAt: '2026-11-23T03:00:00.000Z',
  figures: { pools: [...figures.pools], seats: [...figures.seats], findings: figures.findings },
}
const counts = { high: 1, medium: 0, low: 0, info: 0, new: 0, resolved: 0 }
const same = {
  ...sync,
  seats: [seat('digital', { assigned: 4 }), seat('voice', { enabled: 1, counted: 1 })],
  pools: [poolOf('record-routes', { consumed: 10 })],
  findings: counts,
}

test('nothing changed, and it says so', () => {
  expect(changeLines(earlier, same)).toEqual([
    'Since the sync of 2026-11-23 03:00 UTC: no change in seats, pools and open findings.',
  ])
})

test('seats bought, assigned and gone, use, findings', () => {
  const changed = {
    ...same,
    seats: [seat('digital', { enabled: 12, counted: 12, assigned: 3 }), seat('digital-voice', { assigned: 2 })],
    pools: [poolOf('record-routes', { consumed: 35 })],
    findings: { ...counts, high: 0, low: 3 },
  }

  expect(changeLines(earlier, changed)).toEqual([
    'Since the sync of 2026-11-23 03:00 UTC:',
    '  digital (DIGITAL): counted +2 (10 to 12), assigned -1 (4 to 3)',
    '  digital-voice (DIGITAL_VOICE): counted +10 (0 to 10), assigned +2 (0 to 2)',
    '  voice (sku-voice): gone',
    '  record-routes: routes used +25 (10 to 35)',
    '  open findings: high -1 (1 to 0), low +3 (0 to 3)',
  ])
})

test('a pool of a new month, and one of unknown use, have not changed', () => {
  const december = { ...same, pools: [poolOf('record-routes', { period: '2026-12', consumed: 1 })] }
  const unknown = { ...same, pools: [poolOf('record-routes')] }

  expect(changeLines(earlier, december)).toHaveLength(1)
  expect(changeLines(earlier, unknown)).toHaveLength(1)
})
