/** One generated environment: business units, roles, system users, owner teams, group teams. */
import { guidOf } from '../guid.ts'
import type { Dice } from '../dice.ts'
import type {
  DepthName,
  EnvironmentDescription,
  GroupDescription,
  OperationName,
  RoleDescription,
  SystemUserDescription,
  TeamDescription,
  UserDescription,
} from '../tenant.ts'
import { numberedId } from './people.ts'

export interface EnvironmentPlan {
  readonly index: number
  readonly clientId: string
  readonly people: readonly UserDescription[]
  readonly roles: number
  readonly businessUnits: number
  /** Behind one group team each. */
  readonly groups: readonly GroupDescription[]
  readonly securityGroupId: string | null
}

const tables = [
  'entitlement',
  'goal',
  'incident',
  'knowledgearticle',
  'msdyn_actual',
  'msdyn_bookingsetupmetadata',
  'msdyn_inventoryjournal',
  'msdyn_workorder',
  'routingrule',
  'sla',
]
const operations: readonly OperationName[] = ['create', 'update', 'delete']
const depths: readonly DepthName[] = ['basic', 'local', 'deep', 'global']
const systemAdministrator = '627090ff-40a3-4053-8790-584edc5be201'
/** Every so manieth role reaches restricted tables; the others do not. */
const restrictedEvery = 6

export function generateEnvironment(plan: EnvironmentPlan, dice: Dice): EnvironmentDescription {
  const { index } = plan
  const id = numberedId(0x1000 + index, 0)
  const domain = `org${index}`
  const businessUnits = Array.from({ length: plan.businessUnits }, (_, unit) => ({
    id: numberedId(0x2000 + index, unit),
    name: unit === 0 ? domain : `Unit ${unit}`,
    parent: unit === 0 ? null : numberedId(0x2000 + index, 0),
  }))
  const roles = generateRoles(plan)
  const unitIds = businessUnits.map((unit) => unit.id)
  const users = generateSystemUsers(plan, unitIds, roles, dice)
  return {
    id,
    displayName: `Environment ${String(index).padStart(3, '0')}`,
    sku: 'Production',
    capacity: (['Database', 'File', 'Log'] as const).map((kind) => ({
      kind,
      actualMB: 1024 + index,
      ratedMB: 1024,
      updatedOn: '2026-11-23T03:00:35Z',
    })),
    securityGroupId: plan.securityGroupId,
    dataverse: {
      organizationId: guidOf(`organization ${id}`),
      domain,
      state: 'Ready',
      applicationUsers: [plan.clientId],
      businessUnits,
      tables,
      roles,
      users,
      teams: generateTeams(plan, unitIds, roles, users, dice),
    },
  }
}

function generateRoles({ index, roles }: EnvironmentPlan): RoleDescription[] {
  return Array.from({ length: roles }, (_, role) => ({
    id: numberedId(0x3000 + index, role),
    name: role === 0 ? 'System Administrator' : `Role ${String(role).padStart(2, '0')}`,
    templateId: role === 0 ? systemAdministrator : null,
    grants: role === 0 ? [] : grantsOf(role),
  }))
}

function grantsOf(role: number): RoleDescription['grants'] {
  const depth = depths[role % depths.length] ?? 'basic'
  const granted = role % restrictedEvery === 0 ? [tables[role % tables.length] ?? 'incident', 'incident'] : ['account']
  return [...new Set(granted)].flatMap((table) => operations.map((operation) => ({ table, operation, depth })))
}

function generateSystemUsers(
  { index, people, clientId }: EnvironmentPlan,
  unitIds: readonly string[],
  roles: readonly RoleDescription[],
  dice: Dice,
): SystemUserDescription[] {
  const usual = {
    isIntegrationUser: false,
    setupUser: false,
    systemManagedUserType: 0,
    deletedState: 0,
    azureState: 0,
    isDisabled: false,
    accessMode: 0,
    applicationId: null,
  } as const
  const ordinary = roles.filter((role) => role.templateId === null).map((role) => role.id)
  const persons = people.map((person, number) => ({
    ...usual,
    id: numberedId(0x4000 + index, number),
    entraId: person.id,
    fullName: person.displayName,
    domainName: person.upn,
    businessUnitId: dice.pick(unitIds),
    roles:
      number === 0
        ? roles.slice(0, 1).map((role) => role.id)
        : [...new Set([dice.pick(ordinary), dice.pick(ordinary)])],
  }))
  const application = {
    ...usual,
    id: numberedId(0x4000 + index, people.length),
    entraId: guidOf(`principal of ${clientId}`),
    fullName: '# Seatledger',
    domainName: '',
    accessMode: 4 as const,
    applicationId: clientId,
    businessUnitId: unitIds[0] ?? '',
    roles: [],
  }
  return [...persons, application]
}

/** A default team per business unit, some owner teams with roles, and one team per group. */
function generateTeams(
  { index, groups }: EnvironmentPlan,
  unitIds: readonly string[],
  roles: readonly RoleDescription[],
  users: readonly SystemUserDescription[],
  dice: Dice,
): TeamDescription[] {
  const ordinary = roles.filter((role) => role.templateId === null).map((role) => role.id)
  const restricted = roles.filter((role) => role.grants.some(({ table }) => table === 'incident')).map(({ id }) => id)
  const team = (number: number, more: Pick<TeamDescription, 'name' | 'businessUnitId'> & Partial<TeamDescription>) => ({
    id: numberedId(0x5000 + index, number),
    type: 0 as const,
    isDefault: false,
    groupId: null,
    membershipType: 0 as const,
    roles: [],
    members: [],
    ...more,
  })
  const defaults = unitIds.map((businessUnitId, number) =>
    team(number, {
      name: `Everybody of unit ${number}`,
      businessUnitId,
      isDefault: true,
      members: users.filter((user) => user.businessUnitId === businessUnitId).map((user) => user.id),
    }),
  )
  const owners = Array.from({ length: 5 }, (_, number) =>
    team(100 + number, {
      name: `Owner team ${number}`,
      businessUnitId: dice.pick(unitIds),
      roles: [dice.pick(ordinary)],
      members: Array.from({ length: Math.min(20, users.length) }, () => dice.pick(users).id),
    }),
  )
  const byGroup = groups.map((group, number) =>
    team(200 + number, {
      name: group.displayName,
      type: 2,
      groupId: group.id,
      businessUnitId: dice.pick(unitIds),
      roles: restricted.slice(number, number + 1),
    }),
  )
  return [...defaults, ...owners, ...byGroup]
}
