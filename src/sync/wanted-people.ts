/** Whom a run must still read by id: the people of Dataverse and of group teams who were not among the license holders. */
import type { WantedGroup } from '../model/connectors.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { Environment } from '../model/environment.ts'
import { isPerson } from '../model/security.ts'

/** Entra object ids, sorted. `environments`: those whose security data was read whole; of a mere gate nobody's licenses matter. */
export async function wantedPeople(
  snapshot: Snapshot,
  environments: readonly Environment[],
  groups: readonly WantedGroup[],
): Promise<string[]> {
  const wanted = new Set<string>()
  const ofTeams = new Set(groups.filter(({ members, owners }) => members || owners).map(({ id }) => id))
  for await (const { groupId, personId } of snapshot.rows('group-members', null)) {
    if (ofTeams.has(groupId)) wanted.add(personId)
  }
  for (const { id } of environments) {
    for await (const user of snapshot.rows('system-users', id)) {
      if (user.entraId !== null && isPerson(user)) wanted.add(user.entraId)
    }
  }
  for await (const { id } of snapshot.rows('people', null)) wanted.delete(id)
  return [...wanted].toSorted()
}
