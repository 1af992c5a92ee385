/** The lists that ship with the product, as the access rule uses them: real SKUs against real tables. */
import { describe, expect, it } from 'vitest'
import { accessLists } from '../../src/access/lists.ts'
import { readLicenses } from '../../src/access/read-tenant-facts.ts'
import { restrictedTableNames } from '../../src/access/table-names.ts'
import { loadEdition, loadReferenceData } from '../../src/guide/load.ts'
import type { SkuOverrides } from '../../src/guide/sku-overrides.ts'
import { LicenseReader } from '../../src/licenses/profile.ts'
import { rules } from '../../src/rules/index.ts'
import { person, practiceRun, sku } from './practice-run.ts'

const data = loadReferenceData()
const listsOf = (fieldServiceList: boolean, overrides: SkuOverrides = new Map()) =>
  accessLists({ data, overrides, people: new Map(), fieldServiceList, agentRoles: [] })
/** Made by each test: what is made while the file loads is not under test. */
const main = () => listsOf(false)
const rule = (table: string) => listsOf(true).tableRules.find((candidate) => candidate.table === table)

const ids = {
  fieldServicePlan: '8c66ef8a-177f-4c0d-853c-d4f219331d09',
  enterprisePlan: '99340b49-fb81-4b1e-976b-8f2ae8e9394f',
  engagementPlan: 'd56f3deb-50d8-465a-bedb-f079817ccac1',
  contactCenterPlan: '2a9d72b3-1714-440f-babf-bf92bf9683d8',
  powerAppsPlan: 'ea2cf03b-ac60-46ae-9c1d-eeaeb63cec86',
  otherPlan: '113feb6c-3fe4-4440-bddc-54d774bf0318',
}

const heldBy = async (skuId: string, plans: string[], overrides: SkuOverrides = new Map()) => {
  const lists = listsOf(false, overrides)
  const snapshot = practiceRun({ skus: [sku(skuId, 'PART', plans)], environments: [] })
  const { licenses, everybody } = await readLicenses(snapshot, lists)
  const { families, limited, held } = new LicenseReader(licenses, everybody).profileOf(person('ada', [skuId]))
  return { families: [...families].toSorted(), limited: [...limited], trial: held.some(({ trial }) => trial) }
}

describe('restricted tables', () => {
  it('are the main list of 40 tables, the journey candidates apart, and 26 more by the second list', () => {
    expect(main().tableRules).toHaveLength(40)
    expect(listsOf(true).tableRules).toHaveLength(66)
    expect(main().journey).toEqual({
      displayName: 'Journey',
      candidates: ['msdynmkt_journey', 'msdyncrm_customerjourney'],
      requires: ['customer_engagement_plan_legacy', 'customer_insights_journeys', 'dynamics_365_plan_legacy'],
    })
    expect(restrictedTableNames(data, false)).toHaveLength(42)
    expect(restrictedTableNames(data, true)).toHaveLength(68)
    expect(restrictedTableNames(data, false)).toEqual(expect.arrayContaining(['incident', 'msdynmkt_journey']))
    expect(restrictedTableNames(data, false)).not.toContain('journey')
  })

  it('a table of both lists is judged by the main list alone', () => {
    expect(listsOf(true).tableRules.filter(({ table }) => table === 'msdyn_workorder')).toMatchObject([
      { list: 'main' },
    ])
    expect(rule('msdyn_agreement')).toMatchObject({
      list: 'field-service',
      requires: ['customer_engagement_plan_legacy', 'dynamics_365_plan_legacy', 'field_service'],
    })
  })

  it('exceptions stand on cases and work orders only, and the note on goals', () => {
    expect(rule('incident')?.exceptions).toEqual([
      {
        id: 'case',
        families: ['power_apps', 'power_automate', 'copilot_studio_user'],
        free: { create: 'any', update: 'basic', delete: 'basic' },
      },
      {
        id: 'team-members',
        families: ['team_members'],
        free: { create: 'basic', update: 'basic', delete: 'basic' },
      },
    ])
    expect(rule('msdyn_workorder')?.exceptions.map(({ id }) => id)).toEqual(['team-members'])
    expect(listsOf(true).tableRules.filter(({ exceptions }) => exceptions.length > 0)).toHaveLength(2)
    expect(
      listsOf(true)
        .tableRules.filter(({ acceptedWithNote }) => acceptedWithNote.length > 0)
        .map(({ table }) => table),
    ).toEqual(['goal'])
  })

  it('the requirements are sorted', () => {
    for (const { requires } of listsOf(true).tableRules) expect(requires).toEqual([...requires].toSorted())
  })
})

