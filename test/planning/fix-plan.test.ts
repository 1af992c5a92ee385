/** License or role: each user's cheapest way out of a finding, free units shared, checked against every choice there is. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Price } from '../../src/model/plan.ts'
import { planFix, type FixInput, type FixUser } from '../../src/planning/fix-plan.ts'
import { fixSubjects } from '../../src/planning/fix-users.ts'
import { finding, tableAccess } from '../findings/finding.ts'

const dollars = (monthly: number): Price => ({ monthly, currency: 'USD', source: 'a test' })
const families = ['service', 'professional', 'field'] as const

function fix(users: readonly FixUser[], prices: Readonly<Record<string, number>>, free: Record<string, number> = {}) {
  const input: FixInput = {
    users,
    prices: new Map(Object.entries(prices).map(([id, monthly]) => [id, dollars(monthly)])),
    free: new Map(Object.entries(free)),
    families,
  }
  return planFix(input)
}

const cases = { requires: ['service', 'professional'], ways: ['case-worker'] }
const rules = { requires: ['service'], ways: ['manager'] }

test('a role is taken where nobody prices it, for that costs nothing', () => {
  const found = fix([{ id: 'ada', tables: [cases, rules] }], { service: 105 })

  expect(found.monthly).toBe(0)
  expect(found.users).toEqual([{ userId: 'ada', families: [], ways: ['case-worker', 'manager'] }])
})

test('one license that covers two tables is cheaper than one for each, and than two roles', () => {
  const found = fix([{ id: 'ada', tables: [cases, rules] }], { service: 105, professional: 50, 'remove-role': 60 })

  expect(found.monthly).toBe(105)
  expect(found.users).toEqual([{ userId: 'ada', families: ['service'], ways: [] }])
})

test('a license for one table and a role for the other where both together are cheapest', () => {
  const found = fix([{ id: 'ada', tables: [cases, rules] }], { service: 105, professional: 50, 'remove-role': 51 })

  expect(found.monthly).toBe(101)
  expect(found.users).toEqual([{ userId: 'ada', families: ['professional'], ways: ['manager'] }])
})

test('a free unit goes to the user for whom it spares most', () => {
  const one = { id: 'one', tables: [cases] }
  const both = { id: 'both', tables: [cases, rules] }

  const found = fix([one, both], { 'remove-role': 60 }, { service: 1 })

  expect(found.monthly).toBe(60)
  expect(found.users).toContainEqual({ userId: 'both', families: ['service'], ways: [] })
  expect([...found.reused]).toEqual([['service', 1]])
})

describe('exactness', () => {
  const user = fc.array(
    fc.record({
      requires: fc.subarray([...families], { minLength: 1 }),
      ways: fc.subarray(['one', 'two', 'three'], { minLength: 1 }),
    }),
    { minLength: 1, maxLength: 3 },
  )
  const price = fc.integer({ min: 1, max: 12 })
  const prices = fc.record({ service: price, professional: price, field: price, 'remove-role': price })
  const free = fc.record({ service: fc.nat(1), professional: fc.nat(1), field: fc.nat(1) })

  test('equals the best of every choice of up to three users', () => {
    fc.assert(
      fc.property(fc.array(user, { minLength: 1, maxLength: 3 }), prices, free, (users, priced, units) => {
        const found = fix(
          users.map((tables, index) => ({ id: `${index}`, tables })),
          priced,
          units,
        )

        expect(found.monthly).toBe(bestOfEveryChoice(users, priced, units))
      }),
      { numRuns: 200, seed: 20260224 },
    )
  })

  test('a thousand users of a hundred kinds are decided too', () => {
    const users = Array.from({ length: 1000 }, (_, index) => ({
      id: `user-${index}`,
      tables: Array.from({ length: 1 + (index % 5) }, (_way, table) => ({
        requires: families.filter((_family, place) => (index + table + place) % 3 > 0),
        ways: Array.from({ length: 1 + ((index * 7 + table) % 4) }, (_key, way) => `way-${table}-${way}`),
      })),
    }))

    const found = fix(
      users,
      { service: 105, professional: 50, field: 95, 'remove-role': 30 },
      { service: 40, field: 7 },
    )

    expect(found.users).toHaveLength(1000)
    expect(found.reused.get('service')).toBe(40)
  })
})

type Table = FixUser['tables'][number]

/** Tries every set of families for every user. */
function bestOfEveryChoice(
  users: readonly (readonly Table[])[],
  prices: Readonly<Record<string, number>>,
  free: Readonly<Record<string, number>>,
): number {
  let outcomes = [{ licenses: [0, 0, 0], roles: 0 }]
  for (const tables of users) {
    outcomes = outcomes.flatMap(({ licenses, roles }) =>
      Array.from({ length: 8 }, (_, bits) => {
        const held = families.filter((_family, place) => (bits >> place) % 2 === 1)
        const open = tables.filter(({ requires }) => !held.some((family) => requires.includes(family)))
        const ways = new Set(open.flatMap((table) => table.ways))
        return { licenses: licenses.map((count, place) => count + ((bits >> place) % 2)), roles: roles + ways.size }
      }),
    )
  }
  const costs = outcomes.map(({ licenses, roles }) => {
    const bought = families.map(
      (family, place) => Math.max(0, (licenses[place] ?? 0) - (free[family] ?? 0)) * (prices[family] ?? 0),
    )
    return bought.reduce((sum, cost) => sum + cost, roles * (prices['remove-role'] ?? 0))
  })
  return Math.min(...costs)
}

describe('what is to be mended', () => {
  test('is one user over all environments; a team membership is one action whatever it brings', () => {
    const access = tableAccess('incident', { Worker: ['create'], Reader: ['update'] })
    const byTeam = { ...access, paths: access.paths.map((path) => ({ ...path, team: 'Desk' })) }
    const direct = tableAccess('incident', { Worker: ['create'] })
    const elsewhere = { id: 'env-2', name: 'Test' }

    const { subjects } = fixSubjects([finding({}, [byTeam]), finding({ environment: elsewhere }, [direct])])

    expect(subjects).toHaveLength(1)
    expect(subjects[0]?.tables.map(({ ways }) => new Set(ways).size)).toEqual([1, 1])
    expect([...(subjects[0]?.wayWords.values() ?? [])]).toEqual([
      'the membership of team *Desk* (*Worker* in Production, *Reader* in Production)',
      'the role *Worker* in Test',
    ])
  })

  test('is nothing of administrators, of findings for information, and of waived ones', () => {
    const access = [tableAccess('incident', { Worker: ['create'] })]
    const administrator = { administrator: true, latent: null, observedWindow: null, tables: [] }

    const { subjects, leftToReview } = fixSubjects([
      finding({ severity: 'low', evidence: administrator }),
      finding({ severity: 'info' }, access),
      finding({ status: 'waived' }, access),
    ])

    expect(subjects).toEqual([])
    expect(leftToReview).toBe(2)
  })
})
