/** The Graph type `directoryAudit`: changes of licenses as the directory's log tells them, gaps and detours included. */
import { guidOf } from '../guid.ts'
import type { TenantDescription } from '../tenant.ts'
import type { LicenseEventDescription } from '../tenant-usage.ts'
import { isPremiumTenant, type Directory } from './directory.ts'
import type { GraphType, Property } from './properties.ts'

export interface AuditEvent {
  readonly id: string
  readonly at: string
  readonly activity: 'Change user license' | 'Update user'
  readonly correlationId: string
  readonly change: LicenseEventDescription
  /** Whether the SKUs stand in this event. */
  readonly hasDetail: boolean
}

/** The log forgets. */
const keptDays = { premium: 30, free: 7 }
const dayMs = 86_400_000

/** Newest first, as the log lists them. */
export function auditEvents(tenant: TenantDescription, now: number): AuditEvent[] {
  const days = isPremiumTenant(tenant) ? keptDays.premium : keptDays.free
  return (tenant.licenseEvents ?? [])
    .filter(({ at }) => now - Date.parse(at) <= days * dayMs && Date.parse(at) <= now)
    .flatMap(eventsOf)
    .toSorted((left, right) => Date.parse(right.at) - Date.parse(left.at))
}

/** Two events of one correlation: the change, and an update that may hold what the change does not say. */
function eventsOf(change: LicenseEventDescription): AuditEvent[] {
  const { at, userId, detail = 'here' } = change
  const correlationId = guidOf(`correlation ${userId} ${at} ${change.after.join()}`)
  const event = (activity: AuditEvent['activity'], hasDetail: boolean): AuditEvent => ({
    id: `Directory_${correlationId}_${activity === 'Update user' ? 'UPDAT' : 'LICEN'}_${Date.parse(at)}`,
    at,
    activity,
    correlationId,
    change,
    hasDetail,
  })
  return [event('Change user license', detail === 'here'), event('Update user', detail === 'elsewhere')]
}

export function createAuditType(directory: Directory): GraphType<AuditEvent> {
  const text = (read: (event: AuditEvent) => string): Property<AuditEvent> => ({ type: 'string', read })
  const complex = (read: (event: AuditEvent) => unknown): Property<AuditEvent> => ({ type: 'complex', read })
  const properties = new Map<string, Property<AuditEvent>>([
    ['id', text((event) => event.id)],
    ['activityDateTime', { type: 'dateTime', read: (event) => event.at }],
    ['activityDisplayName', text((event) => event.activity)],
    ['category', text(() => 'UserManagement')],
    ['correlationId', text((event) => event.correlationId)],
    ['loggedByService', text(() => 'Core Directory')],
    ['operationType', text(() => 'Update')],
    ['result', text(() => 'success')],
    ['resultReason', text(() => '')],
    ['initiatedBy', complex((event) => initiatorOf(directory, event))],
    ['targetResources', complex((event) => [targetOf(directory, event)])],
    ['additionalDetails', complex(detailsOf)],
  ])
  return { name: 'directoryAudit', properties, defaults: [...properties.keys()], lambdas: new Map() }
}

function initiatorOf({ tenant }: Directory, { change: { by = 'admin' } }: AuditEvent): unknown {
  if (by === 'nobody') return { user: null, app: null }
  if (by === 'group') {
    const app = { appId: null, displayName: 'Microsoft Azure AD Group-Based Licensing', servicePrincipalId: null }
    return { user: null, app: { ...app, servicePrincipalName: null } }
  }
  const id = guidOf(`administrator of ${tenant.id}`)
  const user = { id, displayName: null, userPrincipalName: `licenses@${tenant.domain}`, ipAddress: '' }
  return { user, app: null }
}

function detailsOf({ change }: AuditEvent): unknown {
  return change.by === 'nobody' ? [{ key: 'Action Client Name', value: 'PropagationService' }] : []
}

function targetOf(directory: Directory, { change, hasDetail }: AuditEvent): unknown {
  const { userId, before, after } = change
  const upn = directory.users.get(userId)?.upn ?? directory.tenant.deletedUsers?.find(({ id }) => id === userId)?.upn
  const licenses = {
    displayName: 'AssignedLicense',
    oldValue: assignedLicenses(directory, before),
    newValue: assignedLicenses(directory, after),
  }
  const updated = { displayName: 'Included Updated Properties', oldValue: null, newValue: '"AssignedLicense"' }
  return {
    id: userId,
    displayName: null,
    type: 'User',
    userPrincipalName: upn ?? null,
    groupType: null,
    modifiedProperties: hasDetail ? [licenses, updated] : [],
  }
}

/** A list of texts, each of which looks like an object and is none. */
function assignedLicenses({ tenant, skus }: Directory, skuIds: readonly string[]): string {
  return JSON.stringify(
    skuIds.map((skuId) => {
      const name = skus.get(skuId)?.skuPartNumber ?? 'UNKNOWN'
      return `[SkuName=${name}, AccountId=${tenant.id}, SkuId=${skuId}, DisabledPlans=[]]`
    }),
  )
}
