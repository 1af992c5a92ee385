/** A SKU gets its plan by the operator's word, its id, or its service plans by id; never by a name. */
import { describe, expect, test } from 'vitest'
import { isUnknownSku, planOf } from '../../src/entitlements/plans.ts'
import type { SkuOverride } from '../../src/guide/sku-overrides.ts'
import { anySku, data, premium, sku, skuId, type KnownSku } from './tenant.ts'

const newId = '5e7a0000-0000-4000-b000-00000000000a'
const plans = {
  DYN365_CC: '2a9d72b3-1714-440f-babf-bf92bf9683d8',
  DYN365_CC_DIGITAL: '0ef2b4e3-0a2b-450d-8c5f-a52203c40f50',
  DYN365_CS_VOICE: 'f6ec6dfa-2402-468d-a455-89be11116d43',
  DYN365_CS_MESSAGING_TPS: '47c2b191-a5fb-4129-b690-00c474d2f623',
  DYN365_ENTERPRISE_P1: 'd56f3deb-50d8-465a-bedb-f079817ccac1',
  DYN365_CDS_O365_P2: '95b76021-6a53-4741-ab8b-1d1f3d66a95a',
  EXCHANGE_S_FOUNDATION: '113feb6c-3fe4-4440-bddc-54d774bf0318',
}

function carrying(...names: (keyof typeof plans)[]) {
  return anySku(
    newId,
    'ANY',
    names.map((name) => ({ id: plans[name], name })),
    1,
  )
}

const said = (id: string, word: SkuOverride) => new Map([[id, word]])
const none = new Map<string, SkuOverride>()

describe('by SKU id', () => {
  test.each<KnownSku>([
    'digital',
    'voice',
    'digital-voice',
    'digital-addon',
    'voice-addon',
    'digital-voice-addon',
    'customer-service-enterprise',
  ])('%s', (name) => {
    expect(planOf(sku(name, 1), data, none)).toBe(name)
  })

  test.each([
    ['a legacy bundle', 'ea126fc5-a19e-42e2-a731-da9d437bffcf'],
    ['an attach license', 'eb18b715-ea9d-4290-9994-2ebf4b5042d2'],
    ['a trial', '1e615a51-59db-4807-9957-aa83c3657351'],
    ['a government SKU', '65758a5f-2e16-43b3-a8cb-296cd8f69e09'],
  ])('%s of Customer Service Enterprise is customer-service-enterprise', (_, id) => {
    expect(planOf(anySku(id, 'ANY', [], 1), data, none)).toBe('customer-service-enterprise')
  })

  test('the partner sandbox of Customer Service Enterprise has no plan', () => {
    expect(planOf(anySku('494721b8-1f30-4315-aba6-70ca169358d9', 'ANY', [], 1), data, none)).toBeNull()
  })

  test('an Omnichannel add-on is legacy-omnichannel, its sandbox is not', () => {
    expect(planOf(sku('legacy-voice', 1), data, none)).toBe('legacy-omnichannel')
    const sandbox = { ...carrying('DYN365_CS_MESSAGING_TPS'), skuId: 'aeb8c883-d700-4aa1-8719-402b5adf2949' }
    expect(planOf(sandbox, data, none)).toBeNull()
  })

  test('the names of SKU and plan decide nothing', () => {
    const named = anySku(newId, 'DYNAMICS_365_CONTACT_CENTER_DIGITAL', [{ id: newId, name: 'DYN365_CC' }], 1)

    expect(planOf(named, data, none)).toBeNull()
  })
})

describe('by service plans', () => {
  test('Contact Center beside a Customer Service Enterprise plan is Premium', () => {
    expect(planOf(premium(1), data, none)).toBe('customer-service-premium')
  })

  test('a plan that counts from other SKUs only makes no Premium', () => {
    expect(planOf(carrying('DYN365_CC', 'DYN365_ENTERPRISE_P1'), data, none)).toBeNull()
  })

  test.each(['DYN365_CS_VOICE', 'DYN365_CS_MESSAGING_TPS'] as const)('%s alone is legacy-omnichannel', (name) => {
    expect(planOf(carrying(name), data, none)).toBe('legacy-omnichannel')
  })

  test('beside a Contact Center plan it is not', () => {
    expect(planOf(carrying('DYN365_CS_VOICE', 'DYN365_CC_DIGITAL'), data, none)).toBeNull()
  })

  test('a trial that carries it is no legacy seat', () => {
    const trial = { ...carrying('DYN365_CS_VOICE'), skuId: '338148b6-1b11-4102-afb9-f92b6cdc0f8d' }

    expect(planOf(trial, data, none)).toBe('customer-service-enterprise')
    expect(planOf({ ...trial, skuId: '6ec92958-3cc1-49db-95bd-bc6b3798df71' }, data, none)).toBeNull()
  })
})

/** A SKU that carries a plan beside Contact Center. */
const besideContactCenter = (id: string, skuId_ = newId) => ({
  skuId: skuId_,
  servicePlans: [
    { id: plans.DYN365_CC, name: '' },
    { id, name: '' },
  ],
})

