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
export function groupFindings(findings: Iterable<Groupable>, by: GroupBy): AccessGroup[] {
  const grouping = beginGrouping(by)
  for (const finding of findings) grouping.add(finding)
  return grouping.groups()
}

/** What a group is made of. */
export type Groupable = Pick<Finding, 'environment' | 'evidence'>

/** The same, a finding at a time: what waits in memory are the groups. */
export interface Grouping {
  add(finding: Groupable): void
  groups(): AccessGroup[]
}

export function beginGrouping(by: GroupBy): Grouping {
  const changes = new Map<string, Change>()
  const { add, show } = { role: byRole, table: byTable, environment: byEnvironment }[by]
  return {
    add: (finding) => add(changes, finding),
    groups: () => [...changes.values()].map(show).toSorted(compareGroups),
  }
}

function compareGroups(a: AccessGroup, b: AccessGroup): number {
  return (
    (b.cleared ?? 0) - (a.cleared ?? 0) ||
    b.findings - a.findings ||
    compareText(a.name, b.name) ||
    compareText(a.environment?.name ?? '', b.environment?.name ?? '') ||
    compareText(a.id, b.id)
  )
}

interface Way {
  readonly add: (changes: Map<string, Change>, finding: Groupable) => void
  readonly show: (change: Change) => AccessGroup
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
const byRole: Way = {
  add(changes, finding) {
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
  },
  show: (change) => ({
    ...shown('role', change),
    action: `remove ${takenWords(change.taken)} from *${change.name}*: clears ${countWords(change.cleared, 'finding')}`,
  }),
}

/** One per table over all environments; a finding is cleared where it is about this table alone. */
const byTable: Way = {
  add(changes, { evidence }) {
    const tables = tablesOf(evidence)
    for (const { table, operations } of tables) {
      const change = changeOf(changes, table, { id: table, name: table, environment: null })
      take(change, table, operations)
      count(change, tables.length === 1)
    }
  },
  show: (change) => ({
    ...shown('table', change),
    action: `remove ${takenWords(change.taken)} from all roles: clears ${countWords(change.cleared, 'finding')}`,
  }),
}

const byEnvironment: Way = {
  add(changes, { environment }) {
    if (environment !== null) count(changeOf(changes, environment.id, { ...environment, environment }), false)
  },
  show: (change) => ({ ...shown('environment', change), cleared: null, action: null }),
}

function pathsOf(finding: Groupable): { readonly table: string; readonly path: AccessPath }[] {
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
  const taken = change.taken.get(table) ?? new Set()
  for (const operation of operations) taken.add(operation)
  change.taken.set(table, taken)
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
