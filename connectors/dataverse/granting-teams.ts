/** Which owner teams pass something of interest on to their members: only those teams' members are read. */
import { writingRoleIds } from '../../src/model/security.ts'
import type { RolePrivilege, SecurityRole, Team, TeamRole } from '../../src/model/security.ts'

export interface TeamData {
  readonly grants: readonly RolePrivilege[]
  readonly roles: readonly SecurityRole[]
  readonly teams: readonly Team[]
  readonly teamRoles: readonly TeamRole[]
}

/**
 * Ids of owner teams with a role that grants, or with one that came with a solution: such are the roles of agents and of apps.
 * Members of Entra group teams are stored late and stale: Graph gives those.
 */
export function grantingOwnerTeams({ grants, roles, teams, teamRoles }: TeamData): string[] {
  const granting = writingRoleIds(
    grants.map(({ roleId }) => roleId),
    roles,
  )
  for (const { id, isManaged } of roles) if (isManaged === true) granting.add(id)
  const owners = new Set(teams.filter(({ kind }) => kind === 'owner').map(({ id }) => id))
  const found = teamRoles.filter(({ teamId, roleId }) => owners.has(teamId) && granting.has(roleId))
  return [...new Set(found.map(({ teamId }) => teamId))].toSorted()
}
