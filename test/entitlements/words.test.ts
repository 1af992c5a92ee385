/** The words of figures and sources, and the sentences of pools that no practice tenant has. */
import { describe, expect, test } from 'vitest'
import { derivePoolSentences } from '../../src/entitlements/derivation.ts'
import { amountText, figure } from '../../src/entitlements/figures.ts'
import { trustWords } from '../../src/entitlements/trust-words.ts'
import { loadEdition } from '../../src/guide/load.ts'
import type { Pool } from '../../src/model/pool.ts'
import { edition, poolOf, sku } from './tenant.ts'

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1_234_567.8, '1,234,567.8'],
  [0.25, '0.25'],
  [1.0005, '1.001'],
  [0.0004, '0'],
  [-2.5, '-2.5'],
])('the figure of %d is %s', (value, text) => {
  expect(figure(value)).toBe(text)
})

test('an amount bears its unit, and one that is not known says so', () => {
  expect(amountText(1234, 'minutes')).toBe('1,234 minutes')
  expect(amountText(0, 'GB')).toBe('0 GB')
  expect(amountText(null, 'GB')).toBe('an unknown amount')
})

test("a figure that is not the guide's own says whose it is", () => {
  expect(trustWords('guide')).toBe('')
  expect(trustWords('primary')).toBe(" (by another page of Microsoft's)")
  expect(trustWords('transcription')).toBe(" (by a third party's transcription of the guide)")
  expect(trustWords('secondary')).toBe(' (by a secondary source)')
})

/** Of the file pool of one Digital seat, changed. */
function pool(more: Partial<Pool>): string[] {
  return derivePoolSentences({ ...poolOf('dataverse-file', { skus: [sku('digital', 1)] }), ...more }, edition)
}

describe('the sentences of a pool', () => {
  test('whose entitlement is not known beside a report', () => {
    const reported = { base: 20, incremental: 0, addOn: 0, total: 20, asOf: '2026-11-24T03:00:00.000Z', lines: [] }

    expect(pool({ entitled: null, terms: [], reported })).toEqual([
      'What the seats entitle to is not known: the subscribed SKUs could not be read.',
      'The admin API reports 20 GB: largest base 20 + incremental 0 + add-on 0 (1 GB = 1,024 MB, as it counts).',
      'The admin API gives no rated consumption, so the status is unknown.',
    ])
  })

  test('of a month that nothing grants to', () => {
    expect(derivePoolSentences(poolOf('voicebot-minutes', { skus: [] }), edition)).toEqual([
      'No counted Contact Center seat grants anything here: entitled 0 minutes for 2026-11 (UTC); nothing carries over to the next month.',
      'No API gives the consumption, so the status is unknown.',
    ])
  })

  test('of one term repeats no sum', () => {
    expect(derivePoolSentences(poolOf('record-routes', { skus: [sku('digital', 1)] }), edition)[1]).toBe(
      'Entitled: 50 routes for 2026-11 (UTC); nothing carries over to the next month.',
    )
  })

  test.each([
    ['over', 'Status over: more is consumed than there is.'],
    ['near', 'Status near: less than 15 % is left.'],
    ['within', 'Status within: at least 15 % is left, or nothing is consumed.'],
    ['unknown', 'Status unknown: total or consumption is not known.'],
  ] as const)('that is %s', (status, sentence) => {
    expect(pool({ consumed: 1, remaining: 21, status, packsNeeded: [] }).slice(-2)).toEqual([
      'Consumed 1 GB (rated) of 22 GB; remaining 21 GB.',
      sentence,
    ])
  })

  test('of which neither total nor entitlement is known', () => {
    expect(pool({ entitled: null, terms: [], consumed: 1, remaining: -1, status: 'over' })).toContain(
      'Consumed 1 GB (rated) of 0 GB; remaining -1 GB.',
    )
  })

  test('that others cover in parts counts the packs for the rest', () => {
    const coveredBy = [
      { pool: 'dataverse-database', amount: 1 },
      { pool: 'dataverse-log', amount: 0.5 },
    ] as const
    const packsNeeded = [{ pack: 'dataverse-file', size: 1, count: 3, alternative: false }] as const

    const told = pool({
      consumed: 26,
      remaining: -4,
      status: 'over',
      coveredBy: [...coveredBy],
      packsNeeded: [...packsNeeded],
    })

    expect(told.slice(-3)).toEqual([
      'The admin API says that dataverse-database covers 1 GB.',
      'The admin API says that dataverse-log covers 0.5 GB.',
      'Missing 2.5 GB / 1 = 3 x dataverse-file, rounded up.',
    ])
    expect(pool({ remaining: null, consumed: 26, packsNeeded: [...packsNeeded] }).join()).not.toContain('Missing')
  })

  test('of differences that add and take', () => {
    const reported = { base: 20, incremental: 2, addOn: 0, total: 23, asOf: '2026-11-24T03:00:00.000Z', lines: [] }
    const differences: Pool['differences'] = [
      { cause: 'add-on', amount: 1.5, note: 'More.' },
      { cause: 'unknown', amount: -0.5, note: 'Less.' },
    ]

    expect(pool({ reported, differences }).slice(3, 7)).toEqual([
      'The admin API reports 23 GB: largest base 20 + incremental 2 + add-on 0 (1 GB = 1,024 MB, as it counts).',
      'Difference, add-on: + 1.5 GB. More.',
      'Difference, unknown: - 0.5 GB. Less.',
      'Together: 22 + 1.5 - 0.5 = 23 GB.',
    ])
  })

  test("of an edition in another's words says so at base and seats, each by its own mark", () => {
    const later = structuredClone(loadEdition('dynamics-365-2026-07'))
    const file = later.pools.find(({ pool: id }) => id === 'dataverse-file')
    for (const base of file?.bases ?? []) base.trust = 'secondary'
    for (const allotment of file?.perSeat ?? []) if (allotment.amount === 2) allotment.trust = 'primary'
    const given = { skus: [sku('digital', 1), sku('voice', 1)], edition: later }

    expect(derivePoolSentences(poolOf('dataverse-file', given), later).slice(0, 3)).toEqual([
      'The tenant base is 40 GB, granted once (by a secondary source).',
      "1 Contact Center Digital seat x 2 GB = 2 GB (by another page of Microsoft's).",
      "1 Contact Center Voice seat x 35 GB = 35 GB (by a third party's transcription of the guide).",
    ])
  })
})
