/** Which owner teams pass a restricted operation on to their members: only those teams' members are read. */
import { writingRoleIds } from '../../src/model/security.ts'
import type { RolePrivilege, SecurityRole, Team, TeamRole } from '../../src/model/security.ts'

export interface TeamData {
  readonly grants: readonly RolePrivilege[]
  readonly roles: readonly SecurityRole[]
  readonly teams: readonly Team[]
  readonly teamRoles: readonly TeamRole[]
}

/** Ids of owner teams with a role that grants. Members of Entra group teams are stored late and stale: Graph gives those. */
export function grantingOwnerTeams({ grants, roles, teams, teamRoles }: TeamData): string[] {
  const granting = writingRoleIds(
    grants.map(({ roleId }) => roleId),
    roles,
  )
  const owners = new Set(teams.filter(({ kind }) => kind === 'owner').map(({ id }) => id))
  const found = teamRoles.filter(({ teamId, roleId }) => owners.has(teamId) && granting.has(roleId))
  return [...new Set(found.map(({ teamId }) => teamId))].toSorted()
}
