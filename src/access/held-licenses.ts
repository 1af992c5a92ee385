/** The licenses of one user of a stored run, for the explanation of a finding. */
import type { HeldLicense } from '../licenses/profile.ts'
import { LicenseReader } from '../licenses/profile.ts'
import type { Snapshot } from '../model/dataset.ts'
import { readLicenses } from './read-tenant-facts.ts'
import type { AccessLists } from './read-tenant-facts.ts'

/** Null where the run holds nobody of this Entra object id. */
export async function readHeldLicenses(
  snapshot: Snapshot,
  personId: string,
  lists: AccessLists,
): Promise<readonly HeldLicense[] | null> {
  for await (const person of snapshot.rows('people', null)) {
    if (person.id !== personId) continue
    const { licenses, everybody } = await readLicenses(snapshot, lists)
    return new LicenseReader(licenses, everybody).profileOf(person).held
  }
  return null
}
