/** What the operator may say of a SKU, and how a wrong word is refused. */
import { expect, test } from 'vitest'
import { parseSkuOverrides } from '../../src/guide/sku-overrides.ts'

const skuId = '5E7A0000-0000-4000-B000-000000000001'

test('each of the four words is read, and ids become lower case', () => {
  const text = JSON.stringify({
    [skuId]: { plan: 'customer-service-premium' },
    '5e7a0000-0000-4000-b000-000000000002': { families: ['field_service', 'power_apps'] },
    '5e7a0000-0000-4000-b000-000000000003': { pack: 'unified-routing' },
    '5e7a0000-0000-4000-b000-000000000004': { ignore: true },
  })

  expect([...parseSkuOverrides(text)]).toEqual([
    ['5e7a0000-0000-4000-b000-000000000001', { plan: 'customer-service-premium' }],
    ['5e7a0000-0000-4000-b000-000000000002', { families: ['field_service', 'power_apps'] }],
    ['5e7a0000-0000-4000-b000-000000000003', { pack: 'unified-routing' }],
    ['5e7a0000-0000-4000-b000-000000000004', { ignore: true }],
  ])
})

test.each([
  ['an unknown plan', { plan: 'premium' }],
  ['an unknown family', { families: ['sales'] }],
  ['no family', { families: [] }],
  ['an unknown pack', { pack: 'routes' }],
  ['two words', { plan: 'digital', ignore: true }],
  ['ignore with false', { ignore: false }],
  ['no word', {}],
])('%s is refused with the SKU id and the words that are allowed', (_, said) => {
  const parse = (): unknown => parseSkuOverrides(JSON.stringify({ [skuId]: said }))

  expect(parse).toThrow(`${skuId}: expected exactly one of "plan" (digital, voice,`)
})

test('a key that is no SKU id is refused', () => {
  expect(() => parseSkuOverrides('{"DYN365_SALES": {"ignore": true}}')).toThrow('DYN365_SALES: expected a SKU id')
})

test('a list instead of an object is refused', () => {
  expect(() => parseSkuOverrides('["a"]')).toThrow('the file: expected an object')
})
