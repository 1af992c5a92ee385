/** JSON of a store: what was written comes back, and what was damaged is an error of the store, never other rows. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SeatledgerError } from '../../src/errors.ts'
import { datasets, type DatasetName } from '../../src/model/dataset.ts'
import { Person } from '../../src/model/licensing.ts'
import { storedSnapshot } from '../../src/store/stored-snapshot.ts'
import { anyJson, anyText, fuzzAsync, longTexts, textsOf } from './fuzz.ts'

const allNames = Object.keys(datasets).filter((name): name is DatasetName => name in datasets)

/** The rows of a dataset whose one page is this text; null where the store says that it cannot read it. */
async function rowsOf(dataset: DatasetName, text: string): Promise<unknown[] | null> {
  const run = { id: 'r', tenantId: 't', tenantName: null, startedAt: '2026-11-24T08:00:00.000Z', statuses: [] }
  const snapshot = storedSnapshot(run, { pages: () => [text] }, '/folder/store.db')
  try {
    return await Array.fromAsync<unknown>(snapshot.rows(dataset, null))
  } catch (error) {
    if (!(error instanceof SeatledgerError) || error.code !== 'store') throw error
    expect(error.message).toMatch(
      /^The store \/folder\/store\.db holds rows of [a-z-]+ that this version cannot read\.$/,
    )
    return null
  }
}

const text = fc.oneof(anyText, fc.constant(null))
const person = fc.record({
  id: anyText,
  upn: text,
  displayName: text,
  userType: fc.constantFrom('member', 'guest'),
  accountEnabled: fc.constantFrom(true, false, null),
  assignedLicenses: fc.array(fc.record({ skuId: anyText, disabledPlans: fc.array(anyText, { maxLength: 2 }) }), {
    maxLength: 2,
  }),
  licenseStates: fc.array(
    fc.record({
      skuId: anyText,
      disabledPlans: fc.constant([]),
      assignedByGroup: text,
      state: anyText,
      lastUpdated: text,
    }),
    { maxLength: 2 },
  ),
})

describe('stored rows', () => {
  fuzzAsync('come back as they were put', fc.array(person, { maxLength: 3 }), async (people) => {
    expect(await rowsOf('people', JSON.stringify(people))).toEqual(people)
  })

  fuzzAsync(
    'that are damaged in one place are what still fits, or none',
    fc.tuple(
      fc.array(person, { minLength: 1, maxLength: 2 }),
      fc.nat(400),
      fc.constantFrom('', '0', '"', '}', ',', '[', '\0', 'x', '\ud800'),
      fc.nat(20),
    ),
    async ([people, at, more, length]) => {
      const whole = JSON.stringify(people)
      const damaged = whole.slice(0, at) + more + whole.slice(at + length)
      const rows = await rowsOf('people', damaged)
      if (rows === null) return

      expect(JSON.parse(damaged)).toMatchObject(rows)
      for (const row of rows) expect(Person.safeParse(row).success).toBe(true)
    },
  )

  fuzzAsync(
    'of any dataset and any text are rows of that dataset, or an error of the store',
    fc.tuple(
      fc.constantFrom(...allNames),
      fc.oneof(
        anyText,
        anyJson.map((value) => JSON.stringify([value])),
        anyJson.map((value) => JSON.stringify(value)),
      ),
    ),
    async ([dataset, page]) => {
      const rows = await rowsOf(dataset, page)

      for (const row of rows ?? []) expect(datasets[dataset].safeParse(row).success).toBe(true)
    },
    textsOf('stored-json').map((page): [DatasetName, string] => ['people', page]),
  )

  test('long ones end', async () => {
    for (const page of longTexts(['[', '{"a":', '"', '[{', '\\u0000'])) await rowsOf('people', page)
  })
})