describe('licenses', () => {
  it.each<[string, string, string[], string[]]>([
    [
      'Customer Service Enterprise',
      '749742bf-0d37-4158-a120-33567104deeb',
      [ids.enterprisePlan],
      ['customer_service_enterprise'],
    ],
    ['Contact Center', 'dfb1700c-013e-4132-8bce-0d319c43a95d', [ids.contactCenterPlan], ['contact_center']],
    [
      'an unlisted SKU with Contact Center and Customer Service plans (Premium)',
      '00000000-0000-4000-8000-000000000001',
      [ids.contactCenterPlan, ids.enterprisePlan],
      ['contact_center', 'customer_service_enterprise'],
    ],
    [
      'Team Members, which carries the Field Service plan',
      '7ac9fe77-66b7-4e5e-9e46-10eed1cff547',
      [ids.fieldServicePlan, '4092fdb5-8d81-41d3-be76-aaba4074530b'],
      ['team_members'],
    ],
    [
      'Field Service by its plan in another SKU',
      '00000000-0000-4000-8000-000000000002',
      [ids.fieldServicePlan],
      ['field_service'],
    ],
    [
      'the Customer Engagement plan',
      'ea126fc5-a19e-42e2-a731-da9d437bffcf',
      [ids.engagementPlan],
      [
        'customer_engagement_plan_legacy',
        'customer_service_enterprise',
        'dynamics_365_plan_legacy',
        'field_service',
        'project_operations',
        'sales_enterprise',
      ],
    ],
    [
      'Sales and Customer Service Enterprise, which is no Customer Engagement plan',
      '8edc2cf8-6438-4fa9-b6e3-aa1660c640cc',
      [ids.engagementPlan],
      ['customer_service_enterprise', 'sales_enterprise'],
    ],
    ['Power Apps per user', 'b30411f5-fea1-4a59-9ad9-3db7c7ead579', [ids.powerAppsPlan], ['power_apps']],
    [
      'a suite that the Power Apps plan is seeded into',
      '00000000-0000-4000-8000-000000000003',
      [ids.powerAppsPlan],
      [],
    ],
    ['Power Apps for developers, a test license', '5b631642-bd26-49fe-bd20-1daaa972ef80', [ids.powerAppsPlan], []],
    ['Power Apps for individuals, free', '87bbbc60-4754-4998-8c88-227dca264858', [ids.powerAppsPlan], []],
    ['the partner sandbox', '494721b8-1f30-4315-aba6-70ca169358d9', [ids.engagementPlan, ids.enterprisePlan], []],
  ])('%s', async (_, skuId, plans, families) => {
    expect((await heldBy(skuId, plans)).families).toEqual(families)
  })

  it('Field Service Contractor is limited', async () => {
    expect(await heldBy('23e6e135-e869-4ce4-9ae4-5710cd69ac13', [ids.otherPlan])).toMatchObject({
      families: [],
      limited: ['field_service'],
    })
  })

  it('a trial SKU is marked', async () => {
    expect(await heldBy('1e615a51-59db-4807-9957-aa83c3657351', [ids.enterprisePlan])).toMatchObject({
      families: ['customer_service_enterprise'],
      trial: true,
    })
  })

  it.each<[string, SkuOverrides extends ReadonlyMap<string, infer Said> ? Said : never, string[]]>([
    ['plan customer-service-premium', { plan: 'customer-service-premium' }, ['customer_service_enterprise']],
    ['plan customer-service-enterprise', { plan: 'customer-service-enterprise' }, ['customer_service_enterprise']],
    ['another plan', { plan: 'digital' }, []],
    ['families', { families: ['sales_professional'] }, ['sales_professional']],
    ['a pack', { pack: 'unified-routing' }, []],
    ['ignore', { ignore: true }, []],
  ])('an override to %s replaces what the lists say', async (_, said, families) => {
    const skuId = 'c7d15985-e746-4f01-b113-20b575898250'

    expect((await heldBy(skuId, [ids.fieldServicePlan])).families).toEqual(['field_service'])
    expect((await heldBy(skuId, [ids.fieldServicePlan], new Map([[skuId, said]]))).families).toEqual(families)
  })

  it('Customer Insights serves the whole tenant', async () => {
    const { families } = await heldBy('0c250654-c7f7-461f-871a-7222f6592cf2', [ids.otherPlan])

    expect(families).toEqual(['customer_insights_journeys'])
  })

  it('are named as the page names them, and the old plans are no longer sold', () => {
    expect(main().familyWords.name('field_service')).toBe('Dynamics 365 for Field Service')
    expect(main().familyWords.name('unheard_of')).toBe('unheard_of')
    expect(['field_service', 'dynamics_365_plan_legacy'].map((id) => main().familyWords.isSold(id))).toEqual([
      true,
      false,
    ])
  })
})

