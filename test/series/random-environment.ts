/** One random environment of a random tenant: tables, roles, system users of every kind, teams of every type, a gate. */
import type {
  DataverseDescription,
  EnvironmentDescription,
  GroupDescription,
  RoleDescription,
  SystemUserDescription,
  TeamDescription,
  UserDescription,
} from '../../mocks/tenant.ts'
import type { Dice } from './dice.ts'

export interface EnvironmentNeeds {
  readonly dice: Dice
  readonly index: number
  readonly tenantId: string
  readonly clientId: string
  readonly users: readonly UserDescription[]
  readonly groups: readonly GroupDescription[]
}

/** Of the main list, of the second list, of both, candidates of `journey`, and two that nobody restricts. */
const installable = [
  'incident',
  'goal',
  'msdyn_workorder',
  'entitlement',
  'knowledgearticle',
  'sla',
  'routingrule',
  'msdyn_projecttask',
  'msdyn_projectteam',
  'msdyn_actual',
  'msdyn_bookingsetupmetadata',
  'msdyn_inventoryjournal',
  'msdyn_customerasset',
  'bookableresource',
  'msdynmkt_journey',
  'msdyncrm_customerjourney',
]
const favored = ['incident', 'incident', 'msdyn_workorder', 'msdyn_workorder', 'goal', 'goal']
const operations = ['create', 'update', 'delete'] as const
const unrestricted = ['account', 'contact']

const systemAdministrator = '627090ff-40a3-4053-8790-584edc5be201'
const systemCustomizer = '119f245c-3cc8-4b62-b31c-d1a046ced15d'
const noGroup = '00000000-0000-0000-0000-000000000000'

export function randomEnvironment(needs: EnvironmentNeeds): EnvironmentDescription {
  const { dice, index, tenantId } = needs
  const isDefault = index === 0
  return {
    id: isDefault ? `Default-${tenantId}` : dice.guid(),
    displayName: `Environment ${index}`,
    sku: isDefault ? 'Default' : dice.pick(['Production', 'Sandbox', 'Trial', 'Developer'] as const),
    capacity: [],
    securityGroupId: randomGate(needs),
    dataverse: dice.chance(0.92) ? randomDataverse(needs) : null,
  }
}

function randomGate({ dice, groups }: EnvironmentNeeds): string | null {
  const gate = dice.pick(groups).id
  return dice.weighted([
    [null, 40],
    ['', 10],
    [noGroup, 5],
    [gate, 45],
  ] as const)
}

function randomDataverse(needs: EnvironmentNeeds): DataverseDescription {
  const { dice, index, clientId } = needs
  const rootUnit = { id: dice.guid(), name: 'Root', parent: null }
  const units = [rootUnit]
  const childUnits = Array.from({ length: dice.between(0, 2) }, (_, child) => ({
    id: dice.guid(),
    name: `Unit ${child}`,
    parent: rootUnit.id,
  }))
  const unitIds = [...units, ...childUnits].map((unit) => unit.id)
  const tables = dice.some(
    installable,
    dice.weighted([
      [0.7, 90],
      [0.1, 10],
    ] as const),
  )
  const roles = randomRoles(dice, tables)
  const users = randomSystemUsers(needs, unitIds, roles)
  return {
    organizationId: dice.guid(),
    domain: `org${index}`,
    state: dice.weighted([
      ['Ready', 96],
      ['Disabled', 4],
    ] as const),
    applicationUsers: dice.chance(0.95) ? [clientId] : [],
    businessUnits: [...units, ...childUnits],
    tables,
    sharedPrivileges: randomSharing(dice, tables),
    roles,
    users,
    teams: randomTeams(needs, unitIds, roles, users),
  }
}

/** Some tables use the privileges of another, as activity tables do. */
function randomSharing(dice: Dice, tables: readonly string[]): Readonly<Record<string, string>> {
  const [table, lender] = dice.pick([
    ['goal', 'incident'],
    ['sla', 'account'],
    ['msdyn_projecttask', 'msdyn_actual'],
  ] as const)
  const lends = tables.includes(lender) || unrestricted.includes(lender)
  return dice.chance(0.3) && tables.includes(table) && lends ? { [table]: lender } : {}
}

function randomRoles(dice: Dice, tables: readonly string[]): RoleDescription[] {
  const ordinary = Array.from({ length: dice.between(2, 7) }, (_, index) => ({
    id: dice.guid(),
    name: `Role ${index}`,
    templateId: null,
    grants: randomGrants(dice, tables),
  }))
  const ownRows = {
    id: dice.guid(),
    name: 'Own rows',
    templateId: null,
    grants: tables.map((table) => ({ table, operation: dice.pick(operations), depth: 'basic' as const })),
  }
  const administrator = {
    id: dice.guid(),
    name: dice.pick(['System Administrator', 'Systemadministrator']),
    templateId: systemAdministrator,
    grants: dice.chance(0.5) ? randomGrants(dice, tables) : [],
  }
  const customizer = { id: dice.guid(), name: 'System Customizer', templateId: systemCustomizer, grants: [] }
  return [...ordinary, ownRows, ...(dice.chance(0.5) ? [administrator] : []), customizer]
}

