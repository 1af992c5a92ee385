/** `GET /directory/deletedItems/microsoft.graph.user`: who was deleted, as long as a restore is possible. */
import type { TenantDescription, UserDescription } from '../tenant.ts'
import type { DeletedUserDescription } from '../tenant-usage.ts'
import { emptyProperties, type GraphType, type Property } from './properties.ts'

const keptMs = 30 * 86_400_000

export function deletedUsers({ deletedUsers: all = [] }: TenantDescription, now: number): DeletedUserDescription[] {
  return all.filter(({ deletedAt }) => Date.parse(deletedAt) <= now && now - Date.parse(deletedAt) <= keptMs)
}

const text = (read: (user: DeletedUserDescription) => string): Property<DeletedUserDescription> => ({
  type: 'string',
  read,
})

/** A user without licenses. The sign-in name is free for another: the service puts the id in front of it. */
export function createDeletedUserType(users: GraphType<UserDescription>): GraphType<DeletedUserDescription> {
  return {
    name: 'user',
    defaults: users.defaults,
    lambdas: new Map(),
    properties: new Map<string, Property<DeletedUserDescription>>([
      ...emptyProperties<DeletedUserDescription>([...users.properties.keys()]),
      ['id', text((user) => user.id)],
      ['displayName', text((user) => user.displayName)],
      ['userPrincipalName', text((user) => `${user.id.replaceAll('-', '')}${user.upn}`)],
      ['deletedDateTime', { type: 'dateTime', read: (user) => user.deletedAt }],
      ['accountEnabled', { type: 'boolean', read: () => false }],
      ...['assignedLicenses', 'licenseAssignmentStates', 'assignedPlans', 'businessPhones', 'proxyAddresses'].map(
        (name): [string, Property<DeletedUserDescription>] => [name, { type: 'complex', read: () => [] }],
      ),
    ]),
  }
}
