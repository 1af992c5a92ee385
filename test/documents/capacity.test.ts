/** The capacity document: seats, pools, environments, and the clauses that its figures cite. */
import { expect, test } from 'vitest'
import { capacityDocument } from '../../src/documents/capacity.ts'
import { makeHead } from '../../src/documents/head.ts'
import { deriveSeats } from '../../src/entitlements/seats.ts'
import { CapacityDocument } from '../../src/model/documents.ts'
import { loadEdition } from '../../src/guide/load.ts'
import { asOf, data, edition, poolsOf, sku } from '../entitlements/tenant.ts'

const head = makeHead({
  version: '0.1.0',
  tenantId: 't',
  tenantName: null,
  runId: null,
  asOf,
  edition,
  data,
  coverage: [],
})

function documentOf(skus: ReturnType<typeof sku>[]): CapacityDocument {
  const { seats, unknownSkus } = deriveSeats({ skus, subscriptions: [], data, overrides: new Map() })
  return capacityDocument({ head, seats, unknownSkus, pools: poolsOf({ skus }), environments: [], edition })
}

test('it is to the field what the contract says, and cites the clauses of its terms and readings', () => {
  const document = documentOf([sku('digital', 3), sku('digital-addon', 2)])

  expect(CapacityDocument.parse(document)).toEqual(document)
  expect(document.schema).toBe('seatledger.capacity/1')
  expect(Object.keys(document.clauses)).toEqual([
    'dataverse-database',
    'dataverse-file',
    'dataverse-log',
    'record-routing',
    'later-addon-accrual',
    'later-log',
  ])
})

test('compared with another edition it cites the clauses of both, each with its edition', () => {
  const compare = loadEdition('dynamics-365-2026-07')
  const skus = [sku('digital', 3)]
  const { seats, unknownSkus } = deriveSeats({ skus, subscriptions: [], data, overrides: new Map() })
  const pools = poolsOf({ skus, compare })
  const document = capacityDocument({ head, seats, unknownSkus, pools, environments: [], edition, compare })

  expect(CapacityDocument.parse(document)).toEqual(document)
  const differences = document.pools.flatMap(({ compared }) => compared?.differences ?? [])
  expect(differences.map(({ otherClause }) => document.clauses[otherClause]?.edition)).toEqual(
    differences.map(() => 'dynamics-365-2026-07'),
  )
  expect(document.clauses['dataverse-log']).toMatchObject({ edition: 'contact-center-2025-02', source: 'guide' })
  expect(document.clauses['capacity-log']).toEqual({
    edition: 'dynamics-365-2026-07',
    heading: 'Dynamics 365 Licensing Guide of July 2026, pages 20 and 63',
    text: 'Log storage: 2 GB once for the tenant. User licenses accrue none.',
    source: 'https://github.com/Abdojk/D365_Licensing (2026-07-14)',
  })
})

test('compared with an edition of the same clause ids, it cites those with the edition besides', () => {
  const compare = structuredClone(edition)
  compare.id = 'contoso-agreement'
  for (const base of compare.pools.flatMap(({ bases }) => bases)) base.amount *= 2
  const skus = [sku('digital', 3)]
  const { seats, unknownSkus } = deriveSeats({ skus, subscriptions: [], data, overrides: new Map() })
  const pools = poolsOf({ skus, compare })
  const { clauses } = capacityDocument({ head, seats, unknownSkus, pools, environments: [], edition, compare })

  expect(clauses['dataverse-file']?.edition).toBe('contact-center-2025-02')
  expect(clauses['dataverse-file@contoso-agreement']?.edition).toBe('contoso-agreement')
})

test('a tenant without a seat has six pools, no seat and no clause', () => {
  const document = documentOf([])

  expect(document.pools).toHaveLength(6)
  expect(document.seats).toEqual([])
  expect(document.clauses).toEqual({})
})
