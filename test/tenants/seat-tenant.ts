/** A tenant of nothing but seats and storage, described in a few words, for the figures of `capacity`. */
import { parseTenant } from '../../mocks/tenant-file.ts'
import type { StorageKind, SubscriptionDescription, TenantDescription } from '../../mocks/tenant.ts'
import type { SubscribedSku } from '../../src/model/licensing.ts'

export interface SeatTenant {
  readonly skus: readonly SubscribedSku[]
  readonly subscriptions?: readonly Partial<SubscriptionDescription>[]
  /** Total and rated consumption as the admin API tells them, in its MB; no line explains the total. */
  readonly storage?: Partial<Record<StorageKind, { readonly totalMB: number; readonly ratedMB: number }>>
}

/** One default environment without Dataverse, so that its included storage is shown. */
export function seatTenant({ skus, subscriptions = [], storage = {} }: SeatTenant): TenantDescription {
  const kinds = ['Database', 'File', 'Log'] as const
  return parseTenant({
    id: '0c000000-0000-4000-a000-000000000000',
    displayName: 'Adatum',
    domain: 'adatum.example',
    apps: [{ clientId: '0d000000-0000-4000-a000-000000000000', secret: 'practice-secret' }],
    skus: skus.map(({ skuId, skuPartNumber, capabilityStatus, prepaidUnits: units, servicePlans }) => ({
      skuId,
      skuPartNumber,
      capabilityStatus,
      units,
      servicePlans,
    })),
    subscriptions: subscriptions.map((subscription, index) => ({
      id: `0b000000-0000-4000-a000-00000000000${index}`,
      ...subscription,
    })),
    capacity: {
      meters: kinds.flatMap((kind) => {
        const told = storage[kind]
        return told === undefined ? [] : [{ kind, actualMB: told.ratedMB, lines: [], ...told }]
      }),
    },
    environments: [
      { id: 'Default-0c000000-0000-4000-a000-000000000000', displayName: 'Adatum (default)', sku: 'Default' },
    ],
  })
}
