/** The shipped reference data hangs together: ids resolve, lists are whole, dates and sources stand in them. */
import { expect, test } from 'vitest'
import { familyIds } from '../../src/guide/license-families.ts'
import { loadReferenceData } from '../../src/guide/load.ts'
import { kindOf } from '../../src/guide/sku-catalogue.ts'

const { restrictedTables, families, catalogue } = loadReferenceData()

test('the data is parsed once', () => {
  expect(loadReferenceData()).toBe(loadReferenceData())
})

test('the main list holds 41 tables with Journey, dated as the page', () => {
  expect(restrictedTables.tables).toHaveLength(40)
  expect(restrictedTables.journey.candidates).toEqual(['msdynmkt_journey', 'msdyncrm_customerjourney'])
  expect(restrictedTables.date).toBe('2021-06-08')
  expect(new Set(restrictedTables.tables.map(({ logicalName }) => logicalName)).size).toBe(40)
})

test('a case is opened by Customer Service, Professional or Enterprise, and by the two plans that are no longer sold', () => {
  const incident = restrictedTables.tables.find(({ logicalName }) => logicalName === 'incident')

  expect(incident?.requires).toEqual([
    'customer_engagement_plan_legacy',
    'customer_service_enterprise',
    'customer_service_professional',
    'dynamics_365_plan_legacy',
  ])
})

test('every table names its licenses in order', () => {
  for (const { requires } of restrictedTables.tables) {
    expect(requires.length).toBeGreaterThan(0)
    expect(requires).toEqual(requires.toSorted())
  }
})

test('the second list holds 26 tables beside the two that the main list has', () => {
  const main = restrictedTables.tables.map(({ logicalName }) => logicalName)

  expect(restrictedTables.fieldServiceList.tables).toHaveLength(26)
  expect(restrictedTables.fieldServiceList.tables.filter((table) => main.includes(table))).toEqual([])
})

test('the families stand in the order of their ids, and every SKU of theirs is in the catalogue', () => {
  expect(families.families.map(({ id }) => id)).toEqual(familyIds)
  const named = families.families.flatMap(({ skus, limited }) => [...skus, ...limited])
  for (const { skuId, partNumber } of named) {
    expect(catalogue.skus.find((sku) => sku.skuId === skuId)?.partNumber).toBe(partNumber)
  }
})

test('Team Members SKUs carry the Field Service plan and license no Field Service work', () => {
  const fieldService = families.families.find(({ id }) => id === 'field_service')
  const plan = fieldService?.servicePlans.find(({ name }) => name === 'DYN365_ENTERPRISE_FIELD_SERVICE')

  expect(plan?.notInSkus).toEqual(['8e7a3d30-d97d-43ab-837c-d7701cef83dc', '7ac9fe77-66b7-4e5e-9e46-10eed1cff547'])
  expect(plan?.onlyInSkus).toBeNull()
})

test('the families that no plan gives, that serve everybody, and that are no longer sold are marked', () => {
  expect(marked('matchBySkuOnly')).toEqual(['power_apps', 'power_automate', 'copilot_studio_user'])
  expect(marked('tenantLicensed')).toEqual(['customer_insights_journeys'])
  expect(marked('noLongerSold')).toEqual(['customer_engagement_plan_legacy', 'dynamics_365_plan_legacy'])
})

test('the catalogue holds 215 SKUs, each with one kind', () => {
  expect(catalogue.skus).toHaveLength(215)
  expect(new Set(catalogue.skus.map(({ skuId }) => skuId)).size).toBe(215)
  expect(kindOf('5b631642-bd26-49fe-bd20-1daaa972ef80', catalogue)).toBe('test_or_sandbox')
  expect(kindOf('87bbbc60-4754-4998-8c88-227dca264858', catalogue)).toBe('free')
  expect(kindOf('00000000-0000-4000-8000-000000000000', catalogue)).toBeNull()
})

test('no Dataverse seeding plan is taken for a Dynamics 365 plan', () => {
  expect(catalogue.dynamicsPlans.filter(({ name }) => name.startsWith('DYN365_CDS'))).toEqual([])
})

test('every id is in lower case', () => {
  const ids = [...catalogue.skus.map(({ skuId }) => skuId), ...catalogue.dynamicsPlans.map(({ id }) => id)]

  expect(ids).toEqual(ids.map((id) => id.toLowerCase()))
})

function marked(mark: 'matchBySkuOnly' | 'tenantLicensed' | 'noLongerSold'): string[] {
  return families.families.filter((family) => family[mark]).map(({ id }) => id)
}
