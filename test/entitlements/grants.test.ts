/** What the families of an edition grant to each SKU: every default and accrual of the tables, by SKU id, by family and kind, by override. */
import { describe, expect, test } from 'vitest'
import { familyCapacityOf } from '../../src/entitlements/family-capacity-of.ts'
import { grantsOf } from '../../src/entitlements/grants.ts'
import type { Edition, EditionPool } from '../../src/guide/edition.ts'
import { loadEdition, loadShippedEditions } from '../../src/guide/load.ts'
import type { SkuOverride } from '../../src/guide/sku-overrides.ts'
import { poolIds, type PoolId } from '../../src/model/pool.ts'
import { anySku, data, edition as guidance, premium, premiumId, sku, skuId } from './tenant.ts'

const later = loadEdition('dynamics-365-2026-07')
const gb = 1024

function poolIn(edition: Edition, id: PoolId): EditionPool {
  const found = edition.pools.find(({ pool }) => pool === id)
  if (found === undefined) throw new RangeError(`no pool ${id}`)
  return found
}

/** SKU ids as Microsoft publishes them. */
const published = {
  'Sales Premium': '2edaa1dc-966d-4475-93d6-8ee8dfd96877',
  'Customer Service Enterprise': '749742bf-0d37-4158-a120-33567104deeb',
  'Relationship Sales': '4f05b1a3-a978-462c-b93f-781c6bee998f',
  'Sales Enterprise': '1e1a282c-9c54-43a2-9310-98ef728faace',
  'Field Service Contractor': '23e6e135-e869-4ce4-9ae4-5710cd69ac13',
  'Field Service': 'c7d15985-e746-4f01-b113-20b575898250',
  'Customer Service Professional': '1439b6e2-5d59-4873-8c59-d60e2a196e92',
  'Sales Professional': 'be9f9771-1c64-4618-9907-244325141096',
  'Customer Insights attach': 'a3d0cd86-8068-4071-ad40-4dc5b5908c4b',
  'Customer Insights Interacted People': '05735051-46c0-4c84-9107-bb13d77d0b88',
  Finance: '55c9eb4e-c746-45b4-b255-9ab6b19d5c62',
  'Project Operations': '98619618-9dc8-48c6-8f0c-741890ba5f93',
  'Supply Chain Management Premium': '9467fd84-2758-4287-b1fa-6a908c441b8a',
  'Operations Activity': 'b75074f1-4c54-41bf-970f-c9ac871567f5',
  'Operations Device': '3bbd44ed-8a70-4c07-9088-6232ddbd5ddd',
  'Power Apps Premium': 'b30411f5-fea1-4a59-9ad9-3db7c7ead579',
  'Power Apps per app': 'b4d7b828-e8dc-4518-91f9-e123ae48440d',
  'Power Automate per user': '4a51bf65-409c-4a91-b845-1121b571cc9d',
  'Power Automate Process': '253ce8d3-6122-4240-8b04-f434a8fa831f',
  'Copilot Studio': '75564b9c-51e8-431c-b8fe-d472d5a545c8',
  'Finance attach': 'd721f2e4-099b-4105-b40e-872e46cad402',
  'Customer Service Enterprise attach': 'eb18b715-ea9d-4290-9994-2ebf4b5042d2',
} as const

/** Default and accrual of two seats, in MB: database, file, log. */
function grantOf(id: string, edition: Edition, overrides: ReadonlyMap<string, SkuOverride> = new Map()) {
  const skus = [anySku(id, 'SKU', [], 2)]
  const sources = { edition, data, overrides, skus, counted: new Map([[id, 2]]) }
  const grants = poolIds.slice(0, 3).flatMap((pool) => grantsOf(poolIn(edition, pool), sources))
  return grants.map(({ defaultMB, accruedMB }) => [defaultMB, accruedMB])
}

const seats = (databaseMB: number | null, fileMB: number | null) => [2 * (databaseMB ?? 0), 2 * (fileMB ?? 0)] as const
const table: [keyof typeof published, readonly (number | null)[], readonly [number, number]][] = [
  ['Sales Premium', [45, 60, 2], seats(500, 2 * gb)],
  ['Customer Service Enterprise', [30, 40, 2], seats(250, 2 * gb)],
  ['Relationship Sales', [30, 40, 2], seats(250, 2 * gb)],
  ['Sales Enterprise', [30, 40, 2], seats(250, 2 * gb)],
  ['Field Service Contractor', [0, 0, 0], seats(0, 0)],
  ['Field Service', [30, 40, 2], seats(250, 2 * gb)],
  ['Customer Service Professional', [30, 40, 2], seats(0, 0)],
  ['Sales Professional', [30, 40, 2], seats(0, 0)],
  ['Customer Insights attach', [45, 60, 4], seats(0, 0)],
  ['Customer Insights Interacted People', [0, 0, 0], seats(gb, 2 * gb)],
  ['Finance', [90, 80, 2], seats(5 * gb, 5 * gb)],
  ['Project Operations', [90, 80, 2], seats(5 * gb, 5 * gb)],
  ['Supply Chain Management Premium', [125, 110, 3], seats(10 * gb, 10 * gb)],
  ['Operations Activity', [0, 0, 0], seats(gb, 2 * gb)],
  ['Operations Device', [0, 0, 0], seats(2 * gb, 3 * gb)],
  ['Power Apps Premium', [20, 40, null], seats(250, 2 * gb)],
  ['Power Apps per app', [15, 20, null], seats(50, 400)],
  ['Power Automate per user', [20, 40, null], seats(250, 2 * gb)],
  ['Power Automate Process', [15, 20, null], seats(0, 0)],
  ['Copilot Studio', [15, 20, null], seats(0, 0)],
  ['Finance attach', [0, 0, 0], seats(0, 0)],
  ['Customer Service Enterprise attach', [0, 0, 0], seats(0, 0)],
]

