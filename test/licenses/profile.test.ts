/** What SKUs license: each sentence of "Who is licensed" on literal SKUs and families. */
import { describe, expect, it } from 'vitest'
import type { Family } from '../../src/licenses/families.ts'
import { LicenseReader } from '../../src/licenses/profile.ts'
import { skuLicense } from '../../src/licenses/sku-license.ts'
import type { OperatorWord } from '../../src/licenses/sku-license.ts'
import { tenantFamilies } from '../../src/licenses/tenant-families.ts'
import type { SkuKind } from '../../src/guide/sku-catalogue.ts'
import type { SubscribedSku } from '../../src/model/licensing.ts'

const family = (id: string, about: Partial<Family> = {}): Family => ({
  id,
  matchBySkuOnly: false,
  tenantLicensed: false,
  skus: new Set(),
  limited: new Set(),
  plans: [],
  ...about,
})

const plan = (id: string, onlyInSkus: string[] | null = null, notInSkus: string[] = []) => ({
  id,
  onlyInSkus: onlyInSkus === null ? null : new Set(onlyInSkus),
  notInSkus: new Set(notInSkus),
})

const sku = (skuId: string, plans: string[], about: Partial<SubscribedSku> = {}): SubscribedSku => ({
  skuId,
  skuPartNumber: skuId.toUpperCase(),
  capabilityStatus: 'Enabled',
  consumedUnits: 1,
  prepaidUnits: { enabled: 5, warning: 0, suspended: 0, lockedOut: 0 },
  servicePlans: plans.map((id) => ({ id, name: id.toUpperCase() })),
  subscriptionIds: [],
  ...about,
})

const nature = (kind: SkuKind | null = null) => ({ kind, trial: kind === 'trial' })

interface Case {
  sku: SubscribedSku
  families: Family[]
  disabledPlans?: string[]
  kind?: SkuKind
  operator?: OperatorWord
}

const profileOf = ({ sku: held, families, disabledPlans = [], kind, operator }: Case) => {
  const license = skuLicense(held, families, nature(kind), operator)
  return new LicenseReader(new Map([[held.skuId, license]]), []).profileOf({
    assignedLicenses: [{ skuId: held.skuId, disabledPlans }],
    licenseStates: [],
  })
}

describe('families by plan', () => {
  const service = family('service', { plans: [plan('p')] })

  it('an enabled plan of the family gives it, whatever the SKU', () => {
    expect(profileOf({ sku: sku('suite', ['p', 'q']), families: [service] }).families).toEqual(new Set(['service']))
  })

  it('a plan that is switched off gives nothing, though another is on', () => {
    const profile = profileOf({ sku: sku('suite', ['p', 'q']), families: [service], disabledPlans: ['p'] })

    expect(profile).toMatchObject({ families: new Set(), hasLive: true })
  })

  it('only_in_skus and not_in_skus say in which SKUs a plan counts', () => {
    const families = [family('only', { plans: [plan('p', ['a'])] }), family('not', { plans: [plan('p', null, ['a'])] })]

    expect(profileOf({ sku: sku('a', ['p']), families }).families).toEqual(new Set(['only']))
    expect(profileOf({ sku: sku('b', ['p']), families }).families).toEqual(new Set(['not']))
  })

  it('a family marked sku_only is never given by a plan', () => {
    const families = [family('apps', { matchBySkuOnly: true, plans: [plan('p')], skus: new Set(['apps-sku']) })]

    expect(profileOf({ sku: sku('suite', ['p']), families }).families).toEqual(new Set())
    expect(profileOf({ sku: sku('apps-sku', ['p']), families }).families).toEqual(new Set(['apps']))
    expect(profileOf({ sku: sku('apps-sku', ['p', 'q']), families, disabledPlans: ['p'] }).families).toEqual(
      new Set(['apps']),
    )
  })
})

describe('families by SKU id', () => {
  const listed = family('service', { skus: new Set(['a']), plans: [plan('p')] })

  it('a listed SKU that carries none of the family plans gives it while any plan is on', () => {
    expect(profileOf({ sku: sku('a', ['x', 'y']), families: [listed], disabledPlans: ['x'] }).families).toEqual(
      new Set(['service']),
    )
    expect(profileOf({ sku: sku('a', ['x']), families: [listed], disabledPlans: ['x'] })).toMatchObject({
      families: new Set(),
      hasLive: false,
    })
  })

  it('a listed SKU that carries a plan of the family is decided by the plan', () => {
    expect(profileOf({ sku: sku('a', ['p', 'x']), families: [listed], disabledPlans: ['p'] }).families).toEqual(
      new Set(),
    )
  })
})

