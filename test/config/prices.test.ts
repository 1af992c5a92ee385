import { describe, expect, it } from 'vitest'
import { parsePrices } from '../../src/config/prices.ts'

const price = (about: object): string =>
  JSON.stringify({ voice: { monthly: 80, currency: 'EUR', source: 'our reseller', ...about } })

describe('the operator\u2019s prices', () => {
  it('are read by plan, pack and family, and for the removal of a role', () => {
    const one = { monthly: 12.5, currency: 'USD', source: 'our reseller' }
    const ids = ['digital-voice-addon', 'unified-routing', 'field_service', 'remove-role']

    const prices = parsePrices(JSON.stringify(Object.fromEntries(ids.map((id) => [id, one]))))

    expect([...prices]).toEqual(ids.map((id) => [id, one]))
  })

  it.each([
    ['{ "voise": {} }', '"voise": no plan, pack or license family; the nearest is voice'],
    [price({ monthly: -1 }), 'voice.monthly: '],
    [price({ monthly: 1.00001 }), 'voice.monthly: '],
    [price({ currency: 'euro' }), 'voice.currency: expected a currency code such as USD'],
    [price({ source: ' ' }), 'voice.source: '],
    [price({ perYear: 1 }), 'voice: '],
    ['[]', 'the file: expected an object with plan or pack ids as keys'],
  ])('name the entry and the field that is wrong in %s', (text, wrong) => {
    expect(() => parsePrices(text)).toThrow(wrong)
  })
})
