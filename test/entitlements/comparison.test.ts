/** Two editions over the same seats: each difference has an amount, a sentence and a clause of either side, and they add up. */
import { assert, integer, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { otherClauseId } from '../../src/entitlements/comparison.ts'
import { loadEdition, loadShippedEditions } from '../../src/guide/load.ts'
import { Pool, type PoolId } from '../../src/model/pool.ts'
import { roundHalfAwayFromZero } from '../../src/units.ts'
import { edition, packId, poolOf, poolsOf, premium, sku, type KnownSku, type Tenant } from './tenant.ts'

const later = loadEdition('dynamics-365-2026-07')

/** Scenario 1, with the 10 Customer Service Enterprise seats that its agents hold. */
const contoso = [sku('digital-addon', 3), sku('voice-addon', 7), premium(1), sku('customer-service-enterprise', 10)]

function compared(pool: PoolId, tenant: Tenant): NonNullable<Pool['compared']> {
  const found = Pool.parse(poolOf(pool, { compare: later, ...tenant })).compared
  if (found === null) throw new RangeError('nothing compared')
  return found
}

/** What the later edition grants to 100 seats, pool by pool. */
function entitledBy(name: KnownSku): number[] {
  return poolsOf({ skus: [sku(name, 100)], compare: later }).flatMap((pool) => pool.compared?.entitled ?? [])
}

describe('the guidance of February 2025 beside the guide of July 2026', () => {
  test('differs by the base of database storage, 10 against 30 GB', () => {
    expect(compared('dataverse-database', { skus: contoso })).toEqual({
      edition: 'dynamics-365-2026-07',
      entitled: 32.75,
      differences: [
        {
          amount: 20,
          note: "Base, once for the tenant: 30 GB instead of 10 GB (by a third party's transcription of the guide).",
          clause: 'dataverse-database',
          otherClause: 'capacity-database',
        },
      ],
    })
  })

  test('differs by the base of file storage, 20 against 40 GB', () => {
    const { entitled, differences } = compared('dataverse-file', { skus: contoso })

    expect(entitled).toBe(326)
    expect(differences).toMatchObject([{ amount: 20, clause: 'dataverse-file', otherClause: 'capacity-file' }])
  })

  test('differs by log storage for every seat against 2 GB for the tenant', () => {
    const { entitled, differences } = compared('dataverse-log', { skus: contoso })

    expect(entitled).toBe(2)
    expect(differences.map(({ amount, note }) => [amount, note])).toEqual([
      [-6, '3 Contact Center Digital Add-on seats: nothing instead of 2 GB each.'],
      [-14, '7 Contact Center Voice Add-on seats: nothing instead of 2 GB each.'],
      [-2, '1 Customer Service Premium seat: nothing instead of 2 GB each.'],
      [2, "Base, once for the tenant: 2 GB instead of nothing (by a third party's transcription of the guide)."],
    ])
    expect(new Set(differences.map(({ otherClause }) => otherClause))).toEqual(new Set(['capacity-log']))
  })

  test('differs by record routes for Voice and for Customer Service Enterprise', () => {
    const { entitled, differences } = compared('record-routes', { skus: contoso })

    expect(entitled).toBe(1050)
    expect(differences.map(({ amount, note }) => [amount, note])).toEqual([
      [
        350,
        "7 Contact Center Voice Add-on seats: 50 routes each instead of nothing (by a third party's transcription of the guide).",
      ],
      [
        500,
        "10 Customer Service Enterprise seats: 50 routes each instead of nothing (by a third party's transcription of the guide).",
      ],
    ])
  })

  test.each(['voicebot-minutes', 'call-intelligence-minutes'] as const)('grants the same %s', (pool) => {
    expect(compared(pool, { skus: contoso }).differences).toEqual([])
  })

  test('the golden tenants: 100 Digital and 100 Voice seats', () => {
    expect(entitledBy('digital')).toEqual([55, 240, 2, 5000, 0, 0])
    expect(entitledBy('voice')).toEqual([55, 3540, 2, 5000, 200_000, 600_000])
  })

  test('the other way round the amounts change their sign, and the notes their order', () => {
    const tenant = { skus: [sku('voice', 2)], edition: later, compare: edition }

    expect(compared('dataverse-log', tenant).differences).toEqual([
      {
        amount: -2,
        note: 'Base, once for the tenant: nothing instead of 2 GB.',
        clause: 'capacity-log',
        otherClause: 'dataverse-log',
      },
      {
        amount: 4,
        note: '2 Contact Center Voice seats: 2 GB each instead of nothing.',
        clause: 'capacity-log',
        otherClause: 'dataverse-log',
      },
    ])
  })
})

describe('any two editions', () => {
  test('packs of another size are a difference', () => {
    const other = structuredClone(edition)
    for (const pack of other.packs) if (pack.id === 'voicebot-minutes') pack.size = 1000
    const tenant = {
      skus: [{ ...sku('sales', 3), skuId: '5e7a0000-0000-4000-b000-000000000009' }],
      overrides: { '5e7a0000-0000-4000-b000-000000000009': { pack: 'voicebot-minutes' } },
      compare: other,
    } as const

    expect(compared('voicebot-minutes', tenant).differences).toEqual([
      {
        amount: 1500,
        note: '3 packs: 1,000 minutes each instead of 500 minutes each.',
        clause: 'voice-allotments',
        otherClause: `voice-allotments@${other.id}`,
      },
    ])
  })

  test('another count of MB to a GB is said, where all else is the same', () => {
    const binary = structuredClone(edition)
    binary.units.mbPerGB = 1024

    expect(compared('dataverse-database', { skus: [sku('digital', 100)], compare: binary }).differences).toMatchObject([
      {
        amount: -0.586,
        note: '100 Contact Center Digital seats: 250 MB each instead of 250 MB each (1 GB = 1,024 instead of 1,000 MB).',
      },
    ])
  })

  test('less than a thousandth is no difference', () => {
    const own = structuredClone(edition)
    for (const pool of own.pools)
      for (const allotment of pool.perSeat) if (allotment.unit === 'MB') allotment.amount = 1
    const binary = structuredClone(own)
    binary.units.mbPerGB = 1024

    expect(compared('dataverse-database', { skus: [sku('digital', 1)], edition: own, compare: binary })).toEqual({
      edition: own.id,
      entitled: 10.001,
      differences: [],
    })
  })

  test('a base stands beside a base and packs beside packs, though neither is of a plan', () => {
    const own = structuredClone(edition)
    const bases = own.pools.find(({ pool }) => pool === 'record-routes')?.bases
    bases?.push({ plans: ['digital'], amount: 7, unit: 'routes', trust: 'guide' })
    const other = structuredClone(own)
    for (const pack of other.packs) if (pack.id === 'unified-routing') pack.size = 9000
    const tenant = {
      skus: [sku('digital', 1), { ...sku('sales', 1), skuId: packId }],
      overrides: { [packId]: { pack: 'unified-routing' } },
      edition: own,
      compare: other,
    } as const

    expect(compared('record-routes', tenant).differences.map(({ amount, note }) => [amount, note])).toEqual([
      [-1000, '1 packs: 9,000 routes each instead of 10,000 routes each.'],
    ])
  })

  test('a plan that the other edition does not name is called by its id', () => {
    const other = structuredClone(edition)
    other.plans = other.plans.filter(({ id }) => id !== 'digital')

    expect(compared('record-routes', { skus: [sku('digital', 2)], compare: other }).differences).toMatchObject([
      { amount: -100, note: '2 digital seats: nothing instead of 50 routes each.' },
    ])
  })

  test('an edition without the pool is not compared by it', () => {
    const other = structuredClone(edition)
    other.pools = other.pools.filter(({ pool }) => pool !== 'record-routes')

    expect(poolOf('record-routes', { skus: contoso, compare: other }).compared).toBeNull()
  })

  test('an edition beside itself has no difference', () => {
    for (const { compared: same, entitled } of poolsOf({ skus: contoso, compare: edition })) {
      expect(same).toEqual({ edition: edition.id, entitled, differences: [] })
    }
  })

  test('without seats nothing differs, and with unread SKUs nothing is compared', () => {
    expect(compared('dataverse-database', { skus: [] })).toMatchObject({ entitled: 0, differences: [] })
    expect(poolOf('dataverse-database', { skus: [] }).compared).toBeNull()
  })

  test('the amounts add up to the difference of the entitlements, whatever is held', () => {
    const [first, second] = loadShippedEditions()
    if (first === undefined || second === undefined) throw new RangeError('two editions are shipped')
    const units = integer({ min: 0, max: 5000 })
    assert(
      property(units, units, units, units, (digital, voice, addons, service) => {
        const skus = [
          sku('digital', digital),
          sku('voice', voice),
          sku('digital-voice-addon', addons),
          sku('customer-service-enterprise', service),
        ]
        for (const { entitled, compared: other } of poolsOf({ skus, edition: first, compare: second })) {
          const sum = (other?.differences ?? []).reduce((total, { amount }) => total + amount, 0)
          expect(roundHalfAwayFromZero((other?.entitled ?? 0) - (entitled ?? 0))).toBe(roundHalfAwayFromZero(sum))
        }
      }),
      { numRuns: 50 },
    )
  })
})

test('a clause of the other edition is cited by its id, with the edition where both have one of that id', () => {
  expect(otherClauseId('capacity-log', edition, later)).toBe('capacity-log')
  expect(otherClauseId('multiplexing', edition, later)).toBe('multiplexing@dynamics-365-2026-07')
})
