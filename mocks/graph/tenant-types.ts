/** The Graph types of a tenant as a customer: `organization`, `subscribedSku`, `companySubscription`. */
import { guidOf } from '../guid.ts'
import type { SkuDescription, SubscriptionDescription, TenantDescription } from '../tenant.ts'
import type { Directory } from './directory.ts'
import { emptyProperties, type GraphType, type Property } from './properties.ts'

type Read<Item> = (item: Item) => unknown

/** A type without default set: everything comes unless a selection says otherwise. */
function plainType<Item>(
  name: string,
  reads: Readonly<Record<string, Read<Item>>>,
  empty: readonly string[] = [],
): GraphType<Item> {
  const own = Object.entries(reads).map(([key, read]): [string, Property<Item>] => [key, { type: 'complex', read }])
  const properties = new Map([...emptyProperties<Item>(empty), ...own])
  return { name, properties, defaults: [...properties.keys()], lambdas: new Map() }
}

export const organizationType: GraphType<TenantDescription> = plainType(
  'organization',
  {
    id: (tenant: TenantDescription) => tenant.id,
    displayName: (tenant: TenantDescription) => tenant.displayName,
    tenantType: () => 'AAD',
    countryLetterCode: () => 'US',
    createdDateTime: () => '2021-02-03T04:05:06Z',
    onPremisesSyncEnabled: () => null,
    assignedPlans: () => [],
    verifiedDomains: (tenant: TenantDescription) => [
      {
        capabilities: 'Email, OfficeCommunicationsOnline',
        isDefault: true,
        isInitial: true,
        name: tenant.domain,
        type: 'Managed',
      },
    ],
  },
  ['city', 'country', 'deletedDateTime', 'postalCode', 'preferredLanguage', 'state', 'street'],
)

export function createSubscribedSkuType({ tenant, holders, subscriptionsOf }: Directory): GraphType<SkuDescription> {
  return plainType('subscribedSku', {
    id: (sku: SkuDescription) => `${tenant.id}_${sku.skuId}`,
    accountId: () => tenant.id,
    accountName: () => tenant.displayName,
    appliesTo: () => 'User',
    capabilityStatus: (sku: SkuDescription) => sku.capabilityStatus,
    consumedUnits: (sku: SkuDescription) => sku.consumedUnits ?? holders.get(sku.skuId) ?? 0,
    prepaidUnits: (sku: SkuDescription) => sku.units,
    servicePlans: (sku: SkuDescription) => sku.servicePlans.map((plan) => servicePlan(plan)),
    skuId: (sku: SkuDescription) => sku.skuId,
    skuPartNumber: (sku: SkuDescription) => sku.skuPartNumber,
    subscriptionIds: (sku: SkuDescription) => (subscriptionsOf.get(sku.skuId) ?? []).map(({ id }) => id),
  })
}

export function createCompanySubscriptionType({ skus }: Directory): GraphType<SubscriptionDescription> {
  return plainType(
    'companySubscription',
    {
      id: (subscription: SubscriptionDescription) => subscription.id,
      commerceSubscriptionId: (subscription: SubscriptionDescription) => guidOf(`commerce ${subscription.id}`),
      createdDateTime: () => '2025-01-15T00:00:00Z',
      isTrial: (subscription: SubscriptionDescription) => subscription.isTrial,
      nextLifecycleDateTime: (subscription: SubscriptionDescription) => subscription.nextLifecycleDateTime,
      serviceStatus: (subscription: SubscriptionDescription) =>
        (skus.get(subscription.skuId)?.servicePlans ?? []).map((plan) => servicePlan(plan)),
      skuId: (subscription: SubscriptionDescription) => subscription.skuId,
      skuPartNumber: (subscription: SubscriptionDescription) => skus.get(subscription.skuId)?.skuPartNumber ?? null,
      status: (subscription: SubscriptionDescription) => subscription.status,
      totalLicenses: (subscription: SubscriptionDescription) => subscription.totalLicenses,
    },
    ['ownerId', 'ownerTenantId', 'ownerType'],
  )
}

function servicePlan({ id, name }: SkuDescription['servicePlans'][number]) {
  return { servicePlanId: id, servicePlanName: name, provisioningStatus: 'Success', appliesTo: 'User' }
}
