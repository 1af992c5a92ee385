/** Which owner teams pass roles on to their members: only those teams' members are read. */
import type { Team, TeamRole } from '../../src/model/security.ts'

/**
 * Ids of owner teams with any role: which of them writes, opens an app or makes an agent is decided by the rules, and the operator
 * may name roles of his own. Members of Entra group teams are stored late and stale: Graph gives those.
 */
export function ownerTeamsWithRoles(teams: readonly Team[], teamRoles: readonly TeamRole[]): string[] {
  const owners = new Set(teams.filter(({ kind }) => kind === 'owner').map(({ id }) => id))
  return [...new Set(teamRoles.map(({ teamId }) => teamId).filter((id) => owners.has(id)))].toSorted()
}
