/** Rows that a service gives twice, for data moves between the pages of a list while it is read: the first of each is kept. Knows no API. */
import type { DatasetName, Page, Source } from '../src/model/dataset.ts'

/** What makes two rows one: the members that name it, or all of it. Null where the source itself makes the rows, each once. */
const keys: Readonly<Record<DatasetName, readonly string[] | 'all' | null>> = {
  organization: ['id'],
  'subscribed-skus': 'all',
  subscriptions: ['id'],
  people: ['id'],
  groups: ['id'],
  'group-members': ['groupId', 'personId', 'via'],
  'tenant-capacity': null,
  environments: ['id'],
  'billing-policies': ['id'],
  tables: ['logicalName'],
  roles: ['id'],
  'role-privileges': ['roleId', 'privilegeId', 'depth'],
  'user-roles': ['userId', 'roleId'],
  teams: ['id'],
  'team-roles': ['teamId', 'roleId'],
  'team-members': ['teamId', 'userId'],
  'system-users': ['id'],
  'sign-ins': ['personId'],
  'license-events': ['id'],
  currencies: 'all',
  allocations: 'all',
  'feature-tables': ['logicalName'],
  apps: ['id'],
  'app-roles': ['appId', 'roleId'],
  'dual-write-maps': 'all',
  'dual-write-runtime': 'all',
  'telephony-providers': ['id'],
  'observed-writes': null,
  'evidence-windows': null,
  'usage-estimates': null,
}

/** Keys are remembered for one way through the source: who reads it again begins anew. */
export function distinct(source: Source): Source {
  return {
    ...source,
    async *pages(signal): AsyncGenerator<Page> {
      const seen = new Map<DatasetName, Set<string>>()
      for await (const page of source.pages(signal)) yield firstOfEach(page, seen)
    },
  }
}

function firstOfEach(page: Page, seen: Map<DatasetName, Set<string>>): Page {
  const columns = keys[page.dataset]
  if (columns === null) return page
  const known = seen.get(page.dataset) ?? new Set()
  seen.set(page.dataset, known)
  const rows: readonly object[] = page.rows
  const fresh = rows.filter((row) => {
    const key = keyOf(row, columns)
    const isFresh = !known.has(key)
    known.add(key)
    return isFresh
  })
  return fresh.length === rows.length ? page : Object.assign({ ...page }, { rows: fresh })
}

function keyOf(row: object, columns: readonly string[] | 'all'): string {
  if (columns === 'all') return JSON.stringify(row)
  const values = columns.map((column): unknown => Reflect.get(row, column))
  return values.join('|')
}
