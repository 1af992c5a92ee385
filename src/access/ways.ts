/** The ways by which one environment's users come to roles of interest: directly, by an owner team, by an Entra group team. */
import type { Datasets } from '../model/dataset.ts'
import type { Team } from '../model/security.ts'
import type { RoleAccess } from './grants.ts'
import type { GroupFacts } from './groups.ts'

/** One role by one way. Ways are shared: everybody who comes by it holds the same object. */
export interface Way {
  readonly index: number
  readonly role: RoleAccess
  readonly team: Pick<Team, 'id' | 'name' | 'kind'> | null
  readonly group: { readonly id: string; readonly name: string; readonly via: 'direct' | 'nested' } | null
}

/** Rows that say who holds which role, as the snapshot has them. */
export interface HolderRows {
  readonly userRoles: AsyncIterable<Datasets['user-roles']>
  readonly teams: AsyncIterable<Datasets['teams']>
  readonly teamRoles: AsyncIterable<Datasets['team-roles']>
  readonly teamMembers: AsyncIterable<Datasets['team-members']>
}

/** Direct and owner-team ways by system user id, group-team ways by Entra object id. */
export interface Ways {
  readonly ofUser: ReadonlyMap<string, readonly Way[]>
  readonly ofPerson: ReadonlyMap<string, readonly Way[]>
  /** Groups behind Entra group teams that grant something. */
  readonly groupIds: readonly string[]
}

/** Joins roles, teams and groups. `groups` are the tenant's; a group that could not be read gives nobody anything. */
export async function readWays(
  rows: HolderRows,
  roles: ReadonlyMap<string, RoleAccess>,
  groups: ReadonlyMap<string, GroupFacts>,
): Promise<Ways> {
  const join = new WayJoin()
  for await (const { userId, roleId } of rows.userRoles) {
    const role = roles.get(roleId)
    if (role !== undefined) join.give(join.users, userId, role, null, null)
  }
  const teams = await grantingTeams(rows, roles)
  for await (const { teamId, userId } of rows.teamMembers) {
    const granting = teams.get(teamId)
    if (granting?.team.kind !== 'owner') continue
    for (const role of granting.roles) join.give(join.users, userId, role, granting.team, null)
  }
  const groupIds = new Set<string>()
  for (const { team, roles: held } of teams.values()) {
    if (team.kind === 'owner' || team.groupId === null) continue
    groupIds.add(team.groupId)
    const group = groups.get(team.groupId)
    if (group !== undefined) join.giveByGroup(team, held, group)
  }
  return { ofUser: join.users, ofPerson: join.people, groupIds: [...groupIds] }
}

interface GrantingTeam {
  readonly team: Team
  readonly roles: RoleAccess[]
}

/** Teams with a role of interest. Access teams carry no roles (dataverse.md 3). */
async function grantingTeams(
  rows: Pick<HolderRows, 'teams' | 'teamRoles'>,
  interest: ReadonlyMap<string, RoleAccess>,
): Promise<Map<string, GrantingTeam>> {
  const rolesOf = new Map<string, RoleAccess[]>()
  for await (const { teamId, roleId } of rows.teamRoles) {
    const role = interest.get(roleId)
    if (role !== undefined) rolesOf.set(teamId, [...(rolesOf.get(teamId) ?? []), role])
  }
  const granting = new Map<string, GrantingTeam>()
  for await (const team of rows.teams) {
    const roles = rolesOf.get(team.id)
    if (roles !== undefined && team.kind !== 'access') granting.set(team.id, { team, roles })
  }
  return granting
}

class WayJoin {
  readonly users = new Map<string, Way[]>()
  readonly people = new Map<string, Way[]>()
  readonly #ways = new Map<string, Way>()

  give(holders: Map<string, Way[]>, holder: string, role: RoleAccess, team: Team | null, group: Way['group']): void {
    const way = this.#way(role, team, group)
    const held = holders.get(holder)
    if (held === undefined) holders.set(holder, [way])
    else if (!held.includes(way)) held.push(way)
  }

  giveByGroup(team: Team, roles: readonly RoleAccess[], facts: GroupFacts): void {
    const { id, name } = facts
    for (const [via, people] of facts.membersOf(team.membership)) {
      for (const person of people) {
        for (const role of roles) this.give(this.people, person, role, team, { id, name, via })
      }
    }
  }

  /** One object per role as held (a copy may grant more than its root), team and kind of membership. */
  #way(role: RoleAccess, team: Team | null, group: Way['group']): Way {
    const key = `${role.heldAs}|${team?.id ?? ''}|${group?.via ?? ''}`
    const known = this.#ways.get(key)
    if (known !== undefined) return known
    const way: Way = { index: this.#ways.size, role, team, group }
    this.#ways.set(key, way)
    return way
  }
}