function inMB(amountGB: number | null | undefined): number | null {
  return typeof amountGB === 'number' ? amountGB * gb : null
}

test.each(table)('from December 2025 on, two seats of %s', (name, defaults, [database, file]) => {
  const [databaseGB, fileGB, logGB] = defaults
  expect(grantOf(published[name], later)).toEqual([
    [inMB(databaseGB), database],
    [inMB(fileGB), file],
    [inMB(logGB), 0],
  ])
})

describe('before December 2025', () => {
  test.each([
    ['Customer Service Enterprise', [10 * gb, 500], [20 * gb, 4 * gb], [2 * gb, 0]],
    ['Sales Professional', [10 * gb, 0], [20 * gb, 0], [2 * gb, 0]],
    ['Power Apps Premium', [10 * gb, 500], [20 * gb, 4 * gb], [null, 0]],
    ['Power Apps per app', [5 * gb, 100], [null, 800], [null, 0]],
    ['Copilot Studio', [5 * gb, 0], [20 * gb, 0], [2 * gb, 0]],
  ] as const)('two seats of %s', (name, database, file, log) => {
    expect(grantOf(published[name], guidance)).toEqual([database, file, log])
  })

  test('what Sales Premium accrued, and all of Finance, is not known', () => {
    expect(grantOf(published['Sales Premium'], guidance)).toEqual([
      [10 * gb, null],
      [20 * gb, null],
      [2 * gb, null],
    ])
    expect(grantOf(published.Finance, guidance)).toEqual([])
  })
})

describe('who is of a family', () => {
  test('a Contact Center plan is granted what the pools say, and Premium counts once', () => {
    const skus = [sku('voice', 2), premium(3)]
    const counted = new Map([
      [skuId('voice'), 2],
      [premiumId, 3],
    ])
    const grants = grantsOf(poolIn(later, 'dataverse-file'), {
      edition: later,
      data,
      overrides: new Map(),
      skus,
      counted,
    })

    expect(grants.map(({ sku: name, family, defaultMB, accruedMB }) => [name, family, defaultMB, accruedMB])).toEqual([
      ['CUSTOMER_SERVICE_PREMIUM', 'Customer Service Premium', 40 * gb, 105 * gb],
      ['VOICE', 'Contact Center Voice', 40 * gb, 70 * gb],
    ])
  })

  test('a trial, an unknown SKU, a monthly pool and a SKU without counted seats bring nothing', () => {
    const trial = skuId('viral-trial')
    const sources = { edition: later, data, overrides: new Map(), skus: [sku('sales', 5)], counted: new Map() }

    expect(grantOf(trial, later)).toEqual([])
    expect(grantOf(premiumId, later)).toEqual([])
    expect(grantsOf(poolIn(later, 'dataverse-file'), sources)).toEqual([])
    expect(grantsOf(poolIn(later, 'record-routes'), { ...sources, counted: new Map([[skuId('sales'), 5]]) })).toEqual(
      [],
    )
  })

  test('an override wins: by families, by the plan Customer Service Enterprise, by a pack or to be ignored', () => {
    expect(familyBy({ families: ['field_service'] })).toBe('field-service')
    expect(familyBy({ families: ['team_members'] })).toBeUndefined()
    expect(familyBy({ plan: 'customer-service-enterprise' })).toBe('customer-service-enterprise')
    expect(familyBy({ plan: 'voice' })).toBeUndefined()
    expect(familyBy({ pack: 'unified-routing' })).toBeUndefined()
    expect(familyBy({ ignore: true })).toBeUndefined()
  })

  test('every id of an edition is on the public list of SKUs', () => {
    const ids = loadShippedEditions().flatMap(({ families }) => families.flatMap(({ skuIds }) => skuIds))
    const known = new Set(data.catalogue.skus.map((one) => one.skuId))

    expect(ids.filter((id) => !known.has(id))).toEqual([])
  })
})

/** The family of a Sales Enterprise SKU of which the operator says something else. */
function familyBy(said: SkuOverride): string | undefined {
  const id = published['Sales Enterprise']
  return familyCapacityOf(id, later, data, new Map([[id, said]]))?.id
}
