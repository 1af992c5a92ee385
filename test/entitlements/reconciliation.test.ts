/** The tenant's whole Dataverse entitlement, re-derived by the families of an edition beside the admin API's own lines. */
import { describe, expect, test } from 'vitest'
import { derivePoolSentences } from '../../src/entitlements/derivation.ts'
import { reconcile } from '../../src/entitlements/difference-sources.ts'
import type { Edition } from '../../src/guide/edition.ts'
import { loadEdition } from '../../src/guide/load.ts'
import { anySku, capacity, edition, line, poolOf, poolSourcesOf, reading, sku, skuId, type Tenant } from './tenant.ts'

const later = loadEdition('dynamics-365-2026-07')
const gb = 1024
const paid = (enabled: number) => ({ paid: { enabled, warning: 0, suspended: 0 } })
const salesPremium = '2edaa1dc-966d-4475-93d6-8ee8dfd96877'
const digital = skuId('digital')

const skus = [sku('digital', 100), sku('sales', 7)]
const lines = [
  line('base', digital, 30 * gb),
  line('base', skuId('sales'), 30 * gb),
  line('incremental', digital, 25_000, paid(100)),
  line('incremental', skuId('sales'), 1750, paid(7)),
]
const tenant: Tenant = { skus, capacity: capacity(reading('database', lines)) }

describe('the whole entitlement', () => {
  test('agrees line by line with an admin API that counts by the same edition', () => {
    const of = reconcile(poolSourcesOf({ ...tenant, edition: later }))

    expect(of.get('dataverse-database')).toEqual([
      "DIGITAL (Contact Center Digital): a default of 30 GB and 100 x 250 MB = 24.414 GB; the admin API has 30 GB and 24.414 GB [Dynamics 365 Licensing Guide of July 2026, pages 20, 28 and 63 (by a third party's transcription of the guide)].",
      "SALES (Sales Enterprise): a default of 30 GB and 7 x 250 MB = 1.709 GB; the admin API has 30 GB and 1.709 GB [Dynamics 365 Licensing Guide of July 2026, page 63 (by a third party's transcription of the guide)].",
      'All licenses of the tenant: largest default 30 GB + accruals 26.123 GB = 56.123 GB; the admin API has 56.123 GB without add-ons (1 GB = 1,024 MB).',
    ])
    expect([...of.keys()]).toEqual(['dataverse-database'])
  })

  test('stands in the derivation of the pool, between the report and the use', () => {
    const sources = { ...tenant, edition: later }
    const reconciliation = reconcile(poolSourcesOf(sources)).get('dataverse-database') ?? []
    const sentences = derivePoolSentences(poolOf('dataverse-database', sources), later, reconciliation)

    expect(sentences.slice(0, 2)).toEqual([
      "The tenant base is 30 GB, granted once (by a third party's transcription of the guide).",
      "100 Contact Center Digital seats x 250 MB = 25,000 MB = 25 GB (1 GB = 1,000 MB, as the guide counts) (by a third party's transcription of the guide).",
    ])
    expect(sentences.slice(-4, -1)).toEqual(reconciliation)
    expect(sentences.at(-1)).toBe('The admin API gives no rated consumption, so the status is unknown.')
  })

  test('says where the admin API counts otherwise, has no line, or has one that no family explains', () => {
    const odd = [line('base', digital, 10 * gb), line('incremental', 'unheard-of', 5 * gb, { code: 'NEXT_CAPACITY' })]
    const given = {
      skus: [...skus, anySku(salesPremium, 'SALES_PREMIUM', [], 2)],
      capacity: capacity(reading('database', odd)),
    }
    const sentences = reconcile(poolSourcesOf(given)).get('dataverse-database') ?? []

    expect(sentences.map((sentence) => sentence.replace(/ \[.*\]/, ''))).toEqual([
      'DIGITAL (Contact Center Digital): a default of 10 GB and 100 x 250 MB = 24.414 GB; the admin API has 10 GB and 0 GB.',
      'SALES (Sales Enterprise): a default of 10 GB and 7 x 250 MB = 1.709 GB; the admin API has no line of it.',
      'SALES_PREMIUM (Sales Premium): a default of 10 GB and an accrual that this edition does not know; the admin API has no line of it.',
      'No counted seats of a family of this edition explain the lines of NEXT_CAPACITY: 5 GB.',
      'All licenses of the tenant: largest default 10 GB + accruals 26.123 GB = at least 36.123 GB; the admin API has 15 GB without add-ons (1 GB = 1,024 MB).',
    ])
  })

  test('names what another source says where sources differ', () => {
    const given = { skus: [anySku(salesPremium, 'SALES_PREMIUM', [], 2)], capacity: capacity(reading('file', [])) }
    const [sentence] = reconcile(poolSourcesOf({ ...given, edition: later })).get('dataverse-file') ?? []

    expect(sentence).toContain('a default of 60 GB and 2 x 2 GB = 4 GB')
    expect(sentence).toContain('A calculator of December 2025 (licensing.guide) says 30 GB of database and 40 GB')
  })

  test('is not said where the SKUs or the capacity could not be read, or where there is nothing to say', () => {
    expect(reconcile(poolSourcesOf({ skus }))).toEqual(new Map())
    expect(reconcile({ ...poolSourcesOf(tenant), skus: null })).toEqual(new Map())
    expect(reconcile(poolSourcesOf({ skus: [], capacity: capacity(reading('log', [])) }))).toEqual(
      new Map([['dataverse-log', []]]),
    )
  })
})

