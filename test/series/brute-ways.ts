/** By which ways a person holds roles in an environment, and whether the environment's security group lets the person in. */
import type {
  DataverseDescription,
  EnvironmentDescription,
  GroupDescription,
  RoleDescription,
  TeamDescription,
  TenantDescription,
  UserDescription,
} from '../../mocks/tenant.ts'
import type { Person } from './brute-force.ts'
import type { Note } from './exceptions.ts'

export interface Way {
  readonly role: RoleDescription
  readonly team: TeamDescription | null
  readonly group: { readonly id: string; readonly via: 'direct' | 'nested' } | null
  /** The role is held as the copy of a business unit below the root. */
  readonly isCopy: boolean
  /** System Administrator: every operation of every table. */
  readonly everything: boolean
}

export function waysOf(
  { row, entra }: Person,
  dataverse: DataverseDescription,
  tenant: TenantDescription,
  note: Note,
): Way[] {
  const isCopy = (businessUnitId: string) =>
    dataverse.businessUnits.find((unit) => unit.id === businessUnitId)?.parent !== null
  const rolesOf = (ids: readonly string[]) => dataverse.roles.filter((role) => ids.includes(role.id))
  const ways: Way[] = []
  for (const role of rolesOf(row?.roles ?? [])) {
    const below = row !== null && isCopy(row.businessUnitId)
    ways.push({ role, team: null, group: null, isCopy: below, everything: false })
  }
  for (const team of dataverse.teams) {
    const isStored = row !== null && team.members.includes(row.id)
    const roles = rolesOf(team.roles)
    if (team.type === 1 && isStored && roles.length > 0) note('access team gives nothing')
    if (team.type === 1) continue
    const common = { team, isCopy: isCopy(team.businessUnitId), everything: false }
    if (team.type === 0) {
      if (isStored) ways.push(...roles.map((role) => ({ role, group: null, ...common })))
      continue
    }
    const group = tenant.groups.find((candidate) => candidate.id === team.groupId)
    if (group === undefined && isStored && roles.length > 0) note('group team of a deleted group gives nothing')
    const via = group === undefined || entra === null ? null : membershipIn(group, team.membershipType, entra, tenant)
    if (via === null && isStored && roles.length > 0) note('stored members of a group team are not believed')
    if (group !== undefined && via === null && entra !== null && roles.some((role) => role.grants.length > 0)) {
      noteLeftOut(group, team.membershipType, entra, note)
    }
    if (group === undefined || via === null) continue
    ways.push(...roles.map((role) => ({ role, group: { id: group.id, via }, ...common })))
  }
  return ways
}

/** "The direct members (owners for membership type 2), by user type"; nested-only members are marked. */
function membershipIn(
  group: GroupDescription,
  membershipType: 0 | 1 | 2 | 3,
  user: UserDescription,
  tenant: TenantDescription,
): 'direct' | 'nested' | null {
  const isGuest = user.userType === 'Guest'
  if (membershipType === 2) return !isGuest && group.owners.includes(user.id) ? 'direct' : null
  if (membershipType === 1 && isGuest) return null
  if (membershipType === 3 && !isGuest) return null
  if (group.members.includes(user.id)) return 'direct'
  return everybodyIn(group.id, tenant).has(user.id) ? 'nested' : null
}

/** In the group, and left out for the kind of user alone. */
function noteLeftOut(group: GroupDescription, membershipType: 0 | 1 | 2 | 3, user: UserDescription, note: Note): void {
  const isMember = group.members.includes(user.id)
  if (membershipType === 1 && isMember) note('group team of membership type 1: a guest is left out')
  if (membershipType === 3 && isMember) note('group team of membership type 3: a member is left out')
  if (membershipType === 2 && group.owners.includes(user.id)) {
    note('group team of membership type 2: a guest who owns is left out')
  }
}

/** Everybody in a group and in the groups within it, whatever circles these make. */
function everybodyIn(groupId: string, tenant: TenantDescription, visited = new Set<string>()): Set<string> {
  const people = new Set<string>()
  if (visited.has(groupId)) return people
  visited.add(groupId)
  const group = tenant.groups.find((candidate) => candidate.id === groupId)
  for (const member of group?.members ?? []) {
    if (tenant.users.some((user) => user.id === member)) people.add(member)
    else for (const person of everybodyIn(member, tenant, visited)) people.add(person)
  }
  return people
}

/** "The environment's security group gates everyone": its direct and nested members are in. */
export function insideOf(
  { entra }: Person,
  environment: EnvironmentDescription,
  tenant: TenantDescription,
  note: Note,
): boolean {
  const gate = environment.securityGroupId
  if (gate === null || gate === '' || gate === '00000000-0000-0000-0000-000000000000') return true
  if (entra === null) return false
  const isInside = everybodyIn(gate, tenant).has(entra.id)
  const isDirect = tenant.groups.some((group) => group.id === gate && group.members.includes(entra.id))
  if (isInside && !isDirect) note('inside the security group by nesting only')
  return isInside
}
