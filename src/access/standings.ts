/** Where somebody stands in one environment: behind its security group or outside, able to sign in or not, and the words for it. Pure. */
import type { Candidate } from './candidates.ts'
import type { GroupFacts } from './groups.ts'
import type { PersonFacts } from './people.ts'
import type { Way } from './ways.ts'

/** Why a finding cannot turn into use now, or is not about a person of the tenant. */
export type Standing =
  | 'disabled-in-dataverse'
  | 'disabled-in-entra'
  | 'no-live-license'
  | 'no-entra-object'
  | 'outside-security-group'

/** The environment's security group: null where there is none or it could not be read, so that it holds nobody back. */
export type Gate = Pick<GroupFacts, 'admits'> | null

/** A group that is deleted or could not be read holds nobody back, and the findings say so. */
export function gateOf(
  { securityGroupId }: { readonly securityGroupId: string | null },
  { groups }: { readonly groups: ReadonlyMap<string, GroupFacts> },
): Gate {
  const group = securityGroupId === null ? undefined : groups.get(securityGroupId)
  return group?.state === 'read' ? group : null
}

/** Somebody without an Entra object is a member of nothing. */
export function isOutside(person: PersonFacts | null, gate: Gate): boolean {
  return gate !== null && (person === null || !gate.admits(person.id))
}

/** Who is outside the security group keeps the roles that he holds directly, and no others. */
export function waysInside(ways: readonly Way[], isOutsideGate: boolean): readonly Way[] {
  return isOutsideGate ? ways.filter((way) => way.team === null) : ways
}

export function standingsOf(
  { person, isDisabledInDataverse }: Pick<Candidate, 'person' | 'isDisabledInDataverse'>,
  isOutsideGate: boolean,
): Standing[] {
  const standings: Standing[] = []
  if (isDisabledInDataverse) standings.push('disabled-in-dataverse')
  if (person?.isDisabled === true) standings.push('disabled-in-entra')
  if (person !== null && !person.profile.hasLive) standings.push('no-live-license')
  if (person === null) standings.push('no-entra-object')
  if (isOutsideGate) standings.push('outside-security-group')
  return standings
}

export const standingSentences: Readonly<Record<Standing, string>> = {
  'disabled-in-dataverse': 'The account is disabled in Dataverse.',
  'disabled-in-entra': 'The account is disabled in Entra.',
  'no-live-license': 'No live license of any kind is held, so Dataverse cannot be opened.',
  'no-entra-object':
    'The Dataverse user has no Entra object, so no license can be held and nobody can sign in as this user.',
  'outside-security-group':
    'The user is outside the security group of the environment and cannot enter it; only roles held directly are listed.',
}

const latentWords: Readonly<Partial<Record<Standing, string>>> = {
  'disabled-in-dataverse': 'disabled in Dataverse',
  'disabled-in-entra': 'disabled in Entra',
  'no-live-license': 'no live license of any kind',
}

/** Why access cannot turn into use now; null where it can. Being outside the gate or of no Entra object is no latency. */
export function latentText(standings: readonly Standing[]): string | null {
  const words = standings.map((standing) => latentWords[standing]).filter((word) => word !== undefined)
  return words.length === 0 ? null : words.join('; ')
}

export const guestSentence =
  "The user is a guest: an external user in the guide's sense needs no license, but may not use the internal interfaces such as Sales, Customer Service and Field Service."

export function gateSentence(environment: string): string {
  return `The security group of ${environment} could not be read, so it holds nobody back here: somebody may be listed who cannot enter.`
}
