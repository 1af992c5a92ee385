/** The security rows of an environment as the Web API sends them, and the rows that they become. */
import { z } from 'zod'
import type { FeatureTable } from '../../src/model/features.ts'
import type {
  Depth,
  RestrictedTableRow,
  RolePrivilege,
  SecurityRole,
  SystemUser,
  Team,
} from '../../src/model/security.ts'
import { Guid, orNull } from '../transport/rows.ts'

/** Names go into addresses and queries as they are: what is no name of a table must not get there. */
const TableName = z.string().regex(/^[a-z_][a-z0-9_]*$/i)

const Privilege = z.object({ PrivilegeId: Guid, PrivilegeType: z.string() })
export const WireTable = z.object({
  LogicalName: TableName,
  EntitySetName: orNull(TableName),
  IsAuditEnabled: orNull(z.object({ Value: z.boolean() })),
  Privileges: z.array(Privilege),
})

const operationOf: ReadonlyMap<string, 'create' | 'update' | 'delete'> = new Map([
  ['Create', 'create'],
  ['Write', 'update'],
  ['Delete', 'delete'],
])

/** Ids are read, never composed from names: several tables share the privileges of one. */
export function toTable(table: z.infer<typeof WireTable>): RestrictedTableRow {
  const privileges = table.Privileges.flatMap(({ PrivilegeId, PrivilegeType }) => {
    const operation = operationOf.get(PrivilegeType)
    return operation === undefined ? [] : [{ id: PrivilegeId, operation }]
  })
  return {
    logicalName: table.LogicalName.toLowerCase(),
    entitySet: table.EntitySetName,
    isAuditEnabled: table.IsAuditEnabled?.Value ?? null,
    privileges,
  }
}

export const WireFeatureTable = z.object({ LogicalName: TableName, EntitySetName: TableName })

export function toFeatureTable(table: z.infer<typeof WireFeatureTable>): FeatureTable {
  return { logicalName: table.LogicalName.toLowerCase(), entitySet: table.EntitySetName }
}

export const WireGrant = z.object({
  roleid: Guid,
  privilegeid: Guid,
  privilegedepthmask: z.int(),
  componentstate: orNull(z.int()),
})

/** A mask: the highest bit that is a depth counts. */
function depthOf(mask: number): Depth | null {
  if (mask & 8) return 'global'
  if (mask & 4) return 'deep'
  if (mask & 2) return 'local'
  return mask & 1 ? 'basic' : null
}

/** null for a deleted layer (component states 2 and 3), and for a mask without a depth. */
export function toGrant(grant: z.infer<typeof WireGrant>): RolePrivilege | null {
  const depth = depthOf(grant.privilegedepthmask)
  if (depth === null || grant.componentstate === 2 || grant.componentstate === 3) return null
  return { roleId: grant.roleid, privilegeId: grant.privilegeid, depth }
}

export const WireRole = z.object({
  roleid: Guid,
  name: z.string(),
  _parentrootroleid_value: orNull(Guid),
  _roletemplateid_value: orNull(Guid),
  _businessunitid_value: orNull(Guid),
  ismanaged: orNull(z.boolean()),
})

export function toRole(role: z.infer<typeof WireRole>): SecurityRole {
  return {
    id: role.roleid,
    rootId: role._parentrootroleid_value ?? role.roleid,
    name: role.name,
    templateId: role._roletemplateid_value,
    businessUnitId: role._businessunitid_value,
    isManaged: role.ismanaged,
  }
}

export const WireUserRole = z.object({ systemuserid: Guid, roleid: Guid })
export const WireTeamRole = z.object({ teamid: Guid, roleid: Guid })
export const WireTeamMember = z.object({ teamid: Guid, systemuserid: Guid })

export const WireTeam = z.object({
  teamid: Guid,
  name: z.string(),
  teamtype: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  azureactivedirectoryobjectid: orNull(Guid),
  membershiptype: orNull(z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)])),
})

const teamKinds = ['owner', 'access', 'entra-security', 'entra-m365'] as const
const memberships = ['members-and-guests', 'members', 'owners', 'guests'] as const

export function toTeam(team: z.infer<typeof WireTeam>): Team {
  return {
    id: team.teamid,
    name: team.name,
    kind: teamKinds[team.teamtype],
    groupId: team.azureactivedirectoryobjectid,
    membership: memberships[team.membershiptype ?? 0],
  }
}

/** A user who never came from Entra has empty texts, not absent ones. */
const textOrNull = orNull(z.string()).transform((text) => (text === '' ? null : text))

export const WireUser = z.object({
  systemuserid: Guid,
  azureactivedirectoryobjectid: orNull(Guid),
  domainname: textOrNull,
  fullname: textOrNull,
  accessmode: z.int(),
  isdisabled: z.boolean(),
  applicationid: orNull(Guid),
  isintegrationuser: orNull(z.boolean()),
  setupuser: orNull(z.boolean()),
  systemmanagedusertype: orNull(z.int()),
  deletedstate: orNull(z.int()),
  azurestate: orNull(z.int()),
})

export function toUser(user: z.infer<typeof WireUser>): SystemUser {
  return {
    id: user.systemuserid,
    entraId: user.azureactivedirectoryobjectid,
    upn: user.domainname,
    name: user.fullname,
    accessMode: user.accessmode,
    isDisabled: user.isdisabled,
    applicationId: user.applicationid,
    isSetup: user.setupuser === true || user.isintegrationuser === true,
    managedType: user.systemmanagedusertype,
    isDeleted: (user.deletedstate ?? 0) !== 0,
    existsInEntra: (user.azurestate ?? 0) === 0,
  }
}

/** Columns of each set, as asked for. */
export const columns = {
  table: 'LogicalName,EntitySetName,IsAuditEnabled,Privileges',
  grant: 'roleid,privilegeid,privilegedepthmask,componentstate',
  role: 'roleid,name,ismanaged,_businessunitid_value,_parentrootroleid_value,_roletemplateid_value',
  userRole: 'systemuserid,roleid',
  team: 'teamid,name,teamtype,azureactivedirectoryobjectid,membershiptype',
  teamRole: 'teamid,roleid',
  teamMember: 'teamid,systemuserid',
  user: 'systemuserid,azureactivedirectoryobjectid,domainname,fullname,accessmode,isdisabled,applicationid,isintegrationuser,setupuser,systemmanagedusertype,deletedstate,azurestate',
} as const
