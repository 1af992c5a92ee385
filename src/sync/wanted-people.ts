/** Whom a run must still read by id: the people of Dataverse who were not among the license holders or the groups' people. */
import type { Snapshot } from '../model/dataset.ts'
import type { Environment } from '../model/environment.ts'
import type { SystemUser } from '../model/security.ts'

/** Entra object ids, sorted. `environments`: those whose security data was read whole. */
export async function wantedPeople(snapshot: Snapshot, environments: readonly Environment[]): Promise<string[]> {
  const wanted = new Set<string>()
  for (const { id } of environments) {
    for await (const user of snapshot.rows('system-users', id)) {
      if (user.entraId !== null && isPerson(user)) wanted.add(user.entraId)
    }
  }
  for await (const { id } of snapshot.rows('people', null)) wanted.delete(id)
  return [...wanted].toSorted()
}

/** A person who reads and writes and who still exists: no application, agent, set-up or platform user (dataverse.md, "Who counts"). */
function isPerson(user: SystemUser): boolean {
  const isPlatform = user.isSetup || [1, 2, 3].includes(user.managedType ?? 0)
  return user.accessMode === 0 && user.applicationId === null && !isPlatform && !user.isDeleted && user.existsInEntra
}