function noteOf(given: Tenant): string[] {
  return poolOf('dataverse-database', given)
    .differences.filter(({ cause }) => cause === 'other-family')
    .map(({ note }) => note)
}

describe('a difference of another family', () => {
  test('names the family, what it accrues and what the admin API has', () => {
    expect(noteOf({ ...tenant, edition: later })).toEqual([
      "Granted by SKUs that are no Contact Center plan: SALES. SALES is Sales Enterprise: 7 x 250 MB = 1.709 GB, the admin API has 1.709 GB [Dynamics 365 Licensing Guide of July 2026, page 63 (by a third party's transcription of the guide)].",
    ])
  })

  test('names the default where the largest base is that of another family', () => {
    const finance = '55c9eb4e-c746-45b4-b255-9ab6b19d5c62'
    const given = {
      skus: [sku('digital', 100), anySku(finance, 'FINANCE', [], 1)],
      capacity: capacity(reading('database', [line('base', finance, 90 * gb)])),
    }

    expect(noteOf({ ...given, edition: later })).toEqual([
      "The largest base is that of FINANCE: 90 GB instead of 30 GB. FINANCE is Finance, Supply Chain Management, Commerce or Project Operations: a default of 90 GB, the admin API has 90 GB [Dynamics 365 Licensing Guide of July 2026, page 63 (by a third party's transcription of the guide)].",
    ])
    expect(noteOf({ ...given, edition })).toEqual([
      'The largest base is that of FINANCE: 90 GB instead of 10 GB. The edition names no family for FINANCE.',
    ])
  })

  test('of an attach license says that the guide grants it nothing', () => {
    const attach = 'eb18b715-ea9d-4290-9994-2ebf4b5042d2'
    const given = {
      skus: [anySku(attach, 'ATTACH', [], 4)],
      capacity: capacity(reading('database', [line('incremental', attach, 1000, paid(4))])),
    }

    expect(noteOf({ ...given, edition: later })[0]).toContain(
      'ATTACH is an attach license: no accrual, the admin API has 0.977 GB',
    )
  })
})

/** Cause, amount and beginning of the note of each difference, where the admin API has a base of `baseGB`. */
function differences(own: Edition, other: Edition, baseGB: number): [string, number, string | undefined][] {
  const told = [line('base', digital, baseGB * gb), line('incremental', digital, 25_000, paid(100))]
  return poolOf('dataverse-database', {
    skus: [sku('digital', 100)],
    capacity: capacity(reading('database', told)),
    edition: own,
    otherEditions: [other],
  }).differences.map(({ cause, amount, note }) => [cause, amount, note.split(':')[0]])
}

test('the base of the July 2026 edition in the admin API is later-edition to the guidance of February 2025, and the other way round', () => {
  expect(differences(edition, later, 30)).toEqual([
    ['later-edition', 20, 'Base by Dynamics 365 Licensing Guide, July 2026'],
    [
      'unit',
      -0.586,
      '25,000 MB are 25 GB by the guide (1 GB = 1,000 MB) and 24.414 GB by the admin API (1 GB = 1,024 MB).',
    ],
  ])
  expect(differences(later, edition, 10)[0]).toEqual([
    'later-edition',
    -20,
    'Base by Dynamics 365 Contact Center licensing guidance, February 2025',
  ])
  expect(differences(edition, later, 31).map(([cause]) => cause)).toEqual(['unit', 'unknown'])
})
