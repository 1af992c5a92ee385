/** The licensing rows: subscribed SKUs, subscriptions, people with their license assignments, groups. Ids are lower case. */
import { z } from 'zod'

export const Organization = z.object({ id: z.string(), displayName: z.string().nullable() })
export type Organization = z.infer<typeof Organization>

export const ServicePlan = z.object({ id: z.string(), name: z.string() })
export type ServicePlan = z.infer<typeof ServicePlan>

/** Units of one SKU by state, as Graph's `prepaidUnits`. */
export const PrepaidUnits = z.object({ enabled: z.int(), warning: z.int(), suspended: z.int(), lockedOut: z.int() })
export type PrepaidUnits = z.infer<typeof PrepaidUnits>

/** Graph subscribedSku: one row per SKU of the tenant. `capabilityStatus` is Enabled, Warning, Suspended, Deleted or LockedOut. */
export const SubscribedSku = z.object({
  skuId: z.string(),
  skuPartNumber: z.string(),
  capabilityStatus: z.string(),
  consumedUnits: z.int(),
  prepaidUnits: PrepaidUnits,
  servicePlans: z.array(ServicePlan),
  subscriptionIds: z.array(z.string()),
})
export type SubscribedSku = z.infer<typeof SubscribedSku>

/** Graph companySubscription. `nextLifecycle` is when it moves to the next state if it is not renewed, ISO 8601 UTC. */
export const Subscription = z.object({
  id: z.string(),
  skuId: z.string(),
  isTrial: z.boolean(),
  status: z.string(),
  totalLicenses: z.int(),
  nextLifecycle: z.string().nullable(),
})
export type Subscription = z.infer<typeof Subscription>

export const AssignedLicense = z.object({ skuId: z.string(), disabledPlans: z.array(z.string()) })
export type AssignedLicense = z.infer<typeof AssignedLicense>

/** A row of licenseAssignmentStates. `assignedByGroup` null is direct. `lastUpdated` is an upper bound of "assigned since". */
export const LicenseState = z.object({
  skuId: z.string(),
  disabledPlans: z.array(z.string()),
  assignedByGroup: z.string().nullable(),
  state: z.string(),
  lastUpdated: z.string().nullable(),
})
export type LicenseState = z.infer<typeof LicenseState>

/** An Entra user. `userType` null is an old account: a member. */
export const Person = z.object({
  id: z.string(),
  upn: z.string().nullable(),
  displayName: z.string().nullable(),
  userType: z.enum(['member', 'guest']),
  accountEnabled: z.boolean().nullable(),
  assignedLicenses: z.array(AssignedLicense),
  licenseStates: z.array(LicenseState),
})
export type Person = z.infer<typeof Person>

/** An Entra group that a group team or an environment names. `missing`: deleted; `unreadable`: see the source's reason. */
export const Group = z.object({
  id: z.string(),
  name: z.string().nullable(),
  state: z.enum(['read', 'missing', 'unreadable']),
})
export type Group = z.infer<typeof Group>

/** `nested` only for people who are no direct member of the group; an owner row stands beside the member rows. */
export const GroupMember = z.object({
  groupId: z.string(),
  personId: z.string(),
  via: z.enum(['direct', 'nested', 'owner']),
})
export type GroupMember = z.infer<typeof GroupMember>
