/** The tenant of the matrix: fabrikam, which breaks every rule, on the day of the first sync and changed in every API on the next. */
import { loadTenant } from '../../mocks/practice-tenants.ts'
import type { EnvironmentDescription, TenantDescription } from '../../mocks/tenant.ts'
import { planted } from '../security/canaries.ts'

export const firstDayMs = Date.parse('2026-11-24T08:00:00Z')
export const secondDayMs = firstDayMs + 26 * 3_600_000

const belowId = 'be100000-0000-4000-8000-000000000001'

/** Small pages: every source that has pages has several. */
export const mostRows = { graph: 5, powerPlatform: 1, bap: 2, dataverse: 4 }

export function firstDay(): TenantDescription {
  const tenant = loadTenant('fabrikam')
  const { environmentId } = chosenEnvironments(tenant)
  return {
    ...tenant,
    apps: tenant.apps.map((app) => ({ ...app, secret: planted.clientSecret })),
    environments: tenant.environments.map((each) => (each.id === environmentId ? moveBelow(each) : each)),
  }
}

/** What a run that reads too little would miss: seats, storage and roles that changed; a finding in each environment is mended. */
export function secondDay(): TenantDescription {
  const tenant = firstDay()
  return {
    ...tenant,
    users: tenant.users.map((user, index) =>
      index % 7 === 0 ? { ...user, displayName: `${user.displayName} II` } : user,
    ),
    environments: tenant.environments.map(mendOne),
    capacity: {
      ...tenant.capacity,
      meters: tenant.capacity.meters.map((meter) => ({ ...meter, actualMB: meter.actualMB + 1 })),
    },
  }
}

/** The first person with roles loses them. */
function mendOne(environment: EnvironmentDescription): EnvironmentDescription {
  const { dataverse } = environment
  const loser = dataverse?.users.find(({ accessMode, roles }) => accessMode === 0 && roles.length > 0)?.id
  if (dataverse === null || loser === undefined) return environment
  const users = dataverse.users.map((user) => (user.id === loser ? { ...user, roles: [] } : user))
  return { ...environment, dataverse: { ...dataverse, users } }
}

/** The environment that single-environment rows aim at, and another one: those with the most users. */
export function chosenEnvironments(tenant: TenantDescription) {
  const [chosen, other] = tenant.environments
    .filter(({ dataverse }) => dataverse?.state === 'Ready')
    .toSorted((a, b) => (b.dataverse?.users.length ?? 0) - (a.dataverse?.users.length ?? 0))
  if (chosen === undefined || other === undefined) throw new Error('the tenant has no two environments with Dataverse')
  return { environmentId: chosen.id, otherEnvironmentId: other.id }
}

/** Everybody and every team in a business unit below the root, so that they hold copies of roles. */
function moveBelow(environment: EnvironmentDescription): EnvironmentDescription {
  const { dataverse } = environment
  const root = dataverse?.businessUnits.find(({ parent }) => parent === null)?.id
  if (dataverse === null || root === undefined) return environment
  const unit = { id: belowId, name: 'Below', parent: root }
  return {
    ...environment,
    dataverse: {
      ...dataverse,
      businessUnits: [...dataverse.businessUnits, unit],
      users: dataverse.users.map((user) => ({ ...user, businessUnitId: belowId })),
      teams: dataverse.teams.map((team) => ({ ...team, businessUnitId: belowId })),
    },
  }
}
