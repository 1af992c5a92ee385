/** Who is judged in one environment: people with a Dataverse row that may write, and people who would get one through a group. */
import type { Subject } from '../model/finding.ts'
import { isPerson, type SystemUser } from '../model/security.ts'
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

/** Everybody who holds a writing role by some way, one candidate each. Who has a Dataverse row is judged by it. */
export async function readCandidates(
  rows: AsyncIterable<SystemUser>,
  ways: Ways,
  known: KnownPeople,
): Promise<Candidate[]> {
  const inDataverse = new Set<string>()
  const strangers: Candidate[] = []
  const byPerson = new Map<string, Candidate>()
  for await (const row of rows) {
    if (row.entraId !== null) inDataverse.add(row.entraId)
    if (!isPerson(row)) continue
    const candidate = candidateOf(row, ways, known)
    if (candidate === null) continue
    if (candidate.person === null) strangers.push(candidate)
    else byPerson.set(candidate.person.id, joined(byPerson.get(candidate.person.id), candidate))
  }
  for (const [personId, held] of ways.ofPerson) {
    const person = known.people.get(personId)
    if (person === undefined || inDataverse.has(personId)) continue
    byPerson.set(personId, {
      subject: subjectOf(person),
      userIds: [],
      person,
      isDisabledInDataverse: false,
      ways: held,
    })
  }
  return [...strangers, ...byPerson.values()].filter(({ person }) => person?.isShared !== true)
}

function candidateOf(row: SystemUser, ways: Ways, known: KnownPeople): Candidate | null {
  const person = row.entraId === null ? undefined : known.people.get(row.entraId)
  const isUnread = row.entraId !== null && person === undefined && !known.complete
  const held = [
    ...(ways.ofUser.get(row.id) ?? []),
    ...(person === undefined ? [] : (ways.ofPerson.get(person.id) ?? [])),
  ]
  if (isUnread || held.length === 0) return null
  const subject = person === undefined ? strangerOf(row) : subjectOf(person)
  return {
    subject,
    userIds: [row.id],
    person: person ?? null,
    isDisabledInDataverse: row.isDisabled,
    ways: held,
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