describe('by the family of its plans', () => {
  const enterprise = data.families.families.find(({ id }) => id === 'customer_service_enterprise')
  const familyPlans = enterprise?.servicePlans ?? []

  test('each plan of Customer Service Enterprise that counts from any SKU makes Premium beside Contact Center', () => {
    const open = familyPlans.filter(({ onlyInSkus, notInSkus }) => onlyInSkus === null && notInSkus.length === 0)

    expect(open.length).toBeGreaterThan(0)
    expect(new Set(open.map(({ id }) => planOf(besideContactCenter(id), data, none)))).toEqual(
      new Set(['customer-service-premium']),
    )
  })

  test('one that counts from some SKUs only makes it from those, and one that some SKUs only carry along does not', () => {
    const changed = structuredClone(data)
    const own = changed.families.families.find(({ id }) => id === 'customer_service_enterprise')
    own?.servicePlans.push(
      { id: 'only', name: 'ONLY', onlyInSkus: [newId], notInSkus: [] },
      { id: 'but-not', name: 'BUT_NOT', onlyInSkus: null, notInSkus: [newId] },
    )

    expect(planOf(besideContactCenter('only'), changed, none)).toBe('customer-service-premium')
    expect(planOf(besideContactCenter('only', 'another'), changed, none)).toBeNull()
    expect(planOf(besideContactCenter('but-not'), changed, none)).toBeNull()
    expect(planOf(besideContactCenter('but-not', 'another'), changed, none)).toBe('customer-service-premium')
  })

  test('nothing depends on the order of the families', () => {
    const turned = structuredClone(data)
    turned.families.families.reverse()
    const legacy = data.families.families.find(({ id }) => id === 'legacy_omnichannel')?.skus ?? []
    const byId = legacy.filter(({ skuId: id }) => planOf({ skuId: id, servicePlans: [] }, data, none) !== null)

    expect(planOf(premium(1), turned, none)).toBe('customer-service-premium')
    expect(byId.length).toBeGreaterThan(0)
    for (const { skuId: id } of byId)
      for (const lists of [data, turned]) {
        expect(planOf({ skuId: id, servicePlans: [] }, lists, none)).toBe('legacy-omnichannel')
      }
  })

  test('without Contact Center it makes none', () => {
    const alone = { skuId: newId, servicePlans: familyPlans.map(({ id }) => ({ id, name: '' })) }

    expect(planOf(alone, data, none)).toBeNull()
  })
})

describe('the word of the operator wins', () => {
  test('over the SKU id', () => {
    expect(planOf(sku('digital', 1), data, said(skuId('digital'), { plan: 'voice' }))).toBe('voice')
  })

  test.each<SkuOverride>([{ families: ['power_apps'] }, { pack: 'unified-routing' }, { ignore: true }])(
    'and %o leaves no plan',
    (word) => {
      expect(planOf(premium(1), data, said(premium(1).skuId, word))).toBeNull()
    },
  )
})

describe('a SKU is unknown', () => {
  test('when it carries a Contact Center plan and no list has it', () => {
    expect(isUnknownSku(carrying('DYN365_CC_DIGITAL'), data, none)).toBe(true)
  })

  test('when it carries a Dynamics 365 plan that is newer than the list', () => {
    expect(isUnknownSku(anySku(newId, 'ANY', [{ id: newId, name: 'DYN365_CC_NEXT' }], 1), data, none)).toBe(true)
  })

  test.each(['dyn365_next', 'D365_NEXT', 'DYNAMICS_365_NEXT'])('when its plan is called %s', (name) => {
    expect(isUnknownSku(anySku(newId, 'ANY', [{ id: newId, name }], 1), data, none)).toBe(true)
  })

  test.each(['MY_DYN365_NEXT', 'DYN365', 'CRMSTANDARD', ''])('not when its plan is called %j', (name) => {
    expect(isUnknownSku(anySku(newId, 'ANY', [{ id: newId, name }], 1), data, none)).toBe(false)
  })

  test('when one of its plans is a Dynamics 365 plan by its id, whatever its name', () => {
    const crm = data.catalogue.dynamicsPlans.find(({ name }) => name === 'CRMSTANDARD')?.id ?? ''
    const carried = [
      { id: newId, name: 'EXCHANGE' },
      { id: crm, name: 'DYN365_CDS_X' },
    ]

    expect(isUnknownSku(anySku(newId, 'ANY', carried, 1), data, none)).toBe(true)
  })

  test('not when Microsoft 365 seeds it with Dataverse', () => {
    expect(isUnknownSku(carrying('DYN365_CDS_O365_P2', 'EXCHANGE_S_FOUNDATION'), data, none)).toBe(false)
  })

  test('not when a list has it, its plans give it a plan, or the operator names it', () => {
    expect(isUnknownSku(sku('sales', 1), data, none)).toBe(false)
    expect(isUnknownSku(premium(1), data, none)).toBe(false)
    expect(isUnknownSku(carrying('DYN365_CC_DIGITAL'), data, said(newId, { ignore: true }))).toBe(false)
  })
})
