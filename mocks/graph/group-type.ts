/** The Graph types `group` and `directoryObject` (a user or a group), read from a tenant description. */
import type { GroupDescription, UserDescription } from '../tenant.ts'
import type { Directory, DirectoryObject } from './directory.ts'
import { emptyProperties, type GraphType, type Property } from './properties.ts'
import { signInProperty } from './sign-in-activity.ts'

const text = (read: (group: GroupDescription) => string | null): Property<GroupDescription> => ({
  type: 'string',
  read,
})
const flag = (read: (group: GroupDescription) => boolean): Property<GroupDescription> => ({ type: 'boolean', read })
const complex = (read: (group: GroupDescription) => unknown): Property<GroupDescription> => ({ type: 'complex', read })

export function createGroupType(directory: Directory): GraphType<GroupDescription> {
  return {
    name: 'group',
    defaults: [
      'id',
      'deletedDateTime',
      'createdDateTime',
      'description',
      'displayName',
      'groupTypes',
      'mail',
      'mailEnabled',
      'mailNickname',
      'membershipRule',
      'onPremisesSyncEnabled',
      'securityEnabled',
      'visibility',
    ],
    lambdas: new Map([['assignedLicenses/skuId', 'guid' as const]]),
    properties: new Map<string, Property<GroupDescription>>([
      ...emptyProperties<GroupDescription>(['deletedDateTime', 'description', 'membershipRule', 'visibility']),
      ['id', text((group) => group.id)],
      ['displayName', text((group) => group.displayName)],
      ['mail', text((group) => (group.kind === 'm365' ? `${nicknameOf(group)}@${directory.tenant.domain}` : null))],
      ['mailNickname', text(nicknameOf)],
      ['createdDateTime', { type: 'dateTime', read: () => '2024-05-06T07:08:09Z' }],
      ['onPremisesSyncEnabled', { type: 'boolean', read: () => null }],
      ['mailEnabled', flag((group) => group.kind === 'm365')],
      ['securityEnabled', flag((group) => group.kind === 'security')],
      ['groupTypes', complex((group) => (group.kind === 'm365' ? ['Unified'] : []))],
      ['assignedLicenses', complex((group) => licensesOf(directory, group))],
      ['licenseProcessingState', complex(() => ({ state: 'ProcessingComplete' }))],
    ]),
  }
}

/** Of both types; an object gives what its own type has. */
export function createDirectoryObjectType(
  users: GraphType<UserDescription>,
  groups: GraphType<GroupDescription>,
): GraphType<DirectoryObject> {
  const names = new Set([...users.properties.keys(), ...groups.properties.keys()])
  names.delete(signInProperty)
  const propertyOf = (name: string): [string, Property<DirectoryObject>] => [
    name,
    {
      type: users.properties.get(name)?.type ?? groups.properties.get(name)?.type ?? 'string',
      read: (object) =>
        object.kind === 'user'
          ? users.properties.get(name)?.read(object.user)
          : groups.properties.get(name)?.read(object.group),
    },
  ]
  return {
    name: 'directoryObject',
    defaults: [...new Set([...users.defaults, ...groups.defaults])],
    lambdas: new Map(),
    properties: new Map([...names].map(propertyOf)),
  }
}

function licensesOf(directory: Directory, group: GroupDescription): unknown {
  return [...(directory.skusOfGroup.get(group.id) ?? [])].map((skuId) => ({ skuId, disabledPlans: [] }))
}

function nicknameOf(group: GroupDescription): string {
  return group.displayName.replaceAll(/\W/g, '').toLowerCase()
}
