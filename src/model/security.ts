/** The security rows of one Dataverse environment, as `contracts/dataverse.md` section 2 joins them. Ids are lower case. What runs of earlier versions did not read is null. */
import { z } from 'zod'

/** In the order in which documents list operations. Dataverse calls `update` Write. */
export const operations = ['create', 'update', 'delete'] as const
export const Operation = z.enum(operations)
export type Operation = z.infer<typeof Operation>

/** In rising order. */
export const depths = ['basic', 'local', 'deep', 'global'] as const
export const Depth = z.enum(depths)
export type Depth = z.infer<typeof Depth>

/** An installed table that may be restricted, with the ids of the privileges that write to it. */
export const RestrictedTableRow = z.object({
  logicalName: z.string(),
  /** Its name in the Web API; null where the service does not say. */
  entitySet: z.string().nullable().default(null),
  isAuditEnabled: z.boolean().nullable().default(null),
  privileges: z.array(z.object({ id: z.string(), operation: Operation })),
})
export type RestrictedTableRow = z.infer<typeof RestrictedTableRow>

/** A role or a business unit's copy of one; `rootId` is its own id for a root role. */
export const SecurityRole = z.object({
  id: z.string(),
  rootId: z.string(),
  name: z.string(),
  templateId: z.string().nullable(),
  businessUnitId: z.string().nullable(),
  /** Came with a solution. */
  isManaged: z.boolean().nullable().default(null),
})
export type SecurityRole = z.infer<typeof SecurityRole>

/** Template of System Administrator; role names are localized, template ids are not (dataverse.md 2). */
export const administratorTemplate = '627090ff-40a3-4053-8790-584edc5be201'

/**
 * Ids of the roles that write: those that carry a grant or administer, and the copies of these, for grants hang off the root role.
 * `carriers`: role ids of the grants on the tables in question.
 */
export function writingRoleIds(carriers: Iterable<string>, roles: readonly SecurityRole[]): Set<string> {
  const writing = new Set(carriers)
  for (const { id, templateId } of roles) if (templateId === administratorTemplate) writing.add(id)
  const copies = roles.filter(({ rootId }) => writing.has(rootId)).map(({ id }) => id)
  return new Set([...writing, ...copies])
}

/** One grant: hangs off the root role; `depth` is the highest bit of the mask. Deleted layers are left out. */
export const RolePrivilege = z.object({ roleId: z.string(), privilegeId: z.string(), depth: Depth })
export type RolePrivilege = z.infer<typeof RolePrivilege>

export const UserRole = z.object({ userId: z.string(), roleId: z.string() })
export type UserRole = z.infer<typeof UserRole>

export const TeamRole = z.object({ teamId: z.string(), roleId: z.string() })
export type TeamRole = z.infer<typeof TeamRole>

/** A stored member of a granting owner team. Entra group teams are resolved through Graph instead. */
export const TeamMember = z.object({ teamId: z.string(), userId: z.string() })
export type TeamMember = z.infer<typeof TeamMember>

export const TeamKind = z.enum(['owner', 'access', 'entra-security', 'entra-m365'])
export type TeamKind = z.infer<typeof TeamKind>

/** `groupId` and `membership` are set for Entra group teams only. */
export const Team = z.object({
  id: z.string(),
  name: z.string(),
  kind: TeamKind,
  groupId: z.string().nullable(),
  membership: z.enum(['members-and-guests', 'members', 'owners', 'guests']),
})
export type Team = z.infer<typeof Team>

/**
 * A systemuser row. `isSetup`: setupuser or isintegrationuser. `managedType` as systemmanagedusertype, null in older environments.
 * `isDeleted`: deletedstate is not 0. `existsInEntra`: azurestate is 0 (or not given).
 */
export const SystemUser = z.object({
  id: z.string(),
  entraId: z.string().nullable(),
  upn: z.string().nullable(),
  name: z.string().nullable(),
  accessMode: z.int(),
  isDisabled: z.boolean(),
  applicationId: z.string().nullable(),
  isSetup: z.boolean(),
  managedType: z.int().nullable(),
  isDeleted: z.boolean(),
  existsInEntra: z.boolean(),
})
export type SystemUser = z.infer<typeof SystemUser>

/**
 * A person who reads and writes: no application, agent, set-up or platform user, no other access mode, not deleted here or in
 * Entra (dataverse.md, "Who counts").
 */
export function isPerson(user: SystemUser): boolean {
  const isPlatform = user.isSetup || [1, 2, 3].includes(user.managedType ?? 0)
  return user.accessMode === 0 && user.applicationId === null && !isPlatform && !user.isDeleted && user.existsInEntra
}

/**
 * What a row is that reads and writes and is no person: an application or an agent, or a non-interactive account of the directory.
 * Null for a person, for other access modes, and for what is deleted here or in Entra.
 */
export function accountKindOf(user: SystemUser): 'application' | 'non-interactive' | null {
  const isOfUse = (user.accessMode === 0 || user.accessMode === 4) && !user.isDeleted && user.existsInEntra
  if (!isOfUse) return null
  if (user.applicationId !== null || user.managedType === 3) return 'application'
  return user.accessMode === 4 ? 'non-interactive' : null
}
