/** The facts that the rules of seats judge, read out of the rows of a run. */
import { expect, test } from 'vitest'
import { readTenantFacts } from '../../src/access/read-tenant-facts.ts'
import { readSeatFacts } from '../../src/facts/read-seat-facts.ts'
import { practiceLists, skus } from '../access/practice-lists.ts'
import { named, person, practiceRun, type RunLiteral } from '../access/practice-run.ts'
import { seatContext } from './seat-context.ts'
import { seat } from './seat-facts.ts'

const enterprise = seat('customer-service-enterprise', { skuId: 'sku-enterprise' })
const digital = seat('digital', { skuId: 'sku-office' })

/** Seats of two SKUs of the practice lists. */
async function factsOf(run: Partial<RunLiteral>, hasPeople = true) {
  const literal = { skus: [skus.enterprise, skus.office, skus.sales], environments: [{ tables: [] }], ...run }
  const snapshot = practiceRun(literal)
  const tenant = hasPeople ? await readTenantFacts(snapshot, practiceLists()) : null
  const context = {
    ...seatContext,
    seats: [digital, enterprise],
    dynamicsUnits: ({ skuId }: { skuId: string }) => (skuId === 'sku-sales' ? 7 : 0),
  }
  return readSeatFacts(snapshot, context, tenant, literal.environments.map(named))
}

const row = { skuId: 'sku-office', disabledPlans: [], state: 'Active', lastUpdated: '2026-05-01T00:00:00Z' }

test('holders are people with a live seat, by id, each once, with every way by which it comes', async () => {
  const ways = [
    { ...row, assignedByGroup: 'g2' },
    { ...row, assignedByGroup: 'g1', state: 'ActiveWithError' },
    { ...row, assignedByGroup: null },
    { ...row, assignedByGroup: null, state: 'Error' },
  ]
  const facts = await factsOf({
    people: [
      person('cem', ['sku-enterprise']),
      person('bea', [], { assignedLicenses: [{ skuId: 'sku-office', disabledPlans: [] }], displayName: null }),
      person('ada', [], { licenseStates: [...ways, { ...row, skuId: 'sku-enterprise', assignedByGroup: null }] }),
      person('dan', ['sku-sales']),
      person('cem', ['sku-enterprise']),
    ],
    groups: [{ id: 'g1', name: 'Agents' }],
  })

  expect(facts.holders.map(({ person: { id, name } }) => [id, name])).toEqual([
    ['ada', 'Ada'],
    ['bea', 'bea@contoso.example'],
    ['cem', 'Cem'],
  ])
  const since = '2026-05-01T00:00:00Z'
  expect(facts.holders[0]?.seats).toEqual([
    { plan: 'digital', skuId: 'sku-office', via: 'direct', group: null, since },
    { plan: 'digital', skuId: 'sku-office', via: 'group', group: { id: 'g1', name: 'Agents' }, since },
    { plan: 'digital', skuId: 'sku-office', via: 'group', group: { id: 'g2', name: null }, since },
    { plan: 'customer-service-enterprise', skuId: 'sku-enterprise', via: 'direct', group: null, since },
  ])
  expect(facts.holders[1]?.seats).toEqual([
    { plan: 'digital', skuId: 'sku-office', via: 'unknown', group: null, since: null },
  ])
  expect(facts.holders[2]?.person.profile.families).toEqual(new Set(['customer_service_enterprise']))
})

test('without the people nobody is a holder', async () => {
  expect((await factsOf({ people: [person('ada', ['sku-office'])] }, false)).holders).toEqual([])
})

test('all subscribed SKUs are known, with what they are', async () => {
  const facts = await factsOf({ skus: [skus.office, { ...skus.sales, subscriptionIds: ['s1'] }] })

  expect(Object.fromEntries(facts.skus)).toEqual({
    'sku-office': { partNumber: 'OFFICE', servicePlanIds: ['plan-base'], subscriptionIds: [], dynamicsUnits: 0 },
    'sku-sales': {
      partNumber: 'SALES',
      servicePlanIds: ['plan-sales_enterprise'],
      subscriptionIds: ['s1'],
      dynamicsUnits: 7,
    },
  })
})

test('what was not read is null, not none', async () => {
  const facts = await factsOf({ states: { 'graph/subscriptions': 'not-assessed', 'graph/sign-ins': 'not-assessed' } })

  expect(facts.subscriptions).toBeNull()
  expect(facts.signIns).toBeNull()
  expect(facts.telephony).toEqual([{ environment: { id: 'env-1', name: 'Production' }, providers: null }])
})
