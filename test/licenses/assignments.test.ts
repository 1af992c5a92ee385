/** Which assignments of a person are live, and which plans they enable. */
import { describe, expect, it } from 'vitest'
import { liveAssignments } from '../../src/licenses/assignments.ts'

const row = (skuId: string, state: string, disabledPlans: string[] = [], assignedByGroup: string | null = null) => ({
  skuId,
  state,
  disabledPlans,
  assignedByGroup,
  lastUpdated: null,
})

describe('liveAssignments', () => {
  it.each([
    ['Active', ['sku']],
    ['ActiveWithError', ['sku']],
    ['Disabled', []],
    ['Error', []],
  ])('a row in state %s gives %j', (state, expected) => {
    const live = liveAssignments({ assignedLicenses: [], licenseStates: [row('sku', state)] })

    expect(live.map(({ skuId }) => skuId)).toEqual(expected)
  })

  it('a SKU of assignedLicenses without a row is live, of unknown origin', () => {
    const live = liveAssignments({
      assignedLicenses: [{ skuId: 'sku', disabledPlans: ['plan'] }],
      licenseStates: [],
    })

    expect(live).toEqual([{ skuId: 'sku', disabledPlans: new Set(['plan']), originKnown: false }])
  })

  it('a SKU of assignedLicenses whose only row is in error is not live', () => {
    const live = liveAssignments({
      assignedLicenses: [{ skuId: 'sku', disabledPlans: [] }],
      licenseStates: [row('sku', 'Error')],
    })

    expect(live).toEqual([])
  })

  it('several assignments of one SKU enable the union of their plans', () => {
    const live = liveAssignments({
      assignedLicenses: [],
      licenseStates: [row('sku', 'Active', ['a', 'b']), row('sku', 'Active', ['b', 'c'], 'group')],
    })

    expect(live).toEqual([{ skuId: 'sku', disabledPlans: new Set(['b']), originKnown: true }])
  })

  it('a row in error does not switch plans of a live one off or on', () => {
    const live = liveAssignments({
      assignedLicenses: [],
      licenseStates: [row('sku', 'Active', ['a']), row('sku', 'Error', [], 'group')],
    })

    expect(live).toEqual([{ skuId: 'sku', disabledPlans: new Set(['a']), originKnown: true }])
  })
})
