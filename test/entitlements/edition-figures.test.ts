/** The engine knows no figure of the guide: each figure of each edition, changed, changes a result. */
import { describe, expect, test } from 'vitest'
import { allotmentTerms } from '../../src/entitlements/allotments.ts'
import { derivePoolSentences } from '../../src/entitlements/derivation.ts'
import { environmentCapacities } from '../../src/entitlements/environments.ts'
import { packsNeeded } from '../../src/entitlements/pool-status.ts'
import { entitledAmount } from '../../src/entitlements/pools.ts'
import type { Edition } from '../../src/guide/edition.ts'
import { loadShippedEditions } from '../../src/guide/load.ts'
import { planIds, poolIds, type PlanId } from '../../src/model/pool.ts'
import { figuresOf, withChanged, type Path } from '../guide/edition-figures.ts'
import { capacity, packId, poolsOf, premium, reading, sku, type KnownSku } from './tenant.ts'

/** Seats of every plan, every pack held, storage over and nearly over: all that an edition has a say in. */
function resultsOf(edition: Edition): string {
  const names: KnownSku[] = [
    'digital',
    'voice',
    'digital-voice',
    'digital-addon',
    'voice-addon',
    'digital-voice-addon',
    'customer-service-enterprise',
  ]
  const packs = edition.packs.map(({ id }, index) => ({ id, skuId: `${packId.slice(0, -1)}${index}` }))
  const held = packs.map(({ skuId }) => ({ ...sku('sales', 1), skuId }))
  const overrides = Object.fromEntries(packs.map(({ id, skuId }) => [skuId, { pack: id }]))
  const storage = (['database', 'file', 'log'] as const).map((kind) =>
    reading(kind, [], { totalMB: 1000, ratedMB: 90_000 }),
  )
  const nearly = reading('database', [], { totalMB: 1000, ratedMB: 800 })
  const skus = [...names.map((name, index) => sku(name, 10 + index)), premium(3)]
  const pools = poolsOf({ skus: [...skus, ...held], overrides, capacity: capacity(...storage), edition })
  const environment = { id: 'e', name: 'e', type: 'Default', isDefault: true, dataverse: null, securityGroupId: null }
  return JSON.stringify([
    pools,
    pools.map((pool) => derivePoolSentences(pool, edition)),
    poolsOf({ skus, capacity: capacity(nearly), edition }).map(({ status }) => status),
    poolIds.map((pool) => packsNeeded(pool, { total: 0, consumed: 1_000_000, covered: 0 }, edition)),
    environmentCapacities([{ ...environment, meters: null, billingPolicy: null }], [], edition),
    failedExamples(edition),
  ])
}

/** The guide's own worked examples that the edition does not reach. */
function failedExamples(edition: Edition): string[] {
  return edition.workedExamples.flatMap(({ clause, seats, expect: expected }) => {
    const counted = new Map<PlanId, number>(planIds.map((plan) => [plan, seats[plan] ?? 0]))
    return expected.flatMap(({ pool: id, entitled }) => {
      const pool = edition.pools.find((one) => one.pool === id)
      if (pool === undefined) return [`${clause}: no pool ${id}`]
      const found = entitledAmount(pool, edition, allotmentTerms(pool, edition, counted, []))
      return found === entitled ? [] : [`${clause}: ${id} is ${found} instead of ${entitled}`]
    })
  })
}

/** Figures that the planner, the rule of reassignment and the re-derivation read, each with tests of its own. */
const readElsewhere = (path: Path): boolean => ['prices', 'reassignmentDays', 'families'].includes(String(path[0]))

describe.each(loadShippedEditions().map((edition) => [edition.id, edition] as const))('%s', (_, edition) => {
  const before = resultsOf(edition)

  test("reaches the guide's own worked examples", () => {
    expect(edition.workedExamples.length).toBeGreaterThan(0)
    expect(failedExamples(edition)).toEqual([])
  })

  test.each(
    figuresOf(edition)
      .filter((path) => !readElsewhere(path))
      .map((path) => [path.join('.'), path] as const),
  )('%s, changed, changes a result', (__, path) => {
    expect(resultsOf(withChanged(edition, path))).not.toBe(before)
  })

  test('each price has its source', () => {
    expect(edition.prices.every(({ source, monthly }) => source !== '' && monthly > 0)).toBe(true)
  })
})

test('the edition of February 2025 holds 9 allotments, 7 packs and 3 prices of the guide itself', () => {
  const [edition] = loadShippedEditions().filter(({ id }) => id === 'contact-center-2025-02')

  expect(edition?.pools.flatMap(({ bases, perSeat }) => [...bases, ...perSeat])).toHaveLength(9)
  expect(edition?.packs).toHaveLength(7)
  const own = edition?.prices.filter(({ source }) => source.startsWith('guide'))
  expect(own?.map(({ id, monthly }) => [id, monthly])).toEqual([
    ['digital-addon', 75],
    ['voice-addon', 75],
    ['customer-service-premium', 195],
  ])
})
