/** Users and groups by id, and members and owners of groups, direct and through nesting. */
import { Refused } from '../refused.ts'
import type { GroupDescription, UserDescription } from '../tenant.ts'
import type { Directory, DirectoryObject } from './directory.ts'

/** Throws `Refused` with 404. */
export function requireGroup(directory: Directory, id: string): GroupDescription {
  return directory.groups.get(id.toLowerCase()) ?? refuseMissing(id)
}

/** Throws `Refused` with 404. */
export function requireUser(directory: Directory, id: string): UserDescription {
  return directory.users.get(id.toLowerCase()) ?? refuseMissing(id)
}

function refuseMissing(id: string): never {
  const text = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`
  throw new Refused(404, 'Request_ResourceNotFound', text)
}

export function directMembers(directory: Directory, group: GroupDescription): DirectoryObject[] {
  return objectsOf(directory, group.members)
}

export function owners(directory: Directory, group: GroupDescription): DirectoryObject[] {
  return objectsOf(directory, group.owners)
}

/** Each object once, whatever the ways to it; a circle of groups ends. */
export function transitiveMembers(directory: Directory, group: GroupDescription): DirectoryObject[] {
  const found = new Map<string, DirectoryObject>()
  const open = [group]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const member of directMembers(directory, next)) {
      const id = member.kind === 'user' ? member.user.id : member.group.id
      if (found.has(id)) continue
      found.set(id, member)
      if (member.kind === 'group') open.push(member.group)
    }
  }
  return [...found.values()]
}

export function usersOf(objects: readonly DirectoryObject[]): UserDescription[] {
  return objects.flatMap((object) => (object.kind === 'user' ? [object.user] : []))
}

function objectsOf(directory: Directory, ids: readonly string[]): DirectoryObject[] {
  return [...new Set(ids)].flatMap((id) => directory.find(id) ?? [])
}
