/** A Dataverse environment as rows: copies of roles per business unit, and the four intersect tables between them. */
import { guidOf } from '../guid.ts'
import type { DataverseDescription, RoleDescription, SystemUserDescription, TeamDescription } from '../tenant.ts'
import { accessRights, depthMasks, privilegeFor, privilegeOf, privilegeTypes } from './privileges.ts'
import type { TableName } from './table-definitions.ts'

export type Row = Readonly<Record<string, unknown>>

export const created = '2024-05-06T07:10:00Z'
export const stamps = {
  createdon: created,
  modifiedon: created,
  _createdby_value: null,
  _modifiedby_value: null,
  _createdonbehalfby_value: null,
  _modifiedonbehalfby_value: null,
}

/** Each table is built when it is first asked for. */
export function createRows(
  dataverse: DataverseDescription,
  tables: readonly string[],
): (table: TableName) => readonly Row[] {
  const built = new Map<TableName, readonly Row[]>()
  const builders: Readonly<Record<TableName, () => readonly Row[]>> = {
    systemuser: () => dataverse.users.map(systemUserRow),
    role: () => roleRows(dataverse),
    privilege: () => privilegeRows(dataverse, tables),
    roleprivileges: () => rolePrivilegeRows(dataverse),
    systemuserroles: () => systemUserRoleRows(dataverse),
    team: () => dataverse.teams.map(teamRow),
    teammembership: () => membershipRows(dataverse),
    teamroles: () => teamRoleRows(dataverse),
    businessunit: () => dataverse.businessUnits.map(businessUnitRow),
    organization: () => [organizationRow(dataverse)],
  }
  return (table) => {
    const rows = built.get(table) ?? builders[table]()
    built.set(table, rows)
    return rows
  }
}

/** The root role's own id in the root business unit, the copy's id elsewhere. */
function roleIdIn(dataverse: DataverseDescription, rootRoleId: string, businessUnitId: string): string {
  const unit = dataverse.businessUnits.find((each) => each.id === businessUnitId)
  return unit === undefined || unit.parent === null ? rootRoleId : guidOf(`${rootRoleId} in ${businessUnitId}`)
}

function roleRows(dataverse: DataverseDescription): Row[] {
  return dataverse.roles.flatMap((role) => dataverse.businessUnits.map((unit) => roleRow(dataverse, role, unit)))
}

function roleRow(
  dataverse: DataverseDescription,
  role: RoleDescription,
  unit: DataverseDescription['businessUnits'][number],
): Row {
  const roleid = roleIdIn(dataverse, role.id, unit.id)
  return {
    roleid,
    roleidunique: guidOf(`unique ${roleid}`),
    name: role.name,
    isinherited: 1,
    issytemgenerated: false,
    isautoassigned: false,
    ismanaged: role.managed ?? role.templateId !== null,
    componentstate: 0,
    iscustomizable: { Value: true, CanBeChanged: true, ManagedPropertyLogicalName: 'iscustomizableanddeletable' },
    _businessunitid_value: unit.id,
    _parentroleid_value: unit.parent === null ? null : roleIdIn(dataverse, role.id, unit.parent),
    _parentrootroleid_value: role.id,
    _roletemplateid_value: role.templateId,
    ...stamps,
  }
}

/** A grant is one row or more on the root role; whoever may write a table may read it. */
function rolePrivilegeRows(dataverse: DataverseDescription): Row[] {
  return dataverse.roles.flatMap((role) => {
    const granted = role.grants.map((grant) => ({
      privilege: privilegeFor(dataverse, grant.table, privilegeOf[grant.operation]),
      mask: depthMasks[grant.depth],
      componentstate: grant.componentState ?? 0,
    }))
    const readable = [...new Set(role.grants.map((grant) => grant.table))].map((table) => ({
      privilege: privilegeFor(dataverse, table, 'Read'),
      mask: depthMasks.global,
      componentstate: 0,
    }))
    return [...granted, ...readable].map(({ privilege, mask, componentstate }, index) => ({
      roleprivilegeid: guidOf(`${role.id} ${privilege.id} ${index}`),
      roleid: role.id,
      privilegeid: privilege.id,
      privilegedepthmask: mask,
      _recordfilterid_value: null,
      ismanaged: false,
      componentstate,
    }))
  })
}

