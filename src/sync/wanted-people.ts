/** Whom a run must still read by id: the people of Dataverse and of group teams who were not among the license holders. */
import type { WantedGroup } from '../model/connectors.ts'
import type { Snapshot } from '../model/dataset.ts'
import type { Environment } from '../model/environment.ts'
import { accountKindOf, isPerson, type SystemUser } from '../model/security.ts'

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
      if (user.entraId !== null && (isPerson(user) || isUserAccount(user))) wanted.add(user.entraId)
    }
  }
  for await (const { id } of snapshot.rows('people', null)) wanted.delete(id)
  return [...wanted].toSorted()
}

/** A non-interactive account or an agent that is a user in Entra: there it may be disabled, or bear the name of a shared account. */
function isUserAccount(user: SystemUser): boolean {
  const isPlatform = user.isSetup || user.managedType === 1 || user.managedType === 2
  return accountKindOf(user) !== null && user.applicationId === null && !isPlatform
}
