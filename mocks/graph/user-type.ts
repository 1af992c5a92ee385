/** The Graph type `user`, read from a tenant description. */
import type { UserDescription } from '../tenant.ts'
import { isLive, isPremiumTenant, type Directory } from './directory.ts'
import { emptyProperties, type GraphType, type Property } from './properties.ts'
import { signInActivity, signInProperty, signInRefusal } from './sign-in-activity.ts'

const text = (read: (user: UserDescription) => string | null): Property<UserDescription> => ({ type: 'string', read })
const complex = (read: (user: UserDescription) => unknown): Property<UserDescription> => ({ type: 'complex', read })

/** Rows of a description without a time of their own. */
const assignedAt = '2026-01-12T09:30:00Z'

/** Properties that exist and that no practice tenant fills. */
const neverFilled = [
  'city',
  'companyName',
  'country',
  'deletedDateTime',
  'department',
  'employeeId',
  'employeeType',
  'jobTitle',
  'mobilePhone',
  'officeLocation',
  'onPremisesLastSyncDateTime',
  'onPremisesSamAccountName',
  'preferredLanguage',
  'state',
  'streetAddress',
]

export function createUserType(directory: Directory): GraphType<UserDescription> {
  const isPremium = isPremiumTenant(directory.tenant)
  return {
    name: 'user',
    refusals: new Map(isPremium ? [] : [[signInProperty, signInRefusal]]),
    defaults: [
      'businessPhones',
      'displayName',
      'givenName',
      'jobTitle',
      'mail',
      'mobilePhone',
      'officeLocation',
      'preferredLanguage',
      'surname',
      'userPrincipalName',
      'id',
    ],
    lambdas: new Map<string, 'guid' | 'string'>([
      ['assignedLicenses/skuId', 'guid'],
      ['assignedPlans/servicePlanId', 'guid'],
      ['assignedPlans/capabilityStatus', 'string'],
    ]),
    properties: new Map<string, Property<UserDescription>>([
      ...emptyProperties<UserDescription>(neverFilled),
      ['id', text((user) => user.id)],
      ['userPrincipalName', text((user) => user.upn)],
      ['displayName', text((user) => user.displayName)],
      ['givenName', text((user) => user.displayName.split(' ')[0] ?? null)],
      ['surname', text((user) => user.displayName.split(' ').at(-1) ?? null)],
      ['mail', text((user) => user.upn)],
      ['mailNickname', text((user) => user.upn.split('@')[0] ?? null)],
      ['userType', text((user) => user.userType)],
      ['externalUserState', text((user) => (user.userType === 'Guest' ? 'Accepted' : null))],
      ['usageLocation', text(() => 'US')],
      ['accountEnabled', { type: 'boolean', read: (user) => user.accountEnabled }],
      ['onPremisesSyncEnabled', { type: 'boolean', read: () => null }],
      ['createdDateTime', { type: 'dateTime', read: () => '2024-05-06T07:08:09Z' }],
      ['businessPhones', complex(() => [])],
      ['proxyAddresses', complex(() => [])],
      ['assignedLicenses', complex(assignedLicenses)],
      ['licenseAssignmentStates', complex(licenseAssignmentStates)],
      ['assignedPlans', complex((user) => assignedPlans(directory, user))],
      ...(isPremium ? [[signInProperty, complex(signInActivity)] as const] : []),
    ]),
  }
}

interface AssignedLicense {
  readonly skuId: string
  readonly disabledPlans: readonly string[]
}

/** One entry per SKU; a plan is off where every way that gives the SKU has it off. */
function assignedLicenses(user: UserDescription): AssignedLicense[] {
  const rows = [...user.licenses.filter(isLive), ...(user.licensesWithoutRow ?? [])]
  return [...Map.groupBy(rows, (row) => row.skuId)].map(([skuId, ways]) => ({
    skuId,
    disabledPlans: (ways[0]?.disabledPlans ?? []).filter((plan) =>
      ways.every((way) => way.disabledPlans.includes(plan)),
    ),
  }))
}

function licenseAssignmentStates(user: UserDescription): unknown {
  return user.licenses.map((license) => ({
    skuId: license.skuId,
    disabledPlans: license.disabledPlans,
    assignedByGroup: license.byGroup,
    state: license.state,
    error: isLive(license) && license.state === 'Active' ? 'None' : 'CountViolation',
    lastUpdatedDateTime: license.lastUpdatedDateTime ?? assignedAt,
  }))
}

function assignedPlans(directory: Directory, user: UserDescription): unknown {
  return assignedLicenses(user).flatMap(({ skuId, disabledPlans }) => {
    const sku = directory.skus.get(skuId)
    return (sku?.servicePlans ?? []).map((plan) => ({
      assignedDateTime: assignedAt,
      capabilityStatus: disabledPlans.includes(plan.id) ? 'Deleted' : (sku?.capabilityStatus ?? 'Enabled'),
      service: plan.name.startsWith('EXCHANGE') ? 'exchange' : 'CRM',
      servicePlanId: plan.id,
    }))
  })
}