function privilegeRows(dataverse: DataverseDescription, tables: readonly string[]): Row[] {
  const all = tables.flatMap((table) => privilegeTypes.map((type) => privilegeFor(dataverse, table, type)))
  return [...new Map(all.map((privilege) => [privilege.id, privilege])).values()].map(({ id, name, type }) => ({
    privilegeid: id,
    name,
    accessright: accessRights[type],
    canbebasic: true,
    canbelocal: true,
    canbedeep: true,
    canbeglobal: true,
    canbeentityreference: false,
    canbeparententityreference: false,
    ismanaged: true,
    componentstate: 0,
  }))
}

const userTypes = { person: 192_350_000, bot: 192_350_001 }

function systemUserRow(user: SystemUserDescription): Row {
  return {
    systemuserid: user.id,
    azureactivedirectoryobjectid: user.entraId,
    domainname: user.domainName,
    fullname: user.fullName,
    internalemailaddress: user.applicationId === null ? user.domainName : null,
    applicationid: user.applicationId,
    accessmode: user.accessMode,
    isdisabled: user.isDisabled,
    islicensed: !user.isDisabled && user.applicationId === null,
    isintegrationuser: user.isIntegrationUser,
    setupuser: user.setupUser,
    issyncwithdirectory: user.entraId !== null,
    userlicensetype: 20,
    caltype: 7,
    deletedstate: user.deletedState,
    azurestate: user.azureState,
    azuredeletedon: null,
    systemmanagedusertype: user.systemManagedUserType,
    msdyn_usertype: user.isBot === true ? userTypes.bot : userTypes.person,
    _businessunitid_value: user.businessUnitId,
    _parentsystemuserid_value: null,
    ...stamps,
  }
}

function systemUserRoleRows(dataverse: DataverseDescription): Row[] {
  return dataverse.users.flatMap((user) =>
    user.roles.map((root) => {
      const roleid = roleIdIn(dataverse, root, user.businessUnitId)
      return { systemuserroleid: guidOf(`${user.id} ${roleid}`), systemuserid: user.id, roleid }
    }),
  )
}

function teamRow(team: TeamDescription): Row {
  return {
    teamid: team.id,
    name: team.name,
    teamtype: team.type,
    membershiptype: team.membershipType,
    azureactivedirectoryobjectid: team.groupId,
    isdefault: team.isDefault,
    systemmanaged: team.isDefault,
    _businessunitid_value: team.businessUnitId,
    _administratorid_value: null,
    ...stamps,
  }
}

function teamRoleRows(dataverse: DataverseDescription): Row[] {
  return dataverse.teams.flatMap((team) =>
    team.roles.map((root) => {
      const roleid = roleIdIn(dataverse, root, team.businessUnitId)
      return { teamroleid: guidOf(`${team.id} ${roleid}`), teamid: team.id, roleid }
    }),
  )
}

function membershipRows({ teams }: DataverseDescription): Row[] {
  return teams.flatMap((team) =>
    team.members.map((systemuserid) => ({
      teammembershipid: guidOf(`${team.id} ${systemuserid}`),
      teamid: team.id,
      systemuserid,
    })),
  )
}

function businessUnitRow({ id, name, parent }: DataverseDescription['businessUnits'][number]): Row {
  return { businessunitid: id, name, isdisabled: false, _parentbusinessunitid_value: parent }
}

function organizationRow({ organizationId, domain, audit, language }: DataverseDescription): Row {
  return {
    organizationid: organizationId,
    name: domain,
    isauditenabled: audit?.on ?? false,
    auditretentionperiodv2: 30,
    languagecode: language ?? 1033,
  }
}
