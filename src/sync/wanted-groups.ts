/** Which Entra groups a run must read: those behind teams that grant a write, and those that gate an environment. Pure but for reading. */
import type { WantedGroup } from '../model/connectors.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { Environment } from '../model/environment.ts'
import { writingRoleIds } from '../model/security.ts'
import { compareText } from '../model/text-order.ts'

/** Sorted by id. `environments`: those whose security data was read whole; where no restricted table is installed, nothing rests on groups. */
export async function wantedGroups(snapshot: Snapshot, environments: readonly Environment[]): Promise<WantedGroup[]> {
  const wanted = new Map<string, WantedGroup>()
  const want = (id: string, use: Partial<WantedGroup>): void => {
    const known = wanted.get(id) ?? { id, members: false, owners: false, gate: false }
    wanted.set(id, { ...known, ...use })
  }
  for (const { id, securityGroupId } of environments) {
    const roles = await writingRoles(snapshot, id)
    if (roles === null) continue
    if (securityGroupId !== null) want(securityGroupId, { gate: true })
    const teams = new Set<string>()
    for await (const { teamId, roleId } of snapshot.rows('team-roles', id)) if (roles.has(roleId)) teams.add(teamId)
    for await (const { id: teamId, kind, groupId, membership } of snapshot.rows('teams', id)) {
      const isGroupTeam = kind === 'entra-security' || kind === 'entra-m365'
      if (!isGroupTeam || groupId === null || !teams.has(teamId)) continue
      want(groupId, membership === 'owners' ? { owners: true } : { members: true })
    }
  }
  return [...wanted.values()].toSorted((a, b) => compareText(a.id, b.id))
}

/** Ids of roles, copies among them, that grant a write on an installed restricted table; null where none is installed. */
async function writingRoles(snapshot: Snapshot, environmentId: string): Promise<Set<string> | null> {
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
  return writingRoleIds(granting, await Array.fromAsync(snapshot.rows('roles', environmentId)))
}
