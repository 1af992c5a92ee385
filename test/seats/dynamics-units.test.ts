/** Which subscriptions bring dual use rights: base and attach licenses of Dynamics 365, by their purchased units. */
import { describe, expect, test } from 'vitest'
import type { SkuOverride } from '../../src/guide/sku-overrides.ts'
import type { SubscribedSku, Subscription } from '../../src/model/licensing.ts'
import { dynamicsUnits } from '../../src/seats/dynamics-units.ts'
import { anySku, data, premium, premiumId, sku, skuId } from '../entitlements/tenant.ts'

const unitsOf = (held: SubscribedSku, subscriptions: Subscription[] | null = [], said?: SkuOverride) =>
  dynamicsUnits(held, subscriptions, data, new Map(said === undefined ? [] : [[held.skuId, said]]))

describe('counted', () => {
  test('Sales, Customer Service, Contact Center and Premium, in grace too', () => {
    const prepaidUnits = { enabled: 3, warning: 2, suspended: 9, lockedOut: 9 }

    expect(unitsOf(sku('sales', 3, { prepaidUnits }))).toBe(5)
    expect(unitsOf(sku('customer-service-enterprise', 4))).toBe(4)
    expect(unitsOf(sku('digital', 4))).toBe(4)
    expect(unitsOf(premium(4))).toBe(4)
  })

  test('a limited license that carries no service plan of Dynamics 365', () => {
    const contractor = '23e6e135-e869-4ce4-9ae4-5710cd69ac13'
    const plans = [{ id: 'x', name: 'CDS_FIELD_SERVICE_CONTRACTOR' }]

    expect(unitsOf(anySku(contractor, 'D365_FIELD_SERVICE_CONTRACTOR', plans, 1))).toBe(1)
  })

  test('less trial units', () => {
    const trial = { id: 's1', isTrial: true, status: 'Enabled', totalLicenses: 1, nextLifecycle: null }

    expect(unitsOf(sku('sales', 3), [{ ...trial, skuId: skuId('sales') }])).toBe(2)
  })

  test('a SKU to which the operator gives a plan of its own', () => {
    const plans = [{ id: 'x', name: 'DYN365_NEW' }]

    expect(unitsOf(anySku('new', 'NEW', plans, 2), [], { plan: 'customer-service-premium' })).toBe(2)
  })
})

describe('not counted', () => {
  test.each([
    ['an add-on', sku('digital-addon', 4)],
    ['a legacy add-on', sku('legacy-voice', 4)],
    ['a trial', sku('viral-trial', 4)],
    ['another product', anySku('office', 'OFFICE', [{ id: 'x', name: 'EXCHANGE_S_FOUNDATION' }], 4)],
    ['a SKU that no list knows', anySku('new', 'NEW', [{ id: 'x', name: 'DYN365_NEW' }], 4)],
  ])('%s', (_name, held) => {
    expect(unitsOf(held)).toBe(0)
  })

  test('what the operator calls a pack, an add-on, or nothing', () => {
    expect(unitsOf(premium(4), [], { ignore: true })).toBe(0)
    expect(unitsOf(premium(4), [], { pack: 'unified-routing' })).toBe(0)
    expect(unitsOf(premium(4), [], { plan: 'digital-addon' })).toBe(0)
    expect(premium(4).skuId).toBe(premiumId)
  })
})
