/** Privileges of tables: their ids and names, and which table lends its own to another. */
import { guidOf } from '../guid.ts'
import type { DataverseDescription, DepthName, OperationName } from '../tenant.ts'

export const privilegeTypes = ['Create', 'Read', 'Write', 'Delete', 'Assign', 'Share', 'Append', 'AppendTo'] as const
export type PrivilegeType = (typeof privilegeTypes)[number]

/** As the `privilege` table counts them. */
export const accessRights = {
  Read: 1,
  Write: 2,
  Append: 4,
  AppendTo: 16,
  Create: 32,
  Delete: 65536,
  Share: 262144,
  Assign: 524288,
} as const satisfies Record<PrivilegeType, number>

export const privilegeOf = { create: 'Create', update: 'Write', delete: 'Delete' } as const satisfies Record<
  OperationName,
  PrivilegeType
>

export const depthMasks = { basic: 1, local: 2, deep: 4, global: 8 } as const satisfies Record<DepthName, number>

export interface Privilege {
  readonly id: string
  readonly name: string
  readonly type: PrivilegeType
}

/** Every environment has privilege ids of its own. */
export function privilegeFor(dataverse: DataverseDescription, table: string, type: PrivilegeType): Privilege {
  const lender = dataverse.sharedPrivileges?.[table] ?? table
  return {
    id: guidOf(`${dataverse.organizationId} ${type} ${lender}`),
    name: `prv${type}${schemaNameOf(lender)}`,
    type,
  }
}

/** Tables of the platform are written in Pascal case, those of a solution by their prefix. */
export function schemaNameOf(table: string): string {
  return table.includes('_') ? table : `${table.slice(0, 1).toUpperCase()}${table.slice(1)}`
}
