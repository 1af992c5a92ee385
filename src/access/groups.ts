/** Entra groups as group teams and gates use them: who is in, by which membership type and how. */
import type { Group, GroupMember } from '../model/licensing.ts'
import type { Team } from '../model/security.ts'
import type { PersonFacts } from './people.ts'

type People = ReadonlyMap<string, PersonFacts>

/** One group with its members; nested ones are people who are no direct member. */
export class GroupFacts {
  readonly id: string
  readonly name: string
  readonly state: Group['state']
  readonly #direct = new Set<string>()
  readonly #nested = new Set<string>()
  readonly #owners = new Set<string>()
  readonly #people: People

  constructor(group: Group, people: People) {
    this.id = group.id
    this.name = group.name ?? group.id
    this.state = group.state
    this.#people = people
  }

  add(member: GroupMember): void {
    const set = { direct: this.#direct, nested: this.#nested, owner: this.#owners }[member.via]
    set.add(member.personId)
  }

  /** Whether an environment's security group lets the person in; owners are no members. */
  admits(personId: string): boolean {
    return this.#direct.has(personId) || this.#nested.has(personId)
  }

  /** The people of a group team by membership type and user type (dataverse.md 3): owners, or members direct and nested. */
  membersOf(membership: Team['membership']): (readonly ['direct' | 'nested', string[]])[] {
    if (membership === 'owners') return [['direct', this.#ofType(this.#owners, 'members')]]
    return [
      ['direct', this.#ofType(this.#direct, membership)],
      ['nested', this.#ofType(this.#nested, membership)],
    ]
  }

  /** People who could not be read have no user type, and are left out. */
  #ofType(ids: ReadonlySet<string>, wanted: 'members-and-guests' | 'members' | 'guests'): string[] {
    return [...ids].filter((id) => {
      const person = this.#people.get(id)
      if (person === undefined) return false
      return wanted === 'members-and-guests' || person.isGuest === (wanted === 'guests')
    })
  }
}

/** Reads the groups that the run asked for, with their members. */
export async function readGroups(
  groups: AsyncIterable<Group>,
  members: AsyncIterable<GroupMember>,
  people: People,
): Promise<Map<string, GroupFacts>> {
  const facts = new Map<string, GroupFacts>()
  for await (const group of groups) facts.set(group.id, new GroupFacts(group, people))
  for await (const member of members) facts.get(member.groupId)?.add(member)
  return facts
}
