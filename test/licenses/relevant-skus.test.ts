/** Whose holders a sync asks Graph for. */
import { describe, expect, it } from 'vitest'
import { loadReferenceData } from '../../src/guide/load.ts'
import { relevantSkuIds } from '../../src/licenses/relevant-skus.ts'
import { sku } from '../access/practice-run.ts'

const voice = sku('79e2368c-4568-48d5-a352-b0344afabcf8', 'DYNAMICS_365_CONTACT_CENTER_VOICE', ['a'])
const digital = sku('59d3d0bf-df39-4b8b-8601-ea6c09a7fd66', 'DYNAMICS_365_CONTACT_CENTER_DIGITAL', ['a'])
const suite = sku('06ebc4ee-1bb5-47dd-8120-11324bc54e06', 'SPE_E5', ['a'])

describe('relevantSkuIds', () => {
  it('names the SKUs of seats, sorted, and no suite that half the tenant holds', () => {
    expect(relevantSkuIds([voice, suite, digital], loadReferenceData(), new Map())).toEqual([
      digital.skuId,
      voice.skuId,
    ])
  })

  it('follows the operator', () => {
    const overrides = new Map([
      [voice.skuId, { ignore: true as const }],
      [suite.skuId, { plan: 'customer-service-premium' as const }],
    ])

    expect(relevantSkuIds([voice, suite], loadReferenceData(), overrides)).toEqual([suite.skuId])
  })
})
