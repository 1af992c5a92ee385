/** Small literal rows of a tenant for the tests of entitlements: SKUs by name, subscriptions, lines of the admin API. */
import { defaultEditionId } from '../../src/guide/default-edition.ts'
import type { Edition } from '../../src/guide/edition.ts'
import { loadEdition, loadReferenceData } from '../../src/guide/load.ts'
import type { SkuOverride, SkuOverrides } from '../../src/guide/sku-overrides.ts'
import type { PoolSources } from '../../src/entitlements/pool-sources.ts'
import { derivePools } from '../../src/entitlements/pools.ts'
import { deriveSeats } from '../../src/entitlements/seats.ts'
import type { CapacityLine, CapacityReading, TenantCapacity } from '../../src/model/environment.ts'
import type { SubscribedSku, Subscription } from '../../src/model/licensing.ts'
import type { Pool, PoolId } from '../../src/model/pool.ts'

export const edition: Edition = loadEdition(defaultEditionId)
export const data = loadReferenceData()
export const asOf = '2026-11-24T09:00:00.000Z'

/** Ids and plans as Microsoft publishes them; Premium stands in no public list. */
const known = {
  digital: ['59d3d0bf-df39-4b8b-8601-ea6c09a7fd66', 'DYN365_CC_DIGITAL', '0ef2b4e3-0a2b-450d-8c5f-a52203c40f50'],
  voice: ['79e2368c-4568-48d5-a352-b0344afabcf8', 'DYN365_CC_VOICE', '57517633-b4ad-4db8-8c1a-65f443424490'],
  'digital-voice': ['dfb1700c-013e-4132-8bce-0d319c43a95d', 'DYN365_CC', '2a9d72b3-1714-440f-babf-bf92bf9683d8'],
  'digital-addon': [
    '7e6e6091-1680-4532-9370-6cd4598483ac',
    'DYN365_CC_DIGITAL',
    '0ef2b4e3-0a2b-450d-8c5f-a52203c40f50',
  ],
  'voice-addon': ['73e8b747-20bf-463d-8ffd-274a7d65d0bc', 'DYN365_CC_VOICE', '57517633-b4ad-4db8-8c1a-65f443424490'],
  'digital-voice-addon': ['39a78eb6-3a8a-4e1e-878a-575a5c8984e7', 'DYN365_CC', '2a9d72b3-1714-440f-babf-bf92bf9683d8'],
  'customer-service-enterprise': [
    '749742bf-0d37-4158-a120-33567104deeb',
    'DYN365_ENTERPRISE_CUSTOMER_SERVICE',
    '99340b49-fb81-4b1e-976b-8f2ae8e9394f',
  ],
  'legacy-voice': ['dadd2312-b5b1-4fa0-8c15-0903de3e2303', 'DYN365_CS_VOICE', 'f6ec6dfa-2402-468d-a455-89be11116d43'],
  'viral-trial': [
    '1e615a51-59db-4807-9957-aa83c3657351',
    'DYN365_CS_ENTERPRISE_VIRAL_TRIAL',
    '94fb67d3-465f-4d1f-a50a-952da079a564',
  ],
  sales: ['1e1a282c-9c54-43a2-9310-98ef728faace', 'DYN365_ENTERPRISE_SALES', '2da8e897-7791-486b-b08f-cc63c8129df7'],
} as const
export type KnownSku = keyof typeof known

export const premiumId = '5e7a0000-0000-4000-b000-000000000001'
export const packId = '5e7a0000-0000-4000-b000-000000000009'

export function skuId(name: KnownSku): string {
  return known[name][0]
}

/** A subscribed SKU with enabled units and, where given, units of other states. */
export function sku(name: KnownSku, enabled: number, more: Partial<SubscribedSku> = {}): SubscribedSku {
  const [id, planName, planId] = known[name]
  return anySku(id, name.toUpperCase(), [{ id: planId, name: planName }], enabled, more)
}

/** As the guide describes it: one SKU with both products' plans. */
export function premium(enabled: number, more: Partial<SubscribedSku> = {}): SubscribedSku {
  const plans = [
    { id: '2a9d72b3-1714-440f-babf-bf92bf9683d8', name: 'DYN365_CC' },
    { id: '99340b49-fb81-4b1e-976b-8f2ae8e9394f', name: 'DYN365_ENTERPRISE_CUSTOMER_SERVICE' },
  ]
  return anySku(premiumId, 'CUSTOMER_SERVICE_PREMIUM', plans, enabled, more)
}

export function anySku(
  id: string,
  partNumber: string,
  servicePlans: SubscribedSku['servicePlans'],
  enabled: number,
  more: Partial<SubscribedSku> = {},
): SubscribedSku {
  return {
    skuId: id,
    skuPartNumber: partNumber,
    capabilityStatus: 'Enabled',
    consumedUnits: 0,
    prepaidUnits: { enabled, warning: 0, suspended: 0, lockedOut: 0 },
    servicePlans,
    subscriptionIds: [],
    ...more,
  }
}

export function subscription(of: string, more: Partial<Subscription> = {}): Subscription {
  return { id: 's', skuId: of, isTrial: false, status: 'Enabled', totalLicenses: 0, nextLifecycle: null, ...more }
}

export function line(layer: CapacityLine['layer'], of: string, capacityMB: number, more: Partial<CapacityLine> = {}) {
  return {
    layer,
    skuId: of,
    servicePlanId: '5e7a0000-0000-4000-a000-000000000001',
    code: 'CDS_CAPACITY',
    capacityMB,
    paid: { enabled: 1, warning: 0, suspended: 0 },
    trialUnits: 0,
    temporaryUntil: null,
    ...more,
  } satisfies CapacityLine
}

/** A reading whose total is that of its lines, unless told otherwise. */
export function reading(
  kind: CapacityReading['kind'],
  lines: readonly CapacityLine[],
  more: Partial<CapacityReading> = {},
): CapacityReading {
  const sum = (layer: CapacityLine['layer']): number =>
    lines.filter((one) => one.layer === layer).reduce((total, one) => total + one.capacityMB, 0)
  const base = Math.max(0, ...lines.filter((one) => one.layer === 'base').map((one) => one.capacityMB))
  return {
    kind,
    totalMB: base + sum('incremental') + sum('addOn'),
    ratedMB: null,
    ratedOn: null,
    overflow: [],
    lines: [...lines],
    ...more,
  }
}

export function capacity(...readings: CapacityReading[]): TenantCapacity {
  return { legacy: false, readings }
}

export interface Tenant extends Partial<
  Pick<PoolSources, 'edition' | 'otherEditions' | 'compare' | 'capacity' | 'asOf'>
> {
  readonly skus: readonly SubscribedSku[]
  readonly subscriptions?: readonly Subscription[] | null
  readonly overrides?: Readonly<Record<string, SkuOverride>>
}

/** The six pools of a tenant, from its rows. */
export function poolsOf(tenant: Tenant): Pool[] {
  return derivePools(poolSourcesOf(tenant))
}

export function poolSourcesOf({ skus, subscriptions = [], overrides = {}, ...rest }: Tenant): PoolSources {
  const said: SkuOverrides = new Map(Object.entries(overrides))
  const derived = deriveSeats({ skus, subscriptions, data, overrides: said })
  return {
    ...derived,
    skus,
    capacity: null,
    edition,
    otherEditions: [],
    data,
    overrides: said,
    asOf,
    ...rest,
  }
}

export function poolOf(pool: PoolId, tenant: Tenant): Pool {
  const found = poolsOf(tenant).find((one) => one.pool === pool)
  if (found === undefined) throw new RangeError(`no pool ${pool}`)
  return found
}
