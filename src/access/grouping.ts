/** Groups restricted-table findings by what one change would mend: a role, a table, an environment. Pure. */
import type { AccessGroup } from '../model/documents.ts'
import type { Finding } from '../model/finding.ts'
import { tablesOf, type AccessPath } from '../model/evidence.ts'
import type { Operation } from '../model/security.ts'
import { sortOperations } from './depth.ts'
import { compareText } from '../model/text-order.ts'
import { countWords, listWords } from './words.ts'

export type GroupBy = AccessGroup['by']

/** By what a change would clear, then by findings, then by name. */
export function groupFindings(findings: readonly Finding[], by: GroupBy): AccessGroup[] {
  const groups = { role: groupByRole, table: groupByTable, environment: groupByEnvironment }[by](findings)
  return groups.toSorted(
    (a, b) =>
      (b.cleared ?? 0) - (a.cleared ?? 0) ||
      b.findings - a.findings ||
      compareText(a.name, b.name) ||
      compareText(a.environment?.name ?? '', b.environment?.name ?? '') ||
      compareText(a.id, b.id),
  )
}

interface Change {
  readonly name: string
  readonly environment: AccessGroup['environment']
  readonly id: string
  findings: number
  cleared: number
  /** What the change takes out, by table. */
  readonly taken: Map<string, Set<Operation>>
}

/** One per environment and root role; a finding is cleared where no path but this role's is left. */
function groupByRole(findings: readonly Finding[]): AccessGroup[] {
  const changes = new Map<string, Change>()
  for (const finding of findings) {
    const roles = new Set<string>()
    for (const { table, path } of pathsOf(finding)) {
      roles.add(path.roleId)
      const change = changeOf(changes, `${finding.environment?.id ?? ''}|${path.roleId}`, {
        id: path.roleId,
        name: path.role,
        environment: finding.environment,
      })
      take(change, table, path.operations)
    }
    for (const role of roles) {
      count(changes.get(`${finding.environment?.id ?? ''}|${role}`), roles.size === 1)
    }
  }
  return [...changes.values()].map((change) => ({
    ...shown('role', change),
    action: `remove ${takenWords(change.taken)} from *${change.name}*: clears ${countWords(change.cleared, 'finding')}`,
  }))
}

/** One per table over all environments; a finding is cleared where it is about this table alone. */
function groupByTable(findings: readonly Finding[]): AccessGroup[] {
  const changes = new Map<string, Change>()
  for (const { evidence } of findings) {
    const tables = tablesOf(evidence)
    for (const { table, operations } of tables) {
      const change = changeOf(changes, table, { id: table, name: table, environment: null })
      take(change, table, operations)
      count(change, tables.length === 1)
    }
  }
  return [...changes.values()].map((change) => ({
    ...shown('table', change),
    action: `remove ${takenWords(change.taken)} from all roles: clears ${countWords(change.cleared, 'finding')}`,
  }))
}

function groupByEnvironment(findings: readonly Finding[]): AccessGroup[] {
  const changes = new Map<string, Change>()
  for (const { environment } of findings) {
    if (environment !== null) count(changeOf(changes, environment.id, { ...environment, environment }), false)
  }
  return [...changes.values()].map((change) => ({ ...shown('environment', change), cleared: null, action: null }))
}

function pathsOf(finding: Finding): { readonly table: string; readonly path: AccessPath }[] {
  return tablesOf(finding.evidence).flatMap(({ table, paths }) => paths.map((path) => ({ table, path })))
}

function changeOf(
  changes: Map<string, Change>,
  key: string,
  about: Pick<Change, 'id' | 'name' | 'environment'>,
): Change {
  const { id, name, environment } = about
  const change = changes.get(key) ?? { id, name, environment, findings: 0, cleared: 0, taken: new Map() }
  changes.set(key, change)
  return change
}

function take(change: Change, table: string, operations: readonly Operation[]): void {
  change.taken.set(table, new Set([...(change.taken.get(table) ?? []), ...operations]))
}

function count(change: Change | undefined, isCleared: boolean): void {
  if (change === undefined) return
  change.findings += 1
  if (isCleared) change.cleared += 1
}

function shown(by: GroupBy, { id, name, environment, findings, cleared }: Change): AccessGroup {
  return { by, id, name, environment, findings, cleared, action: null }
}

const operationNames: Readonly<Record<Operation, string>> = { create: 'Create', update: 'Update', delete: 'Delete' }

/** "Delete of `incident`", tables of equal operations together. */
function takenWords(taken: ReadonlyMap<string, ReadonlySet<Operation>>): string {
  const byOperations = new Map<string, string[]>()
  for (const [table, operations] of [...taken].toSorted(([a], [b]) => compareText(a, b))) {
    const words = listWords(sortOperations(operations).map((operation) => operationNames[operation]))
    byOperations.set(words, [...(byOperations.get(words) ?? []), `\`${table}\``])
  }
  return listWords([...byOperations].map(([operations, tables]) => `${operations} of ${listWords(tables)}`))
}
