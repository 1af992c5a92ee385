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
  for (const { id } of environments) {
    const gate = gates.get(id)
    for (const person of await peopleOf(snapshot, id, groups)) {
      if (gate === undefined || gate.admits(person)) environmentsOf.set(person, (environmentsOf.get(person) ?? 0) + 1)
    }
  }
  const statuses = snapshot.statuses()
  const inScope = new Set(environments.map(({ id }) => id))
  const isLookedAt = (id: string): boolean =>
    inScope.has(id) && worstState(statuses, 'dataverse/security', id) === 'complete'
  return {
    environmentsOf,
    complete: withDataverse.every(isLookedAt) && worstState(statuses, 'power-platform/environments') === 'complete',
  }
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

/** Whoever has a row is judged by it; who comes by a group team needs none yet. */
async function peopleOf(snapshot: Snapshot, environmentId: string, groups: Groups): Promise<Set<string>> {
  const enabled = new Set<string>()
  const disabled = new Set<string>()
  for await (const { entraId, isDisabled, isDeleted, existsInEntra } of snapshot.rows('system-users', environmentId)) {
    if (entraId === null) continue
    const standing = isDisabled || isDeleted || !existsInEntra ? disabled : enabled
    standing.add(entraId)
  }
  for await (const { groupId, membership } of snapshot.rows('teams', environmentId)) {
    const group = groupId === null ? undefined : groups.get(groupId)
    const members = group?.membersOf(membership).flatMap(([, people]) => people) ?? []
    for (const person of members) if (!disabled.has(person)) enabled.add(person)
  }
  return enabled
}
