/** Environments, their capacity, the tenant's capacity as the admin API reports it, and billing policies. MB here is binary: 1 GB = 1024 MB. */
import { z } from 'zod'

export const StorageKind = z.enum(['database', 'file', 'log'])
export type StorageKind = z.infer<typeof StorageKind>

/** Consumption of one environment in MB of 1/1024 GB; null where the API gives none. */
export const StorageMeter = z.object({
  kind: StorageKind,
  actualMB: z.number().nullable(),
  ratedMB: z.number().nullable(),
  updatedOn: z.string().nullable(),
})
export type StorageMeter = z.infer<typeof StorageMeter>

/** Where the Web API of an environment is. `notReady` says in words why Dataverse cannot be asked now, else null. */
export const DataverseLink = z.object({
  instanceUrl: z.string(),
  apiUrl: z.string(),
  notReady: z.string().nullable(),
  /** Language of role names (1033 is English); null where the API does not say. */
  baseLanguage: z.int().nullable().default(null),
})
export type DataverseLink = z.infer<typeof DataverseLink>

/** `id` is BAP's `name` in lower case (so `default-<guid>`); `type` BAP's environmentSku. `meters` null: not given by the API. */
export const Environment = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  isDefault: z.boolean(),
  dataverse: DataverseLink.nullable(),
  securityGroupId: z.string().nullable(),
  meters: z.array(StorageMeter).nullable(),
  billingPolicy: z.object({ id: z.string(), name: z.string(), enabled: z.boolean() }).nullable(),
})
export type Environment = z.infer<typeof Environment>

/** A pay-as-you-go policy with the environments under it (ids in lower case). */
export const BillingPolicy = z.object({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  environmentIds: z.array(z.string()),
})
export type BillingPolicy = z.infer<typeof BillingPolicy>

/** One license line of tenantCapacity. `capacityMB` binary; unit counts by state; `trialUnits` the sum of usable trial units. */
export const CapacityLine = z.object({
  layer: z.enum(['base', 'incremental', 'addOn']),
  skuId: z.string(),
  servicePlanId: z.string(),
  code: z.string(),
  capacityMB: z.number(),
  paid: z.object({ enabled: z.int(), warning: z.int(), suspended: z.int() }),
  trialUnits: z.int(),
  temporaryUntil: z.string().nullable(),
})
export type CapacityLine = z.infer<typeof CapacityLine>

/** One storage pool as the admin API reports it, in binary MB. A consumption that was never computed is null. */
export const CapacityReading = z.object({
  kind: StorageKind,
  totalMB: z.number(),
  ratedMB: z.number().nullable(),
  ratedOn: z.string().nullable(),
  overflow: z.array(z.object({ kind: StorageKind, capacityMB: z.number() })),
  lines: z.array(CapacityLine),
})
export type CapacityReading = z.infer<typeof CapacityReading>

/** tenantCapacity: `legacy` is the license model that gives no storage lines. */
export const TenantCapacity = z.object({ legacy: z.boolean(), readings: z.array(CapacityReading) })
export type TenantCapacity = z.infer<typeof TenantCapacity>
