/** Who can open how many environments: enabled users, and the people of group teams, whom the security group lets in. */
import type { GroupFacts } from '../access/groups.ts'
import { worstState } from '../access/source-state.ts'
import type { TenantFacts } from '../access/tenant-facts.ts'
import type { EnvironmentRef } from '../model/coverage.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { EnvironmentAccess } from './seat-facts.ts'

type Groups = ReadonlyMap<string, GroupFacts>

/** `environments`: those in scope, with Dataverse. */
export async function readEnvironmentAccess(
  snapshot: Snapshot,
  environments: readonly EnvironmentRef[],
  tenant: TenantFacts | null,
): Promise<EnvironmentAccess> {
  const groups: Groups = tenant?.groups ?? new Map()
  const { gates, withDataverse } = await readGates(snapshot, groups)
  const environmentsOf = new Map<string, number>()
  let knowsTeams = true
  for (const { id } of environments) {
    const gate = gates.get(id)
    const { people, isWhole } = await peopleOf(snapshot, id, groups)
    knowsTeams &&= isWhole
    for (const person of people) {
      if (gate === undefined || gate.admits(person)) environmentsOf.set(person, (environmentsOf.get(person) ?? 0) + 1)
    }
  }
  const statuses = snapshot.statuses()
  const inScope = new Set(environments.map(({ id }) => id))
  const isLookedAt = (id: string): boolean =>
    inScope.has(id) && worstState(statuses, 'dataverse/security', id) === 'complete'
  const knowsAll = worstState(statuses, 'power-platform/environments') === 'complete'
  return { environmentsOf, complete: knowsAll && knowsTeams && withDataverse.every(isLookedAt) }
}

/** Security groups by environment; one that could not be read holds nobody back, so it is left out. */
async function readGates(
  snapshot: Snapshot,
  groups: Groups,
): Promise<{ gates: ReadonlyMap<string, GroupFacts>; withDataverse: readonly string[] }> {
  const gates = new Map<string, GroupFacts>()
  const withDataverse: string[] = []
  for await (const { id, securityGroupId, dataverse } of snapshot.rows('environments', null)) {
    if (dataverse !== null) withDataverse.push(id)
    const group = securityGroupId === null ? undefined : groups.get(securityGroupId)
    if (group?.state === 'read') gates.set(id, group)
  }
  return { gates, withDataverse }
}

interface Inside {
  readonly people: ReadonlySet<string>
  /** False where a group behind a group team could not be read. */
  readonly isWhole: boolean
}

/** Whoever has a row is judged by it; who comes by a group team needs none yet. */
async function peopleOf(snapshot: Snapshot, environmentId: string, groups: Groups): Promise<Inside> {
  const people = new Set<string>()
  const disabled = new Set<string>()
  for await (const { entraId, isDisabled, isDeleted, existsInEntra } of snapshot.rows('system-users', environmentId)) {
    if (entraId === null) continue
    const standing = isDisabled || isDeleted || !existsInEntra ? disabled : people
    standing.add(entraId)
  }
  const teams = await groupTeamPeople(snapshot, environmentId, groups)
  for (const person of teams.people) if (!disabled.has(person)) people.add(person)
  return { people, isWhole: teams.isWhole }
}

async function groupTeamPeople(snapshot: Snapshot, environmentId: string, groups: Groups): Promise<Inside> {
  const people = new Set<string>()
  let isWhole = true
  for await (const { groupId, membership } of snapshot.rows('teams', environmentId)) {
    if (groupId === null) continue
    const group = groups.get(groupId)
    isWhole &&= group !== undefined && group.state !== 'unreadable'
    for (const [, members] of group?.membersOf(membership) ?? []) for (const person of members) people.add(person)
  }
  return { people, isWhole }
}
