/** Where a grant comes from: family, basis, mark and remark of each, in the order of the part numbers. */
import { describe, expect, test } from 'vitest'
import { familyCapacityOf } from '../../src/entitlements/family-capacity-of.ts'
import { grantsOf, type Grant } from '../../src/entitlements/grants.ts'
import type { Edition } from '../../src/guide/edition.ts'
import { loadEdition } from '../../src/guide/load.ts'
import type { SubscribedSku } from '../../src/model/licensing.ts'
import type { PoolId } from '../../src/model/pool.ts'
import { anySku, data, edition as guidance, sku, skuId } from './tenant.ts'

const later = loadEdition('dynamics-365-2026-07')

function grants(pool: PoolId, skus: readonly SubscribedSku[], edition: Edition = later): Grant[] {
  const found = edition.pools.find((one) => one.pool === pool)
  if (found === undefined) throw new RangeError(`no pool ${pool}`)
  const counted = new Map(skus.map((one) => [one.skuId, one.prepaidUnits.enabled]))
  return grantsOf(found, { edition, data, overrides: new Map(), skus, counted })
}

const like = (id: string, name: string) => ({ ...sku('sales', 1), skuId: id, skuPartNumber: name })

describe('a grant', () => {
  test('of a Contact Center plan is what the pool says, under the heading of its clause', () => {
    expect(grants('dataverse-log', [sku('digital', 3)], guidance)).toEqual([
      {
        skuId: skuId('digital'),
        sku: 'DIGITAL',
        family: 'Contact Center Digital',
        seats: 3,
        defaultMB: 0,
        perSeat: '2 GB',
        accruedMB: 6144,
        trust: 'guide',
        basis: guidance.clauses['dataverse-log']?.heading,
        contested: null,
      },
    ])
    expect(grants('dataverse-log', [sku('digital', 3)])).toMatchObject([
      { defaultMB: 2048, perSeat: null, accruedMB: 0, trust: 'transcription' },
    ])
  })

  test('of a family is what the family brings, with its own clause', () => {
    expect(grants('dataverse-database', [sku('sales', 1000)])).toEqual([
      {
        skuId: skuId('sales'),
        sku: 'SALES',
        family: 'Sales Enterprise',
        seats: 1000,
        defaultMB: 30_720,
        perSeat: '250 MB',
        accruedMB: 250_000,
        trust: 'transcription',
        basis: 'Dynamics 365 Licensing Guide of July 2026, page 63',
        contested: null,
      },
    ])
    expect(grants('dataverse-log', [sku('sales', 1000)])).toMatchObject([{ perSeat: null, accruedMB: 0 }])
  })

  test('bears the weaker of the marks of default and accrual, whichever it is', () => {
    const marks = ['guide', 'primary', 'transcription', 'secondary'] as const
    for (const [weak, first] of marks.entries()) {
      for (const [other, second] of marks.entries()) {
        const edition = structuredClone(guidance)
        const [pool] = edition.pools
        for (const base of pool?.bases ?? []) base.trust = first
        for (const allotment of pool?.perSeat ?? []) allotment.trust = second

        expect(grants('dataverse-database', [sku('digital', 1)], edition)[0]?.trust).toBe(marks[Math.max(weak, other)])
      }
    }
  })

  test('of a family too bears the weaker mark', () => {
    const edition = structuredClone(later)
    const family = edition.families.find(({ id }) => id === 'sales-enterprise')
    if (family !== undefined) family.default.trust = 'primary'
    for (const accrual of family?.perSeat ?? []) accrual.trust = 'secondary'

    expect(grants('dataverse-file', [sku('sales', 1)], edition)[0]?.trust).toBe('secondary')
    expect(grants('dataverse-log', [sku('sales', 1)], edition)[0]?.trust).toBe('primary')
  })

  test('is told under the name of its clause where that has no text', () => {
    const edition = structuredClone(guidance)
    edition.clauses = {}

    expect(grants('dataverse-log', [sku('digital', 1)], edition)[0]?.basis).toBe('dataverse-log')
  })

  test('stands by part number, then by SKU id', () => {
    const [a, b] = ['1e1a282c-9c54-43a2-9310-98ef728faace', '2edaa1dc-966d-4475-93d6-8ee8dfd96877'] as const
    const skus = [like(b, 'SAME'), sku('voice', 1), like(a, 'SAME'), sku('digital', 1)]

    expect(grants('dataverse-file', skus).map((one) => [one.sku, one.skuId])).toEqual([
      ['DIGITAL', skuId('digital')],
      ['SAME', a],
      ['SAME', b],
      ['VOICE', skuId('voice')],
    ])
  })

  test('of a SKU of which nothing is counted is none', () => {
    expect(grants('dataverse-file', [sku('digital', 0), sku('sales', 0)])).toEqual([])
  })

  test('of Customer Service Enterprise, which licenses no channel, is that of its family', () => {
    expect(grants('dataverse-file', [sku('customer-service-enterprise', 1)])).toMatchObject([
      { family: 'Customer Service Enterprise', seats: 1, accruedMB: 2048 },
    ])
  })
})

const of = (id: string, edition: Edition = later) => familyCapacityOf(id, edition, data, new Map())?.id ?? null
const firstKindOf = (id: string, kind: string): string => {
  const own = data.families.families.find((one) => one.id === id)?.skus ?? []
  return (
    data.catalogue.skus.find((one) => one.kind === kind && own.some((each) => each.skuId === one.skuId))?.skuId ?? ''
  )
}

describe('the family of a SKU', () => {
  test('is by its kind as well: an attach license is of another than the base license', () => {
    expect(of(firstKindOf('sales_enterprise', 'base'))).toBe('sales-enterprise')
    expect(of(firstKindOf('sales_enterprise', 'attach'))).not.toBe('sales-enterprise')
    expect(of(firstKindOf('sales_enterprise', 'test_or_sandbox'))).toBeNull()
  })

  test('is the first that names it by id, before any by family', () => {
    const id = firstKindOf('sales_enterprise', 'base')
    const edition = structuredClone(later)
    edition.families.at(-1)?.skuIds.push(id)

    expect(of(id, edition)).toBe(edition.families.at(-1)?.id)
  })

  test('is none for an id that no list has, even where a family has it', () => {
    const unlisted = structuredClone(data)
    unlisted.families.families[0]?.skus.push({ skuId: 'unlisted', partNumber: 'UNLISTED' })

    expect(familyCapacityOf('unlisted', later, unlisted, new Map())).toBeNull()
    expect(of(anySku('x', 'X', [], 1).skuId)).toBeNull()
  })
})
