/** Environments: their storage in binary GB, and whether they draw on the tenant's pool. */
import { describe, expect, test } from 'vitest'
import { environmentCapacities } from '../../src/entitlements/environments.ts'
import type { BillingPolicy, Environment } from '../../src/model/environment.ts'
import { EnvironmentCapacity } from '../../src/model/pool.ts'
import { edition } from './tenant.ts'

function environment(more: Partial<Environment> = {}): Environment {
  return {
    id: 'e1',
    name: 'Contoso Prod',
    type: 'Production',
    isDefault: false,
    dataverse: null,
    securityGroupId: null,
    meters: null,
    billingPolicy: null,
    ...more,
  }
}

const policy = (more: Partial<BillingPolicy> = {}): BillingPolicy => ({
  id: 'p1',
  name: 'Pay as you go',
  enabled: true,
  environmentIds: ['e1'],
  ...more,
})

function one(given: Environment, policies: readonly BillingPolicy[] | null = []): EnvironmentCapacity {
  const [found] = environmentCapacities([given], policies, edition)
  return EnvironmentCapacity.parse(found)
}

describe('storage', () => {
  test('is MB / 1,024, rated beside actual, with the time of its oldest meter', () => {
    const meters = [
      { kind: 'database', actualMB: 885, ratedMB: 1024, updatedOn: '2026-11-24T06:00:00Z' },
      { kind: 'file', actualMB: 512.5, ratedMB: null, updatedOn: '2026-11-23T06:00:00Z' },
      { kind: 'log', actualMB: 0, ratedMB: 0, updatedOn: null },
    ] as const

    expect(one(environment({ meters: [...meters] }))).toMatchObject({
      database: { rated: 1, actual: 0.864 },
      file: { rated: null, actual: 0.5 },
      log: { rated: 0, actual: 0 },
      updatedOn: '2026-11-23T06:00:00Z',
    })
  })

  test('of a kind without a meter is not known, and of many times the oldest counts, not the first by text', () => {
    const meters = [
      { kind: 'file', actualMB: 1024, ratedMB: 2048, updatedOn: '2026-11-24T01:00:00+02:00' },
      { kind: 'log', actualMB: 1, ratedMB: null, updatedOn: '2026-11-24T00:00:00Z' },
    ] as const

    expect(one(environment({ meters: [...meters] }))).toMatchObject({
      database: { rated: null, actual: null },
      file: { rated: 2, actual: 1 },
      log: { rated: null, actual: 0.001 },
      updatedOn: '2026-11-24T01:00:00+02:00',
    })
  })

  test('that the API does not give is not known, never 0', () => {
    const unknown = { rated: null, actual: null }

    expect(one(environment())).toMatchObject({ database: unknown, file: unknown, log: unknown, updatedOn: null })
  })

  test('of the default environment includes 3, 3 and 1 GB', () => {
    expect(one(environment({ isDefault: true, type: 'Default' })).included).toEqual({ database: 3, file: 3, log: 1 })
    expect(one(environment()).included).toBeNull()
  })
})

describe('an environment', () => {
  test.each(['Production', 'Sandbox', 'Default', 'Platform'])('of type %s draws on the pool', (type) => {
    expect(one(environment({ type }))).toMatchObject({ drawsOnPool: true, billingPolicy: null, type })
  })

  test.each(['Trial', 'SubscriptionBasedTrial', 'Developer', 'Teams', 'Support', 'TRIAL', 'teams'])(
    'of type %s does not, whether the policies were read or not',
    (type) => {
      expect(one(environment({ type })).drawsOnPool).toBe(false)
      expect(one(environment({ type }), null).drawsOnPool).toBe(false)
    },
  )

  test('does not where an enabled policy pays', () => {
    expect(one(environment(), [policy()])).toMatchObject({ drawsOnPool: false, billingPolicy: 'Pay as you go' })
  })

  test('does where its policy is disabled, and the policy is named', () => {
    expect(one(environment(), [policy({ enabled: false })])).toMatchObject({
      drawsOnPool: true,
      billingPolicy: 'Pay as you go',
    })
  })

  test('does where the policy is over another environment', () => {
    expect(one(environment(), [policy({ environmentIds: ['e2'] })]).drawsOnPool).toBe(true)
  })

  test('is judged by the listed policy of its own where that does not list it', () => {
    const own = { id: 'p1', name: 'Own', enabled: false }
    const listed = policy({ environmentIds: [], name: 'Listed' })

    expect(one(environment({ billingPolicy: own }), [policy({ id: 'p2', environmentIds: [] }), listed])).toMatchObject({
      drawsOnPool: false,
      billingPolicy: 'Listed',
    })
    expect(one(environment({ billingPolicy: own }), [])).toMatchObject({ drawsOnPool: true, billingPolicy: 'Own' })
  })

  test('under disabled policies alone names the first', () => {
    const policies = [policy({ enabled: false, name: 'First' }), policy({ id: 'p2', enabled: false, name: 'Second' })]

    expect(one(environment(), policies)).toMatchObject({ drawsOnPool: true, billingPolicy: 'First' })
  })

  test('of which nothing is known, the policies being unread, is not known', () => {
    expect(one(environment(), null)).toMatchObject({ drawsOnPool: null, billingPolicy: null })
  })

  test('that names its policy itself is judged by that where the policies could not be read', () => {
    const own = { id: 'p1', name: 'Own', enabled: true }

    expect(one(environment({ billingPolicy: own }), null)).toMatchObject({ drawsOnPool: false, billingPolicy: 'Own' })
    expect(one(environment({ billingPolicy: { ...own, enabled: false } }), null).drawsOnPool).toBe(true)
  })

  test('under two policies is paid for where one of them is enabled', () => {
    const policies = [policy({ enabled: false }), policy({ id: 'p2', name: 'Second' })]

    expect(one(environment(), policies)).toMatchObject({ drawsOnPool: false, billingPolicy: 'Second' })
  })
})

test('environments are sorted by name, by code point, then by id', () => {
  const given = ['beta', 'Zeta', 'alpha', 'Zeta'].map((name, index) => environment({ id: `e${index}`, name }))

  expect(environmentCapacities(given, [], edition).map(({ name, id }) => [name, id])).toEqual([
    ['Zeta', 'e1'],
    ['Zeta', 'e3'],
    ['alpha', 'e2'],
    ['beta', 'e0'],
  ])
})
