/** Ways to a role in words, as evidence lists them, and how each is taken away: what all rules about roles say alike. */
import type { HeldRole } from '../model/evidence.ts'
import type { Remedy } from '../model/finding.ts'
import { compareText } from '../model/text-order.ts'
import type { Way } from './ways.ts'
import { listWords } from './words.ts'

/** Each root role by each team once, sorted by role, then team. */
export function heldRoles(ways: readonly Way[]): HeldRole[] {
  const held = new Map<string, HeldRole>()
  for (const { role, team } of ways) {
    const entry = { role: role.name, roleId: role.id, team: team?.name ?? null }
    held.set(`${entry.roleId}|${entry.team ?? ''}`, entry)
  }
  return [...held.values()].toSorted(
    (a, b) => compareText(a.role, b.role) || compareText(a.team ?? '', b.team ?? '') || compareText(a.roleId, b.roleId),
  )
}

/** `*Agent* directly and *Agent* through the team *Desk*`. */
export function waysWords(ways: readonly Way[]): string {
  const words = ways.map(({ role, team, group }) => {
    if (team === null) return `*${role.name}* directly`
    const nested = group?.via === 'nested' ? ' by nested membership (unverified)' : ''
    return `*${role.name}* through the team *${team.name}*${nested}`
  })
  return listWords([...new Set(words)].toSorted(compareText))
}

/** Empty where no way comes by nested membership. */
export function nestedSentences(ways: readonly Pick<Way, 'group'>[]): string[] {
  const groups = ways.flatMap(({ group }) => (group?.via === 'nested' ? [group.name] : []))
  if (groups.length === 0) return []
  return [
    `Nested membership of ${listWords([...new Set(groups)].toSorted(compareText))} is unverified: Microsoft does not say whether a group team takes in members of nested groups.`,
  ]
}

/** One way as a remedy names it. */
interface NamedWay {
  readonly role: string
  readonly team: string | null
  readonly group: Way['group']
}

/** `Remove the role *Agent* from the user`, without its full stop. */
export function removalWords({ role, team, group }: NamedWay, who: 'user' | 'account' = 'user'): string {
  if (team === null) return `Remove the role *${role}* from the ${who}`
  if (group === null) return `Remove the ${who} from the team *${team}*, which holds the role *${role}*`
  const through = group.via === 'nested' ? 'the groups nested in' : 'the Entra group'
  return `Remove the ${who} from ${through} *${group.name}*, whose team *${team}* holds the role *${role}*`
}

/** One remedy per way, in the order of the roles. */
export function removalRemedies(ways: readonly Way[], who: 'user' | 'account' = 'user'): Remedy[] {
  const remedies = new Map<string, Remedy>()
  for (const { role, team, group } of ways) {
    const text = `${removalWords({ role: role.name, team: team?.name ?? null, group }, who)}.`
    remedies.set(text, { text, kind: 'remove-role', target: role.id })
  }
  return [...remedies.values()].toSorted((a, b) => compareText(a.target ?? '', b.target ?? ''))
}
