/** Fabrikam, whose every name is hostile: of people, groups, teams, roles, environments, SKUs, plans, policies, apps and maps. */
import { loadTenant } from '../../mocks/practice-tenants.ts'
import type { DataverseDescription, TenantDescription } from '../../mocks/tenant.ts'
import { hostileList } from '../hostile-names.ts'

/** Roles that Microsoft brings keep their names: nobody in the tenant chooses them, and rules know some by name. */
const broughtByMicrosoft = /^(?:System |Service Reader|Basic User|Omnichannel)/

/** Every hostile name in turn, so that each stands somewhere, and a large one not everywhere. */
function nameGiver(first: number): () => string {
  let next = first
  return () => {
    const name = hostileList[next % hostileList.length] ?? ''
    next += 1
    return name
  }
}

/** One environment refuses the application, so that its name stands in the coverage and in the doctor's scripts. */
export function hostileTenant(): TenantDescription {
  const tenant = loadTenant('fabrikam')
  const give = nameGiver(0)
  const [service, field] = tenant.environments
  return {
    ...tenant,
    displayName: hostileList.join(' '),
    users: tenant.users.map((user, index) => {
      const displayName = give()
      return { ...user, displayName, upn: index % 3 === 0 ? `${give()}${user.upn}` : user.upn }
    }),
    groups: tenant.groups.map((group) => ({ ...group, displayName: give() })),
    skus: tenant.skus.map((sku) => ({
      ...sku,
      skuPartNumber: give(),
      servicePlans: sku.servicePlans.map(({ id }) => ({ id, name: give() })),
    })),
    environments: tenant.environments.map((environment) => ({
      ...environment,
      displayName: give(),
      dataverse: environment.dataverse === null ? null : withHostileNames(environment.dataverse, give),
    })),
    billingPolicies: tenant.billingPolicies.map((policy) => ({ ...policy, name: give() })),
    ...(tenant.deletedUsers === undefined
      ? {}
      : { deletedUsers: tenant.deletedUsers.map((user) => ({ ...user, displayName: give() })) }),
    refusals: [
      ...tenant.refusals,
      {
        api: 'dataverse',
        environmentId: field?.id ?? service?.id ?? '',
        status: 403,
        code: '0x80072560',
        message: hostileList.join(' '),
      },
    ],
  }
}

function withHostileNames(dataverse: DataverseDescription, give: () => string): DataverseDescription {
  const { apps, dualWriteMaps } = dataverse
  return {
    ...dataverse,
    businessUnits: dataverse.businessUnits.map((unit) => ({ ...unit, name: give() })),
    roles: dataverse.roles.map((role) => (broughtByMicrosoft.test(role.name) ? role : { ...role, name: give() })),
    teams: dataverse.teams.map((team) => ({ ...team, name: give() })),
    users: dataverse.users.map((user) => ({ ...user, fullName: give(), domainName: `${give()}${user.domainName}` })),
    ...(apps === undefined ? {} : { apps: apps.map((app) => ({ ...app, name: give() })) }),
    ...(dualWriteMaps === undefined
      ? {}
      : {
          dualWriteMaps: dualWriteMaps.map((map) => ({ ...map, name: `${map.name}${hostileList[0]}\u001b[2J\u202e` })),
        }),
  }
}
