/** A small random tenant for a seed, rich in what the restricted-table rule makes exceptions for, with the operator's files beside it. */
import type {
  CapacityDescription,
  GroupDescription,
  LicenseDescription,
  SkuDescription,
  SubscriptionDescription,
  TenantDescription,
  UserDescription,
} from '../../mocks/tenant.ts'
import { createDice, type Dice } from './dice.ts'
import { randomEnvironment } from './random-environment.ts'
import { planIds, shelf, skuNames, type ShelfSku, type SkuName } from './sku-shelf.ts'

export type SkuOverride =
  | { readonly plan: string }
  | { readonly families: readonly string[] }
  | { readonly pack: string }
  | { readonly ignore: true }

export interface PersonNote {
  readonly external?: boolean
  readonly absent?: string
  readonly shared?: boolean
}

/** What the operator says: the contents of the two files, and the switch of the second list. */
export interface OperatorSettings {
  readonly skuOverrides: Readonly<Record<string, SkuOverride>>
  readonly people: Readonly<Record<string, PersonNote>>
  readonly fieldServiceList: boolean
}

export interface RandomCase {
  readonly seed: number
  readonly tenant: TenantDescription
  readonly settings: OperatorSettings
}

export function randomCase(seed: number): RandomCase {
  const dice = createDice(seed)
  const id = dice.guid()
  const app = { clientId: dice.guid(), secret: `practice-${dice.guid()}` }
  const skus = randomSkus(dice)
  const licensingGroups = [dice.guid(), dice.guid()]
  const users = Array.from({ length: dice.between(10, 40) }, (_, index) =>
    randomUser(dice, index, skus, licensingGroups),
  )
  const groups = randomGroups(dice, users, licensingGroups)
  const environments = Array.from({ length: dice.between(1, 4) }, (_, index) =>
    randomEnvironment({ dice, index, tenantId: id, clientId: app.clientId, users, groups }),
  )
  const tenant: TenantDescription = {
    id,
    displayName: 'Contoso',
    domain: 'contoso.example',
    apps: [app],
    skus,
    subscriptions: skus.map((sku) => subscriptionOf(dice, sku)),
    users,
    groups,
    capacity: plainCapacity,
    environments,
    billingPolicies: [],
    listCarriesCapacity: true,
    refusals: [],
  }
  return { seed, tenant, settings: randomSettings(dice, users) }
}

const capabilities = [
  ['Enabled', 84],
  ['Warning', 7],
  ['Suspended', 4],
  ['LockedOut', 3],
  ['Deleted', 2],
] as const

function randomSkus(dice: Dice): SkuDescription[] {
  return skuNames
    .filter((name) => dice.chance(likelihoodOf(name)))
    .map((name) => {
      const capabilityStatus = dice.weighted(capabilities)
      const amount = dice.between(1, 30)
      return {
        skuId: shelf[name].skuId,
        skuPartNumber: name,
        capabilityStatus,
        units: {
          enabled: capabilityStatus === 'Enabled' ? amount : 0,
          warning: capabilityStatus === 'Warning' ? amount : 0,
          suspended: capabilityStatus === 'Suspended' ? amount : 0,
          lockedOut: capabilityStatus === 'LockedOut' ? amount : 0,
        },
        servicePlans: shelf[name].plans.map((plan) => ({ id: planIds[plan], name: plan })),
      }
    })
}

function likelihoodOf(name: SkuName): number {
  if (name === 'DYN365_CUSTOMER_INSIGHTS_BASE' || name === 'DYN365_MARKETING_CONTACT_ADDON') return 0.25
  return favored.includes(name) || name.startsWith('CONTOSO') ? 0.85 : 0.55
}

function isSkuName(name: string): name is SkuName {
  return name in shelf
}

function subscriptionOf(dice: Dice, sku: SkuDescription): SubscriptionDescription {
  const shelved: ShelfSku | null = isSkuName(sku.skuPartNumber) ? shelf[sku.skuPartNumber] : null
  const { enabled, warning, suspended, lockedOut } = sku.units
  return {
    id: dice.guid(),
    skuId: sku.skuId,
    isTrial: shelved?.trial === true,
    status: sku.capabilityStatus,
    totalLicenses: enabled + warning + suspended + lockedOut,
    nextLifecycleDateTime: '2027-06-30T00:00:00Z',
  }
}

function randomUser(
  dice: Dice,
  index: number,
  skus: readonly SkuDescription[],
  licensingGroups: readonly string[],
): UserDescription {
  const name = `user${String(index).padStart(2, '0')}`
  const count = dice.weighted([
    [0, 6],
    [1, 40],
    [2, 37],
    [3, 17],
  ] as const)
  const held = [...new Set(dice.draw([...skus, ...skus.flatMap(favoredTwice)], count))]
  const withoutRow = dice.chance(0.1) ? held.slice(0, 1) : []
  const licenses = held
    .filter((sku) => !withoutRow.includes(sku))
    .flatMap((sku) => randomAssignments(dice, sku, licensingGroups))
  const isDead = (sku: SkuDescription) =>
    licenses.every((row) => row.skuId !== sku.skuId || row.state === 'Disabled' || row.state === 'Error')
  const stale = held.filter((sku) => !withoutRow.includes(sku) && isDead(sku) && dice.chance(0.5))
  return {
    id: dice.guid(),
    upn: `${name}@contoso.example`,
    displayName: `Person ${index}`,
    userType: dice.weighted([
      ['Member', 75],
      ['Guest', 20],
      [null, 5],
    ] as const),
    accountEnabled: dice.chance(0.96),
    licenses: [...licenses, ...(dice.chance(0.05) ? leftovers(dice, skus) : [])],
    licensesWithoutRow: [...withoutRow, ...stale].map((sku) => ({
      skuId: sku.skuId,
      disabledPlans: randomDisabledPlans(dice, sku),
    })),
  }
}

