/** Which Entra groups a run must read: those behind teams with a role of interest, and those that gate an environment. Pure but for reading. */
import type { WantedGroup } from '../model/connectors.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { Environment } from '../model/environment.ts'
import type { App, AppRole } from '../model/features.ts'
import { writingRoleIds, type SecurityRole, type Team } from '../model/security.ts'
import { compareText } from '../model/text-order.ts'

/** What one environment has of roles and apps; `baseLanguage` null: not known. */
interface EnvironmentRoles {
  readonly roles: readonly SecurityRole[]
  readonly apps: readonly App[]
  readonly appRoles: readonly AppRole[]
  readonly baseLanguage: number | null
}

/** Ids of the roles, copies among them, that matter beside what they write: those of agents and of apps. */
export type RolesOfInterest = (environment: EnvironmentRoles) => ReadonlySet<string>

/** Sorted by id. `environments`: those whose security data was read whole; where no role matters, nothing rests on groups. */
export async function wantedGroups(
  snapshot: Snapshot,
  environments: readonly Environment[],
  rolesOfInterest: RolesOfInterest,
): Promise<WantedGroup[]> {
  const wanted = new Map<string, WantedGroup>()
  const want = (id: string, use: Partial<WantedGroup>): void => {
    const known = wanted.get(id) ?? { id, members: false, owners: false, gate: false }
    wanted.set(id, { ...known, ...use })
  }
  for (const environment of environments) {
    const { id, securityGroupId } = environment
    const { roles, hasTables } = await rolesThatMatter(snapshot, environment, rolesOfInterest)
    if (securityGroupId !== null && (hasTables || roles.size > 0)) want(securityGroupId, { gate: true })
    for (const { groupId, membership } of await groupTeams(snapshot, id, roles)) {
      if (groupId !== null) want(groupId, membership === 'owners' ? { owners: true } : { members: true })
    }
  }
  return [...wanted.values()].toSorted((a, b) => compareText(a.id, b.id))
}

/** Entra group teams that hold one of the roles. */
async function groupTeams(snapshot: Snapshot, environmentId: string, roles: ReadonlySet<string>): Promise<Team[]> {
  const holders = new Set<string>()
  for await (const { teamId, roleId } of snapshot.rows('team-roles', environmentId)) {
    if (roles.has(roleId)) holders.add(teamId)
  }
  const teams = await Array.fromAsync(snapshot.rows('teams', environmentId))
  return teams.filter(({ id, kind }) => holders.has(id) && (kind === 'entra-security' || kind === 'entra-m365'))
}

interface RolesThatMatter {
  /** Ids, copies among them. */
  readonly roles: ReadonlySet<string>
  /** Whether a table is installed that may be restricted. */
  readonly hasTables: boolean
}

async function rolesThatMatter(
  snapshot: Snapshot,
  { id, dataverse }: Environment,
  rolesOfInterest: RolesOfInterest,
): Promise<RolesThatMatter> {
  const roles = await Array.fromAsync(snapshot.rows('roles', id))
  const carriers = await rolesWithGrants(snapshot, id)
  const interest = rolesOfInterest({
    roles,
    apps: await Array.fromAsync(snapshot.rows('apps', id)),
    appRoles: await Array.fromAsync(snapshot.rows('app-roles', id)),
    baseLanguage: dataverse?.baseLanguage ?? null,
  })
  const writing = carriers === null ? [] : writingRoleIds(carriers, roles)
  return { roles: new Set([...writing, ...interest]), hasTables: carriers !== null }
}

/** Ids of roles that carry a grant on an installed restricted table; null where none is installed. */
async function rolesWithGrants(snapshot: Snapshot, environmentId: string): Promise<Set<string> | null> {
  const privileges = new Set<string>()
  let isInstalled = false
  for await (const table of snapshot.rows('tables', environmentId)) {
    isInstalled = true
    for (const { id } of table.privileges) privileges.add(id)
  }
  if (!isInstalled) return null
  const granting = new Set<string>()
  for await (const { roleId, privilegeId } of snapshot.rows('role-privileges', environmentId)) {
    if (privileges.has(privilegeId)) granting.add(roleId)
  }
  return granting
}
