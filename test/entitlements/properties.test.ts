/** What holds for every tenant: terms and differences add up as printed, the base is granted once, suspended units never count. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { derivePools } from '../../src/entitlements/pools.ts'
import { deriveSeats } from '../../src/entitlements/seats.ts'
import type { CapacityLine, CapacityReading } from '../../src/model/environment.ts'
import { Pool } from '../../src/model/pool.ts'
import { asOf, data, edition, premium, reading, sku, skuId, type KnownSku } from './tenant.ts'

const names: KnownSku[] = [
  'digital',
  'voice',
  'digital-voice',
  'digital-addon',
  'voice-addon',
  'digital-voice-addon',
  'customer-service-enterprise',
  'sales',
]
const units = fc.nat(400)

const someSku = fc
  .record({ name: fc.constantFrom(...names), enabled: units, warning: units, suspended: units, lockedOut: units })
  .map(({ name, ...prepaidUnits }) => sku(name, 0, { prepaidUnits }))

const skuList = fc
  .tuple(fc.uniqueArray(someSku, { selector: ({ skuId: id }) => id }), units)
  .map(([skus, premiumUnits]) => [...skus, premium(premiumUnits)])

const someLine: fc.Arbitrary<CapacityLine> = fc.record({
  layer: fc.constantFrom('base', 'incremental', 'addOn'),
  skuId: fc.constantFrom(...names.map(skuId), 'elsewhere'),
  servicePlanId: fc.constantFrom('a', 'b'),
  code: fc.constantFrom('CDS_DB_CAPACITY', 'LOCAL_PAYGO_SEEDED_DATAVERSE', 'DYN365_CC'),
  capacityMB: fc.nat(200_000),
  paid: fc.record({ enabled: units, warning: fc.nat(20), suspended: fc.nat(20) }),
  trialUnits: fc.nat(3),
  temporaryUntil: fc.constant(null),
})

const someReading: fc.Arbitrary<CapacityReading> = fc
  .tuple(
    fc.constantFrom('database', 'file', 'log'),
    fc.array(someLine, { maxLength: 7 }),
    fc.integer({ min: -3000, max: 3000 }),
  )
  .map(([kind, lines, off]) => {
    const whole = reading(kind, lines)
    return { ...whole, totalMB: Math.max(0, whole.totalMB + off) }
  })

type Skus = NonNullable<Parameters<typeof derivePools>[0]['skus']>

/** An edition whose terms are no whole thousandths of a GB. */
const binaryEdition = { ...edition, units: { ...edition.units, mbPerGB: 1024 } }
const someEdition = fc.constantFrom(edition, binaryEdition)

function pools(skus: Skus, readings: readonly CapacityReading[] = [], by = edition): Pool[] {
  const overrides = new Map()
  const derived = deriveSeats({ skus, subscriptions: [], data, overrides })
  const capacity = { legacy: false, readings: [...readings] }
  return derivePools({ ...derived, skus, capacity, edition: by, otherEditions: [], data, overrides, asOf })
}

const thousandths = (value: number): number => Math.round(value * 1000)
const sum = (amounts: readonly { amount: number }[]): number =>
  amounts.reduce((total, { amount }) => total + thousandths(amount), 0)

describe('for every tenant', () => {
  test('the terms add up to the entitlement exactly, and none is 0', () => {
    fc.assert(
      fc.property(skuList, someEdition, (skus, by) => {
        for (const pool of pools(skus, [], by)) {
          expect(sum(pool.terms)).toBe(thousandths(pool.entitled ?? Number.NaN))
          expect(pool.terms.every(({ amount }) => amount !== 0)).toBe(true)
        }
      }),
    )
  })

  test('the differences, as printed, add up to the reported total less the entitlement, one line per cause', () => {
    fc.assert(
      fc.property(skuList, someReading, someEdition, (skus, given, by) => {
        for (const pool of pools(skus, [given], by).map((one) => Pool.parse(one))) {
          const expected =
            pool.reported === null ? 0 : thousandths(pool.reported.total) - thousandths(pool.entitled ?? Number.NaN)
          expect(sum(pool.differences)).toBe(expected)
          expect(pool.differences.every(({ amount }) => amount !== 0)).toBe(true)
          expect(new Set(pool.differences.map(({ cause }) => cause)).size).toBe(pool.differences.length)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('the base is granted once, to a tenant with a counted seat of Contact Center', () => {
    fc.assert(
      fc.property(skuList, (skus) => {
        const counted = skus
          .filter(({ skuId: id }) => id !== skuId('sales') && id !== skuId('customer-service-enterprise'))
          .reduce((total, { prepaidUnits }) => total + prepaidUnits.enabled + prepaidUnits.warning, 0)
        const bases = pools(skus).map(({ terms }) =>
          terms.filter(({ seats }) => seats === null).map((term) => term.amount),
        )

        expect(bases).toEqual(counted > 0 ? [[10], [20], [], [], [], []] : [[], [], [], [], [], []])
      }),
    )
  })

  test('suspended and locked-out units change nothing', () => {
    fc.assert(
      fc.property(skuList, (skus) => {
        const without = skus.map((one) => ({
          ...one,
          prepaidUnits: { ...one.prepaidUnits, suspended: 0, lockedOut: 0 },
        }))

        expect(pools(skus)).toEqual(pools(without))
      }),
    )
  })

  test('the order of the SKUs and of the lines changes nothing', () => {
    fc.assert(
      fc.property(skuList, someReading, (skus, given) => {
        const turned = { ...given, lines: given.lines.toReversed() }

        expect(pools(skus.toReversed(), [turned])).toEqual(pools(skus, [given]))
      }),
    )
  })
})
