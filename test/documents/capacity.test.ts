/** The capacity document: seats, pools, environments, and the clauses that its figures cite. */
import { expect, test } from 'vitest'
import { capacityDocument } from '../../src/documents/capacity.ts'
import { makeHead } from '../../src/documents/head.ts'
import { deriveSeats } from '../../src/entitlements/seats.ts'
import { CapacityDocument } from '../../src/model/documents.ts'
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

test('a tenant without a seat has six pools, no seat and no clause', () => {
  const document = documentOf([])

  expect(document.pools).toHaveLength(6)
  expect(document.seats).toEqual([])
  expect(document.clauses).toEqual({})
})
