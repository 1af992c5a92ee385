/** `capacity --compare`: every difference of the golden tenants between the two editions, each with a clause of either side in the document. */
import { expect, test } from 'vitest'
import { CapacityDocument } from '../../src/model/documents.ts'
import { premium, sku } from '../entitlements/tenant.ts'
import { openCommandLine } from './command-line.ts'
import { seatTenant } from './seat-tenant.ts'

const compare = ['capacity', '--compare', 'dynamics-365-2026-07'] as const

test.each([
  [
    '100 Digital seats',
    [sku('digital', 100)],
    [
      ['dataverse-database', 35, 55, [20]],
      ['dataverse-file', 220, 240, [20]],
      ['dataverse-log', 200, 2, [-200, 2]],
      ['record-routes', 5000, 5000, []],
    ],
  ],
  [
    '100 Voice seats',
    [sku('voice', 100)],
    [
      ['dataverse-database', 35, 55, [20]],
      ['dataverse-file', 3520, 3540, [20]],
      ['dataverse-log', 200, 2, [-200, 2]],
      ['record-routes', 0, 5000, [5000]],
    ],
  ],
  [
    'Contoso of Scenario 1, with its 10 Customer Service Enterprise seats',
    [sku('digital-addon', 3), sku('voice-addon', 7), premium(1), sku('customer-service-enterprise', 10)],
    [
      ['dataverse-database', 12.75, 32.75, [20]],
      ['dataverse-file', 306, 326, [20]],
      ['dataverse-log', 22, 2, [-6, -14, -2, 2]],
      ['record-routes', 200, 1050, [350, 500]],
    ],
  ],
] as const)('of %s is explained to the last unit', async (_, skus, expected) => {
  const { ask } = openCommandLine(seatTenant({ skus: [...skus] }))

  const { document } = await ask(CapacityDocument, ...compare)

  const rows = document.pools.map(({ pool, entitled, compared }) => [
    pool,
    entitled,
    compared?.entitled,
    compared?.differences.map(({ amount }) => amount),
  ])
  expect(rows.slice(0, 4)).toEqual(expected)
  expect(rows.slice(4).every(([, own, other]) => own === other)).toBe(true)
  const cited = document.pools.flatMap(({ compared }) => compared?.differences ?? [])
  expect(cited.map(({ clause }) => document.clauses[clause]?.edition)).toEqual(cited.map(() => document.edition))
  expect(cited.map(({ otherClause }) => document.clauses[otherClause]?.edition)).toEqual(
    cited.map(() => 'dynamics-365-2026-07'),
  )
})

test('a person reads each difference with both clauses', async () => {
  const { type } = openCommandLine(seatTenant({ skus: [sku('digital', 100)] }))

  const { stdout } = await type(...compare)

  expect(stdout).toContain('by edition dynamics-365-2026-07: 2 GB')
  expect(stdout).toContain(
    '-200 GB  100 Contact Center Digital seats: nothing instead of 2 GB each. [dataverse-log, capacity-log]',
  )
  expect(stdout).toContain('by edition dynamics-365-2026-07: 5,000 routes, the same')
})

test('an edition that does not exist ends with 64, and nothing is read', async () => {
  const requests: string[] = []
  const { type } = openCommandLine(seatTenant({ skus: [] }), {
    onRequest: ({ url }) => void requests.push(String(url)),
  })

  const { exitCode, stderr } = await type('capacity', '--compare', 'dynamics-365-2031-01')

  expect(exitCode).toBe(64)
  expect(stderr).toContain('There is no guide edition "dynamics-365-2031-01".')
  expect(requests).toEqual([])
})
