/** What Graph looks things up by: built once per tenant description, since a tenant may have 100,000 users. */
import type {
  GroupDescription,
  LicenseDescription,
  SkuDescription,
  SubscriptionDescription,
  TenantDescription,
  UserDescription,
} from '../tenant.ts'

export type DirectoryObject =
  | { readonly kind: 'user'; readonly user: UserDescription }
  | { readonly kind: 'group'; readonly group: GroupDescription }

export interface Directory {
  readonly tenant: TenantDescription
  readonly users: ReadonlyMap<string, UserDescription>
  readonly groups: ReadonlyMap<string, GroupDescription>
  readonly skus: ReadonlyMap<string, SkuDescription>
  readonly subscriptionsOf: ReadonlyMap<string, readonly SubscriptionDescription[]>
  /** Users with a live row of the SKU. */
  readonly holders: ReadonlyMap<string, number>
  /** SKUs that a group gives. */
  readonly skusOfGroup: ReadonlyMap<string, ReadonlySet<string>>
  find(id: string): DirectoryObject | null
}

export function createDirectory(tenant: TenantDescription): Directory {
  const users = new Map(tenant.users.map((user) => [user.id, user]))
  const groups = new Map(tenant.groups.map((group) => [group.id, group]))
  return {
    tenant,
    users,
    groups,
    skus: new Map(tenant.skus.map((sku) => [sku.skuId, sku])),
    subscriptionsOf: Map.groupBy(tenant.subscriptions, (subscription) => subscription.skuId),
    ...licenseFacts(tenant.users),
    find(id) {
      const user = users.get(id)
      if (user !== undefined) return { kind: 'user', user }
      const group = groups.get(id)
      return group === undefined ? null : { kind: 'group', group }
    },
  }
}

/** The licenses that a user has: rows in these two states. */
export function isLive(license: LicenseDescription): boolean {
  return license.state === 'Active' || license.state === 'ActiveWithError'
}

/** Entra ID P1: sign-in data, and an audit log of 30 days. */
export function isPremiumTenant({ premium, users }: TenantDescription): boolean {
  return premium ?? users.some((user) => user.lastSignIn !== undefined)
}

function licenseFacts(users: readonly UserDescription[]): Pick<Directory, 'holders' | 'skusOfGroup'> {
  const holders = new Map<string, number>()
  const skusOfGroup = new Map<string, Set<string>>()
  for (const user of users) {
    const skuIds = new Set(user.licenses.filter(isLive).map((license) => license.skuId))
    for (const skuId of skuIds) holders.set(skuId, (holders.get(skuId) ?? 0) + 1)
    for (const { byGroup, skuId } of user.licenses) {
      if (byGroup === null) continue
      const skusOf = skusOfGroup.get(byGroup) ?? new Set()
      skusOfGroup.set(byGroup, skusOf.add(skuId))
    }
  }
  return { holders, skusOfGroup }
}
