/** The seats document: by SKU, and one row per person with the ways by which the seats come. */
import { describe, expect, test } from 'vitest'
import { makeHead } from '../../src/documents/head.ts'
import { seatsDocument } from '../../src/documents/seats.ts'
import { deriveSeats } from '../../src/entitlements/seats.ts'
import { SeatsDocument } from '../../src/model/documents.ts'
import type { LicenseState, Person } from '../../src/model/licensing.ts'
import { asOf, data, edition, sku, skuId } from '../entitlements/tenant.ts'

const head = makeHead({
  version: '0.1.0',
  tenantId: 't',
  tenantName: null,
  runId: 'r',
  asOf,
  edition,
  data,
  coverage: [],
})
const skus = [sku('digital', 5), sku('voice', 5), sku('sales', 5)]
const { seats, unknownSkus } = deriveSeats({ skus, subscriptions: [], data, overrides: new Map() })
const groups = [{ id: 'g1', name: 'Agents', state: 'read' } as const]

function person(id: string, rows: readonly Partial<LicenseState>[], more: Partial<Person> = {}): Person {
  return {
    id,
    upn: `${id}@contoso.example`,
    displayName: null,
    userType: 'member',
    accountEnabled: true,
    assignedLicenses: [],
    licenseStates: rows.map((row) => ({
      skuId: skuId('digital'),
      disabledPlans: [],
      assignedByGroup: null,
      state: 'Active',
      lastUpdated: '2026-05-01T00:00:00Z',
      ...row,
    })),
    ...more,
  }
}

function peopleOf(...people: Person[]) {
  const document = seatsDocument({ head, seats, unknownSkus, holders: { people, groups } })
  return SeatsDocument.parse(document).people ?? []
}

test('by SKU: what the rules of later issues find is not known yet', () => {
  const document = seatsDocument({ head, seats, unknownSkus })

  expect(SeatsDocument.parse(document)).toEqual(document)
  expect(document.people).toBeUndefined()
  expect(document.historySince).toBeNull()
  expect(document.seats.map(({ plan, idle, duplicate, moved }) => [plan, idle, duplicate, moved])).toEqual([
    ['digital', null, null, null],
    ['voice', null, null, null],
  ])
})

describe('by person', () => {
  test('each seat says whether it is direct or by which group, and since when', () => {
    const adele = person(
      'adele',
      [
        { assignedByGroup: 'g1', state: 'ActiveWithError' },
        { assignedByGroup: 'g2', lastUpdated: null },
        {},
        { skuId: skuId('voice') },
      ],
      { displayName: 'Adele' },
    )

    expect(peopleOf(adele)).toEqual([
      {
        id: 'adele',
        name: 'Adele',
        upn: 'adele@contoso.example',
        seats: [
          { plan: 'digital', skuId: skuId('digital'), via: 'direct', group: null, since: '2026-05-01T00:00:00Z' },
          {
            plan: 'digital',
            skuId: skuId('digital'),
            via: 'group',
            group: { id: 'g1', name: 'Agents' },
            since: '2026-05-01T00:00:00Z',
          },
          { plan: 'digital', skuId: skuId('digital'), via: 'group', group: { id: 'g2', name: null }, since: null },
          { plan: 'voice', skuId: skuId('voice'), via: 'direct', group: null, since: '2026-05-01T00:00:00Z' },
        ],
        lastSignIn: null,
        environments: null,
        verdict: 'not-assessed',
        saving: null,
      },
    ])
  })

  test('a license that Graph shows without a row has no known way', () => {
    const found = peopleOf(person('adele', [], { assignedLicenses: [{ skuId: skuId('voice'), disabledPlans: [] }] }))

    expect(found[0]?.seats).toEqual([
      { plan: 'voice', skuId: skuId('voice'), via: 'unknown', group: null, since: null },
    ])
  })

  test('only holders of a SKU with a plan are listed, by id, each once, with the best name that is known', () => {
    const nameless = person('b', [{}], { upn: null })
    const people = [
      person('c', [{}]),
      nameless,
      nameless,
      person('a', [{ skuId: skuId('sales') }]),
      person('d', [{ state: 'Error' }]),
    ]

    expect(peopleOf(...people).map(({ id, name }) => [id, name])).toEqual([
      ['b', 'b'],
      ['c', 'c@contoso.example'],
    ])
  })
})
