/** What each security role of one environment may write: grants hang off the root role and also serve its copies. */
import { administratorTemplate } from '../model/security.ts'
import type { Depth, Operation, RestrictedTableRow, RolePrivilege, SecurityRole } from '../model/security.ts'
import { isDeeper } from './depth.ts'
import type { OperationDepths } from './depth.ts'
import type { RoleUse } from './role-uses.ts'

/** A role as one user or team holds it: `heldAs` is the copy's id, `id` the root role's, under which documents show it. */
export interface RoleAccess {
  readonly id: string
  readonly heldAs: string
  readonly name: string
  readonly isAdministrator: boolean
  /** By logical name of the table. */
  readonly tables: ReadonlyMap<string, OperationDepths>
  readonly use: RoleUse
}

/** Whether the role bears on restricted tables at all. */
export function isWriting({ isAdministrator, tables }: RoleAccess): boolean {
  return isAdministrator || tables.size > 0
}

const noUse: RoleUse = { isAgentRole: false, apps: [] }

interface Target {
  readonly table: string
  readonly operation: Operation
}

/** Privilege ids with what they allow; tables may share a privilege. */
function privilegeTargets(tables: readonly RestrictedTableRow[]): Map<string, Target[]> {
  const targets = new Map<string, Target[]>()
  for (const { logicalName, privileges } of tables) {
    for (const { id, operation } of privileges) {
      const known = targets.get(id)
      if (known === undefined) targets.set(id, [{ table: logicalName, operation }])
      else known.push({ table: logicalName, operation })
    }
  }
  return targets
}

type TableDepths = Map<string, Map<Operation, Depth>>

/** Collects grants by the role id that carries them, and gives each role its own ones and its root's. */
export class RoleGrants {
  readonly #targets: ReadonlyMap<string, readonly Target[]>
  readonly #byRole = new Map<string, TableDepths>()
  readonly #hasTables: boolean

  constructor(tables: readonly RestrictedTableRow[]) {
    this.#targets = privilegeTargets(tables)
    this.#hasTables = tables.length > 0
  }

  add(grant: RolePrivilege): void {
    for (const { table, operation } of this.#targets.get(grant.privilegeId) ?? []) {
      let tables = this.#byRole.get(grant.roleId)
      if (tables === undefined) this.#byRole.set(grant.roleId, (tables = new Map()))
      raise(tables, table, operation, grant.depth)
    }
  }

  /** Roles by id that grant a write on one of the tables, administer the environment or have a use; others are of no interest. */
  ofInterest(roles: readonly SecurityRole[], uses: ReadonlyMap<string, RoleUse>): Map<string, RoleAccess> {
    const byId = new Map(roles.map((role) => [role.id, role]))
    const found = new Map<string, RoleAccess>()
    for (const role of roles) {
      const root = byId.get(role.rootId)
      const use = uses.get(role.id) ?? noUse
      // Where no table is restricted, an administrator writes none.
      const isAdministrator = this.#hasTables && [role.templateId, root?.templateId].includes(administratorTemplate)
      const tables = this.#tablesOf(role.id, role.rootId)
      const access = { id: role.rootId, heldAs: role.id, name: root?.name ?? role.name, isAdministrator, tables, use }
      if (isWriting(access) || use !== noUse) found.set(role.id, access)
    }
    for (const id of [...this.#byRole.keys(), ...uses.keys()]) {
      if (!byId.has(id)) found.set(id, this.#unlisted(id, uses.get(id) ?? noUse))
    }
    return found
  }

  /** A role that grants, and that the role list does not hold, still grants: its id must serve as its name. */
  #unlisted(id: string, use: RoleUse): RoleAccess {
    const tables = this.#byRole.get(id) ?? new Map()
    return { id, heldAs: id, name: id, isAdministrator: false, tables, use }
  }

  #tablesOf(id: string, rootId: string): TableDepths {
    const union: TableDepths = new Map()
    for (const holder of new Set([id, rootId])) {
      for (const [table, operations] of this.#byRole.get(holder) ?? []) {
        for (const [operation, depth] of operations) raise(union, table, operation, depth)
      }
    }
    return union
  }
}

function raise(tables: TableDepths, table: string, operation: Operation, depth: Depth): void {
  let operations = tables.get(table)
  if (operations === undefined) tables.set(table, (operations = new Map()))
  if (isDeeper(depth, operations.get(operation))) operations.set(operation, depth)
}