/** SKUs of which the rule makes exceptions are common here. */
const favored: readonly string[] = [
  'SPE_E5',
  'POWERAPPS_PER_USER',
  'POWERAPPS_INDIVIDUAL_USER',
  'FLOW_PER_USER',
  'CONTOSO_RESELLER_BUNDLE',
  'DYN365_TEAM_MEMBERS',
  'DYN365_ENTERPRISE_CUSTOMER_SERVICE',
] satisfies SkuName[]

function favoredTwice(sku: SkuDescription): SkuDescription[] {
  return favored.includes(sku.skuPartNumber) ? [sku, sku] : []
}

/** One SKU is held directly, by a group, or by several of these at once. */
function randomAssignments(dice: Dice, sku: SkuDescription, licensingGroups: readonly string[]): LicenseDescription[] {
  const origins = dice.draw(
    [null, ...licensingGroups],
    dice.weighted([
      [1, 75],
      [2, 20],
      [3, 5],
    ] as const),
  )
  return origins.map((byGroup) => ({
    skuId: sku.skuId,
    disabledPlans: randomDisabledPlans(dice, sku),
    state: dice.weighted([
      ['Active', 82],
      ['ActiveWithError', 8],
      ['Disabled', 4],
      ['Error', 6],
    ] as const),
    byGroup,
    lastUpdatedDateTime: '2026-03-01T08:00:00Z',
  }))
}

/** An assignment outlives its SKU: the tenant no longer lists it, so nothing is known of its plans. */
function leftovers(dice: Dice, skus: readonly SkuDescription[]): LicenseDescription[] {
  const gone = skuNames.filter((name) => !skus.some((sku) => sku.skuPartNumber === name))
  return dice
    .draw(gone, 1)
    .map((name) => ({ skuId: shelf[name].skuId, disabledPlans: [], state: 'Active', byGroup: null }))
}

function randomDisabledPlans(dice: Dice, sku: SkuDescription): string[] {
  const plans = sku.servicePlans.map((plan) => plan.id)
  return dice.some(
    plans,
    dice.weighted([
      [0, 70],
      [0.5, 22],
      [1, 8],
    ] as const),
  )
}

/** Security groups may hold each other, in circles too; a Microsoft 365 group holds people only. The first two only give licenses. */
function randomGroups(
  dice: Dice,
  users: readonly UserDescription[],
  licensingGroups: readonly string[],
): GroupDescription[] {
  const ids = Array.from({ length: dice.between(3, 6) }, () => dice.guid())
  const people = users.map((user) => user.id)
  const nesting = ids.map((id): GroupDescription => {
    const kind = dice.chance(0.75) ? 'security' : 'm365'
    const inner = kind === 'security' ? dice.some(ids, 0.4).filter((other) => other !== id) : []
    return {
      id,
      displayName: `Group ${id.slice(0, 6)}`,
      kind,
      members: [
        ...dice.some(
          people,
          dice.weighted([
            [0.15, 60],
            [0.4, 30],
            [0, 10],
          ] as const),
        ),
        ...inner,
      ],
      owners: dice.draw(people, dice.between(0, 5)),
    }
  })
  const licensing = licensingGroups.map((id, index) => ({
    id,
    displayName: `Licenses ${index}`,
    kind: 'security' as const,
    members: dice.some(people, 0.2),
    owners: [],
  }))
  const outer: GroupDescription = {
    id: dice.guid(),
    displayName: 'Everything within',
    kind: 'security',
    members: [...dice.some(people, 0.1), ...dice.some(ids, 0.8)],
    owners: [],
  }
  return [...licensing, ...nesting, outer]
}

const plainCapacity: CapacityDescription = {
  licenseModelType: 'StorageDriven',
  meters: (['Database', 'File', 'Log'] as const).map((kind) => ({
    kind,
    actualMB: 1024,
    ratedMB: 1024,
    overflow: [],
    lines: [],
  })),
}

function randomSettings(dice: Dice, users: readonly UserDescription[]): OperatorSettings {
  const overrides: [SkuName, SkuOverride][] = []
  const plan = dice.pick([null, 'customer-service-premium', 'customer-service-enterprise'])
  if (plan !== null) overrides.push(['CONTOSO_CLOUD_SERVICE', { plan }])
  if (dice.chance(0.7)) overrides.push(['CONTOSO_CLOUD_FIELD', { families: ['field_service', 'power_apps'] }])
  if (dice.chance(0.4)) overrides.push(['DYN365_ENTERPRISE_CUSTOMER_SERVICE', { ignore: true }])
  if (dice.chance(0.15)) overrides.push(['DYN365_ENTERPRISE_FIELD_SERVICE', { families: ['sales_professional'] }])
  const people: [string, PersonNote][] = []
  for (const user of users) {
    if (user.userType === 'Guest' && dice.chance(0.25)) people.push([user.upn, { external: dice.chance(0.3) }])
    else if (dice.chance(0.03)) people.push([user.upn, { shared: true }])
    else if (dice.chance(0.05)) people.push([user.upn, { absent: '2026-11-01' }])
  }
  return {
    skuOverrides: Object.fromEntries(overrides.map(([name, override]) => [shelf[name].skuId, override])),
    people: Object.fromEntries(people),
    fieldServiceList: dice.chance(0.35),
  }
}
