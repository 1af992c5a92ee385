/** What roles are for beside what they write: those of agents and supervisors, and those that open an app of a product. Pure. */
import type { App, AppRole } from '../model/features.ts'
import type { SecurityRole } from '../model/security.ts'
import { compareText } from '../model/text-order.ts'

export interface RoleUse {
  readonly isAgentRole: boolean
  /** Unique names of the installed product apps that the role opens, sorted. */
  readonly apps: readonly string[]
}

/** Names by which roles and apps are known. */
export interface RoleLists {
  /** By language (LCID), in lower case: what the Contact Center solution calls the roles of agents and supervisors. */
  readonly agentNames: ReadonlyMap<number, ReadonlySet<string>>
  /** What the operator calls them, in lower case: these need not come with a solution. */
  readonly operatorNames: ReadonlySet<string>
  /** A language in words. */
  readonly languageName: (language: number) => string
  /** The product of an app; null: none whose internal interface matters. */
  readonly productOf: (uniqueName: string) => string | null
}

/** What one environment has of roles and apps. */
export interface RoleRows {
  readonly roles: readonly SecurityRole[]
  readonly apps: readonly App[]
  readonly appRoles: readonly AppRole[]
  /** null: not known; then the names of every known language may be its names. */
  readonly baseLanguage: number | null
}

/** By role id, copies of root roles among them; roles of no such use are left out. */
export function roleUses(rows: RoleRows, lists: RoleLists): Map<string, RoleUse> {
  const agentRoots = agentRootIds(rows, lists)
  const opened = openedApps(rows, lists)
  const uses = new Map<string, RoleUse>()
  const ids = new Set([...rows.roles.map(({ id }) => id), ...opened.keys()])
  const rootOf = new Map(rows.roles.map(({ id, rootId }) => [id, rootId]))
  for (const id of ids) {
    const root = rootOf.get(id) ?? id
    const use = { isAgentRole: agentRoots.has(root), apps: opened.get(root) ?? [] }
    if (use.isAgentRole || use.apps.length > 0) uses.set(id, use)
  }
  return uses
}

/** For a sync, which must know whose groups to read: the ids of roles of some use. */
export function rolesOfInterest(lists: RoleLists): (rows: RoleRows) => ReadonlySet<string> {
  return (rows) => new Set(roleUses(rows, lists).keys())
}

/** Only a role that is known to be home-made is none of the solution's; a copy stands for a root that the list lacks. */
function agentRootIds({ roles, baseLanguage }: RoleRows, lists: RoleLists): Set<string> {
  const listed = new Set(roles.map(({ id }) => id))
  const names = solutionNames(baseLanguage, lists)
  const found = roles
    .filter(({ id, rootId }) => id === rootId || !listed.has(rootId))
    .filter(({ name, isManaged }) => {
      const word = name.trim().toLowerCase()
      return lists.operatorNames.has(word) || (isManaged !== false && names.has(word))
    })
  return new Set(found.map(({ rootId }) => rootId))
}

function solutionNames(language: number | null, { agentNames }: RoleLists): ReadonlySet<string> {
  if (language !== null) return agentNames.get(language) ?? new Set()
  return new Set([...agentNames.values()].flatMap((names) => [...names]))
}

/** Unique names of product apps by root role id. */
function openedApps({ roles, apps, appRoles }: RoleRows, { productOf }: RoleLists): Map<string, string[]> {
  const rootOf = new Map(roles.map(({ id, rootId }) => [id, rootId]))
  const nameOf = new Map(
    apps.filter(({ uniqueName }) => productOf(uniqueName) !== null).map(({ id, uniqueName }) => [id, uniqueName]),
  )
  const opened = new Map<string, Set<string>>()
  for (const { appId, roleId } of appRoles) {
    const name = nameOf.get(appId)
    if (name === undefined) continue
    const root = rootOf.get(roleId) ?? roleId
    opened.set(root, (opened.get(root) ?? new Set()).add(name))
  }
  return new Map([...opened].map(([root, names]) => [root, [...names].toSorted(compareText)]))
}