function randomGrants(dice: Dice, tables: readonly string[]): RoleDescription['grants'] {
  const all = [...tables, ...favored.filter((table) => tables.includes(table)), ...unrestricted]
  const depth = () =>
    dice.weighted([
      ['basic', 50],
      ['local', 18],
      ['deep', 14],
      ['global', 18],
    ] as const)
  return dice.draw(all, dice.between(0, 5)).flatMap((table) =>
    dice.some(operations, 0.6).flatMap((operation) => {
      const componentState = dice.weighted([
        [0, 84],
        [1, 4],
        [2, 6],
        [3, 6],
      ] as const)
      const layer = { table, operation, depth: depth(), componentState }
      return dice.chance(0.1) ? [layer, { table, operation, depth: depth() }] : [layer]
    }),
  )
}

function randomSystemUsers(
  needs: EnvironmentNeeds,
  unitIds: readonly string[],
  roles: readonly RoleDescription[],
): SystemUserDescription[] {
  const { dice, users } = needs
  const people = dice.some(users, 0.7).map((user) => ({
    ...randomRow(dice, unitIds, roles),
    entraId: user.id,
    fullName: user.displayName,
    domainName: user.upn,
  }))
  const strangers = Array.from({ length: dice.between(0, 3) }, (_, index) => ({
    ...randomRow(dice, unitIds, roles),
    entraId: dice.chance(0.5) ? null : dice.guid(),
    fullName: `Stranger ${index}`,
    domainName: `stranger${index}@contoso.example`,
  }))
  const applications = Array.from({ length: dice.between(0, 2) }, (_, index) => ({
    ...randomRow(dice, unitIds, roles),
    fullName: `# Application ${index}`,
    domainName: '',
    applicationId: dice.guid(),
  }))
  return [...people, ...strangers, ...applications]
}

function randomRow(dice: Dice, unitIds: readonly string[], roles: readonly RoleDescription[]): SystemUserDescription {
  const direct = dice.weighted([
    [0, 35],
    [1, 45],
    [2, 20],
  ] as const)
  const offered = [...roles, ...roles.filter((role) => role.name === 'Own rows')]
  return {
    id: dice.guid(),
    entraId: null,
    fullName: '',
    domainName: '',
    accessMode: dice.weighted([
      [0, 82],
      [1, 3],
      [2, 4],
      [3, 3],
      [4, 5],
      [5, 3],
    ] as const),
    isDisabled: dice.chance(0.05),
    applicationId: null,
    isIntegrationUser: dice.chance(0.03),
    setupUser: dice.chance(0.03),
    systemManagedUserType: dice.weighted([
      [null, 50],
      [0, 30],
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 8],
    ] as const),
    deletedState: dice.chance(0.04) ? 1 : 0,
    azureState: dice.weighted([
      [0, 94],
      [1, 3],
      [2, 3],
    ] as const),
    businessUnitId: dice.pick(unitIds),
    roles: [...new Set(dice.draw(offered, direct).map((role) => role.id))],
  }
}

function randomTeams(
  needs: EnvironmentNeeds,
  unitIds: readonly string[],
  roles: readonly RoleDescription[],
  users: readonly SystemUserDescription[],
): TeamDescription[] {
  const { dice, groups } = needs
  const base = (name: string) => ({
    id: dice.guid(),
    name,
    isDefault: false,
    groupId: null,
    membershipType: 0 as const,
    businessUnitId: dice.pick(unitIds),
    roles: dice.draw(roles, dice.between(0, 2)).map((role) => role.id),
    members: dice.some(users, 0.25).map((user) => user.id),
  })
  const owners = Array.from({ length: dice.between(0, 2) }, (_, index) => ({
    ...base(`Owner team ${index}`),
    type: 0 as const,
  }))
  const unit = dice.pick(unitIds)
  const everybody: TeamDescription = {
    ...base('Business unit'),
    type: 0,
    isDefault: true,
    businessUnitId: unit,
    roles: dice.chance(0.3) ? dice.draw(roles, 1).map((role) => role.id) : [],
    members: users.filter((user) => user.businessUnitId === unit).map((user) => user.id),
  }
  const access = dice.chance(0.5) ? [{ ...base('Access team'), type: 1 as const }] : []
  const outer = groups.slice(-1)
  const candidates = [...groups, ...outer, ...outer]
  const pairs = candidates.flatMap((group) =>
    ([0, 1, 2, 3] as const).map((membershipType) => ({ group, membershipType })),
  )
  const drawn = dice.draw(pairs, dice.between(0, 7))
  const distinct = drawn.filter(
    (pair, index) =>
      index === drawn.findIndex((other) => other.group === pair.group && other.membershipType === pair.membershipType),
  )
  const entra = distinct.map(({ group, membershipType }, index): TeamDescription => ({
    ...base(`Group team ${index}`),
    type: group.kind === 'm365' ? 3 : 2,
    groupId: group.id,
    membershipType,
  }))
  const orphan = { ...base('Team of a deleted group'), type: 2 as const, groupId: dice.guid() }
  return [everybody, ...owners, ...access, ...entra, ...(dice.chance(0.15) ? [orphan] : [])]
}