describe('what licenses nobody', () => {
  const service = family('service', { plans: [plan('p')], limited: new Set(['a']) })

  it.each(['Suspended', 'Deleted', 'LockedOut'])('a SKU that is %s is no license at all', (capabilityStatus) => {
    const profile = profileOf({ sku: sku('a', ['p'], { capabilityStatus }), families: [service] })

    expect(profile).toMatchObject({ families: new Set(), limited: new Set(), hasLive: false })
  })

  it('a SKU in grace licenses', () => {
    const profile = profileOf({ sku: sku('a', ['p'], { capabilityStatus: 'Warning' }), families: [service] })

    expect(profile.families).toEqual(new Set(['service']))
  })

  it.each(['test_or_sandbox', 'free'] as const)(
    'a SKU of kind %s licenses nothing, and is a live license still',
    (kind) => {
      const profile = profileOf({ sku: sku('a', ['p']), families: [service], kind })

      expect(profile).toMatchObject({ families: new Set(), limited: new Set(), hasLive: true })
    },
  )

  it('a SKU that the tenant no longer lists licenses nobody', () => {
    const profile = new LicenseReader(new Map(), []).profileOf({
      assignedLicenses: [{ skuId: 'gone', disabledPlans: [] }],
      licenseStates: [],
    })

    expect(profile).toMatchObject({ families: new Set(), hasLive: false })
    expect(profile.held.map(({ partNumber }) => partNumber)).toEqual(['gone'])
  })

  it('a trial licenses, and is marked', () => {
    const profile = profileOf({ sku: sku('a', ['p']), families: [service], kind: 'trial' })

    expect(profile.families).toEqual(new Set(['service']))
    expect(profile.held).toMatchObject([{ trial: true }])
  })

  it('a limited license counts while a plan of it is enabled, and gives no family', () => {
    const limited = family('service', { limited: new Set(['a']) })

    expect(profileOf({ sku: sku('a', ['x']), families: [limited] })).toMatchObject({
      families: new Set(),
      limited: new Set(['service']),
    })
    expect(profileOf({ sku: sku('a', ['x']), families: [limited], disabledPlans: ['x'] }).limited).toEqual(new Set())
  })
})

const word = (about: Partial<OperatorWord>): OperatorWord => ({ ignore: false, families: null, ...about })

describe('what the operator says', () => {
  const natural = family('natural', { plans: [plan('p')] })
  it('families replace what the SKU gives', () => {
    const profile = profileOf({ sku: sku('a', ['p']), families: [natural], operator: word({ families: ['said'] }) })

    expect(profile.families).toEqual(new Set(['said']))
  })

  it('families hold for a SKU of a kind that licenses nobody', () => {
    const operator = word({ families: ['said'] })

    expect(profileOf({ sku: sku('a', ['p']), families: [natural], kind: 'free', operator }).families).toEqual(
      new Set(['said']),
    )
  })

  it('families need a live assignment like any license', () => {
    const operator = word({ families: ['said'] })

    expect(profileOf({ sku: sku('a', ['p']), families: [natural], disabledPlans: ['p'], operator }).families).toEqual(
      new Set(),
    )
  })

  it('an ignored SKU has no family, and is a live license still', () => {
    const profile = profileOf({ sku: sku('a', ['p']), families: [natural], operator: word({ ignore: true }) })

    expect(profile).toMatchObject({ families: new Set(), hasLive: true })
  })
})

describe('profiles', () => {
  it('people of equal licenses share one profile', () => {
    const held = sku('a', ['p'])
    const reader = new LicenseReader(
      new Map([['a', skuLicense(held, [family('f', { plans: [plan('p')] })], nature())]]),
      ['everybody'],
    )
    const person = { assignedLicenses: [{ skuId: 'a', disabledPlans: [] }], licenseStates: [] }

    expect(reader.profileOf(person)).toBe(reader.profileOf({ ...person }))
    expect(reader.profileOf(person).families).toEqual(new Set(['everybody', 'f']))
  })
})

describe('families that the tenant holds for everybody', () => {
  const journeys = family('journeys', { tenantLicensed: true, skus: new Set(['a']), plans: [plan('p')] })
  const seat = family('seat', { skus: new Set(['a']) })
  const held = (subscribed: SubscribedSku, counted: number, kind: SkuKind | null = null) =>
    tenantFamilies(
      [subscribed],
      new Map([[subscribed.skuId, skuLicense(subscribed, [journeys, seat], nature(kind))]]),
      [journeys, seat],
      () => counted,
    )

  it('one counted unit is enough, and only for families licensed per tenant', () => {
    expect(held(sku('a', ['x']), 1)).toEqual(['journeys'])
    expect(held(sku('b', ['p']), 1)).toEqual(['journeys'])
    expect(held(sku('a', ['x']), 0)).toEqual([])
  })

  it('a SKU that licenses nobody is none', () => {
    expect(held(sku('a', ['x'], { capabilityStatus: 'Suspended' }), 1)).toEqual([])
    expect(held(sku('a', ['x']), 1, 'test_or_sandbox')).toEqual([])
    expect(tenantFamilies([sku('a', ['x'])], new Map(), [journeys], () => 1)).toEqual([])
  })
})