describe('names to look for', () => {
  it('are those of English agent and supervisor roles, and what the operator adds, without case and outer spaces', () => {
    const { roleLists } = accessLists({
      data,
      overrides: new Map(),
      people: new Map(),
      fieldServiceList: false,
      agentRoles: [' Service Desk '],
    })

    expect([...(roleLists.agentNames.get(1033) ?? [])]).toEqual(['omnichannel agent', 'omnichannel supervisor'])
    expect([...roleLists.agentNames.keys()]).toEqual([1033])
    expect([...roleLists.operatorNames]).toEqual(['service desk'])
    expect([1031, 1033, 4242].map(roleLists.languageName)).toEqual(['German', 'English', 'language 4242'])
  })

  it('apps of products are known by their unique names, without case', () => {
    const names = ['MSDYNCE_SALESHUB', 'customerservicehub', 'msdyn_FieldService', 'OmniChannelEngagementHub', 'own']

    expect(names.map((name) => main().roleLists.productOf(name))).toEqual([
      'Sales',
      'Customer Service',
      'Field Service',
      'Contact Center',
      null,
    ])
  })

  it("applications are Microsoft's own, or those of dual-write", () => {
    expect(main().applications.microsoft.has('00000007-0000-0000-c000-000000000000')).toBe(true)
    expect([...main().applications.dualWrite]).toEqual([
      '00000015-0000-0000-c000-000000000000',
      'f1752846-f0df-4766-96f5-c109adf67d7f',
    ])
  })

  it('a SKU has its plan by its id, and first of all by the word of the operator', () => {
    const own: SkuOverrides = new Map([['own', { plan: 'customer-service-premium' as const }]])
    const digital = { skuId: '59d3d0bf-df39-4b8b-8601-ea6c09a7fd66', servicePlans: [] }

    expect(main().planOf(digital)).toBe('digital')
    expect(main().planOf({ skuId: 'own', servicePlans: [] })).toBeNull()
    expect(listsOf(false, own).planOf({ skuId: 'own', servicePlans: [] })).toBe('customer-service-premium')
  })
})

describe('clauses', () => {
  it('every clause that a rule cites is in the edition', () => {
    const known = Object.keys(loadEdition('contact-center-2025-02').clauses)

    expect(known).toEqual(expect.arrayContaining(rules.flatMap(({ clauses }) => clauses)))
  })
})
