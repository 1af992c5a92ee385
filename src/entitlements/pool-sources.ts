/** What pools are derived from: the tenant's rows, an edition and the lists. */
import type { Edition } from '../guide/edition.ts'
import type { ReferenceData } from '../guide/reference-data.ts'
import type { SkuOverrides } from '../guide/sku-overrides.ts'
import type { TenantCapacity } from '../model/environment.ts'
import type { SubscribedSku } from '../model/licensing.ts'
import type { Seat } from '../model/pool.ts'
import type { HeldPack } from './seats.ts'

export interface PoolSources {
  readonly seats: readonly Seat[]
  readonly packs: readonly HeldPack[]
  /** null: could not be read, so that nothing is known of the entitlement. */
  readonly skus: readonly SubscribedSku[] | null
  /** null: could not be read. */
  readonly capacity: TenantCapacity | null
  readonly edition: Edition
  /** Editions whose base may stand in the admin API already. */
  readonly otherEditions: readonly Edition[]
  /** An edition whose entitlements are to stand beside this one's. */
  readonly compare?: Edition | undefined
  /** Counted units of every subscribed SKU; without it no other family is re-derived. */
  readonly counted?: ReadonlyMap<string, number>
  readonly data: ReferenceData
  readonly overrides: SkuOverrides
  /** ISO 8601 UTC; its month is the period of the monthly pools. */
  readonly asOf: string
  /** When the admin API was asked, ISO 8601 UTC; another day may be judged later. Default: `asOf`. */
  readonly readAt?: string
}
