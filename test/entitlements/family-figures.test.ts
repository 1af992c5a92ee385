/** The engine knows no figure of a family: each one, changed, changes what some SKU is granted. */
import { describe, expect, test } from 'vitest'
import { familyCapacityOf } from '../../src/entitlements/family-capacity-of.ts'
import { grantsOf } from '../../src/entitlements/grants.ts'
import type { Edition } from '../../src/guide/edition.ts'
import { loadShippedEditions } from '../../src/guide/load.ts'
import { figuresOf, withChanged } from '../guide/edition-figures.ts'
import { anySku, data } from './tenant.ts'

/** Default and accrual of two seats, of each kind of storage. */
function grantsTo(id: string, edition: Edition) {
  const sources = { edition, data, overrides: new Map(), skus: [anySku(id, 'SKU', [], 2)], counted: new Map([[id, 2]]) }
  const grants = edition.pools.flatMap((pool) => grantsOf(pool, sources))
  return grants.map(({ defaultMB, accruedMB }) => [defaultMB, accruedMB])
}

/** SKUs of every family for which a public list has one. */
function oneOfEach(edition: Edition): string[] {
  const all = data.catalogue.skus.map((one) => one.skuId)
  return edition.families.flatMap(({ id }) => {
    const found = all.find((one) => familyCapacityOf(one, edition, data, new Map())?.id === id)
    return found ?? []
  })
}

function resultsOf(edition: Edition): string {
  return JSON.stringify(oneOfEach(edition).map((id) => grantsTo(id, edition)))
}

describe.each(loadShippedEditions().map((edition) => [edition.id, edition] as const))('%s', (_, edition) => {
  const reachable = edition.families.map(({ id }) => id !== 'human-resources')
  const before = resultsOf(edition)

  test('names a SKU for every family but Human Resources, of which no public list has one', () => {
    expect(oneOfEach(edition)).toHaveLength(reachable.filter(Boolean).length)
  })

  test('each figure of a family, changed, changes what it grants', () => {
    const silent = figuresOf(edition.families, ['families'])
      .filter(([, index]) => reachable[Number(index)])
      .filter((path) => resultsOf(withChanged(edition, path)) === before)

    expect(silent).toEqual([])
  })
})
