/** Who holds roles of interest in one environment: people with a Dataverse row that may write, people who would get one, and accounts. */
import type { Subject } from '../model/finding.ts'
import { accountKindOf, isPerson, type SystemUser } from '../model/security.ts'
import { accountOf, isMicrosofts, joinAccounts, type Account, type ApplicationLists } from './accounts.ts'
import { isWriting, type RoleAccess } from './grants.ts'
import type { PersonFacts } from './people.ts'
import type { Way, Ways } from './ways.ts'

/** `person` is null without an Entra object. Who never opened the environment is not disabled in it. */
export interface Candidate {
  readonly subject: Subject
  /** The rows of Dataverse by which the subject works; none for somebody who never opened the environment. */
  readonly userIds: readonly string[]
  readonly person: PersonFacts | null
  readonly isDisabledInDataverse: boolean
  readonly ways: readonly Way[]
}

/** What is known of the tenant's people. Where they were not all read, a missing one is unread, not without an Entra object. */
export interface KnownPeople {
  readonly people: ReadonlyMap<string, PersonFacts>
  readonly complete: boolean
}

export interface Holders {
  /** Everybody who holds a role of interest by some way, one each. Who has a Dataverse row is judged by it. */
  readonly people: readonly Candidate[]
  /** Accounts that write restricted tables, one each; nobody's account is a person too. */
  readonly accounts: readonly Account[]
  /** Enabled rows that write and are Microsoft's own. */
  readonly microsofts: number
}

export async function readHolders(
  rows: AsyncIterable<SystemUser>,
  ways: Ways,
  known: KnownPeople,
  applications: ApplicationLists,
): Promise<Holders> {
  const inDataverse = new Set<string>()
  const people = new PeopleByRow(ways, known)
  const accounts: Account[] = []
  let microsofts = 0
  for await (const row of rows) {
    if (row.entraId !== null) inDataverse.add(row.entraId)
    const kind = accountKindOf(row)
    if (isPerson(row)) people.add(row)
    const held = kind === null ? [] : heldBy(row, ways).filter(({ role }) => isWriting(role))
    if (kind === null || held.length === 0) continue
    const person = known.people.get(row.entraId ?? '')
    if (isMicrosofts(row, applications)) microsofts += row.isDisabled ? 0 : 1
    else accounts.push(accountOf(row, kind, person, held, applications))
  }
  const all = [...people.found(), ...withoutRow(ways, known, inDataverse)]
  const shared = holding(all.filter(isShared), isWriting).map(sharedAccountOf)
  const own = all.filter((candidate) => !isShared(candidate))
  return { people: own, accounts: joinAccounts([...shared, ...accounts]), microsofts }
}

/** Those who hold a role of the kind, by the ways of that kind only. */
export function holding(people: readonly Candidate[], isWanted: (role: RoleAccess) => boolean): Candidate[] {
  return people.flatMap((candidate) => {
    const ways = candidate.ways.filter(({ role }) => isWanted(role))
    if (ways.length === 0) return []
    return ways.length === candidate.ways.length ? candidate : { ...candidate, ways }
  })
}

function isShared({ person }: Candidate): boolean {
  return person?.isShared === true
}

/** Somebody of whom the operator says that several people use the account. */
function sharedAccountOf({ subject, userIds, person, isDisabledInDataverse, ways }: Candidate): Account {
  return {
    subject,
    userIds,
    kind: 'shared',
    accessMode: userIds.length === 0 ? null : 0,
    applicationId: null,
    entraId: person?.id ?? null,
    isDualWrite: false,
    isDisabled: isDisabledInDataverse || person?.isDisabled === true,
    ways,
  }
}

function heldBy(row: SystemUser, ways: Ways): Way[] {
  const byGroup = row.entraId === null ? undefined : ways.ofPerson.get(row.entraId)
  return [...(ways.ofUser.get(row.id) ?? []), ...(byGroup ?? [])]
}

/** People whom a group team takes in and who never opened the environment. */
function withoutRow(ways: Ways, known: KnownPeople, inDataverse: ReadonlySet<string>): Candidate[] {
  return [...ways.ofPerson].flatMap(([personId, held]) => {
    const person = known.people.get(personId)
    if (person === undefined || inDataverse.has(personId)) return []
    return { subject: subjectOf(person), userIds: [], person, isDisabledInDataverse: false, ways: held }
  })
}

/** Collects the rows of persons; two rows of one person are one candidate. */
class PeopleByRow {
  readonly #ways: Ways
  readonly #known: KnownPeople
  readonly #strangers: Candidate[] = []
  readonly #byPerson = new Map<string, Candidate>()

  constructor(ways: Ways, known: KnownPeople) {
    this.#ways = ways
    this.#known = known
  }

  add(row: SystemUser): void {
    const candidate = this.#candidateOf(row)
    if (candidate === null) return
    const { person } = candidate
    if (person === null) this.#strangers.push(candidate)
    else this.#byPerson.set(person.id, joined(this.#byPerson.get(person.id), candidate))
  }

  found(): Candidate[] {
    return [...this.#strangers, ...this.#byPerson.values()]
  }

  #candidateOf(row: SystemUser): Candidate | null {
    const person = row.entraId === null ? undefined : this.#known.people.get(row.entraId)
    const isUnread = row.entraId !== null && person === undefined && !this.#known.complete
    const ways = person === undefined ? (this.#ways.ofUser.get(row.id) ?? []) : heldBy(row, this.#ways)
    if (isUnread || ways.length === 0) return null
    const subject = person === undefined ? strangerOf(row) : subjectOf(person)
    return { subject, userIds: [row.id], person: person ?? null, isDisabledInDataverse: row.isDisabled, ways }
  }
}

function subjectOf({ id, name, upn }: PersonFacts): Subject {
  return { kind: 'user', id, name, upn }
}

/** Somebody without an Entra object, by the id of the Dataverse row. */
function strangerOf({ id, name, upn }: SystemUser): Subject {
  return { kind: 'user', id, name: name ?? upn ?? id, upn }
}

/** Two live rows of one person are one finding: what either opens, unless both are disabled. */
function joined(earlier: Candidate | undefined, candidate: Candidate): Candidate {
  if (earlier === undefined) return candidate
  return {
    ...candidate,
    userIds: [...earlier.userIds, ...candidate.userIds],
    isDisabledInDataverse: earlier.isDisabledInDataverse && candidate.isDisabledInDataverse,
    ways: [...new Set([...earlier.ways, ...candidate.ways])],
  }
}
