/** The tenant's people as the access rules see them: who they are, whether they can sign in, what they are licensed for. */
import type { Person } from '../model/licensing.ts'
import type { LicenseProfile, LicenseReader } from '../licenses/profile.ts'

/** What the operator says of a person, by sign-in name; `shared` accounts are judged apart, not as a person. */
export interface OperatorOnPerson {
  readonly external?: boolean | undefined
  readonly shared?: boolean | undefined
}

export interface PersonFacts {
  readonly id: string
  readonly name: string
  readonly upn: string | null
  readonly isGuest: boolean
  /** What the operator says: an external user in the guide's sense, or expressly none; null: nothing. */
  readonly external: boolean | null
  /** A guest of whom the operator does not say that he is internal. */
  readonly isCappedAsGuest: boolean
  readonly isShared: boolean
  readonly isDisabled: boolean
  readonly profile: LicenseProfile
}

/** Reads people one by one; `operator` is keyed by sign-in name in lower case. */
export async function readPeople(
  rows: AsyncIterable<Person>,
  licenses: LicenseReader,
  operator: ReadonlyMap<string, OperatorOnPerson>,
): Promise<Map<string, PersonFacts>> {
  const people = new Map<string, PersonFacts>()
  for await (const row of rows) people.set(row.id, personFacts(row, licenses, operator))
  return people
}

function personFacts(
  row: Person,
  licenses: LicenseReader,
  operator: ReadonlyMap<string, OperatorOnPerson>,
): PersonFacts {
  const said = row.upn === null ? undefined : operator.get(row.upn.toLowerCase())
  const isGuest = row.userType === 'guest'
  return {
    id: row.id,
    name: row.displayName ?? row.upn ?? row.id,
    upn: row.upn,
    isGuest,
    external: said?.external ?? null,
    isCappedAsGuest: isGuest && said?.external !== false,
    isShared: said?.shared === true,
    isDisabled: row.accountEnabled === false,
    profile: licenses.profileOf(row),
  }
}
