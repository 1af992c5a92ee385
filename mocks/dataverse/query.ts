/** One table of Dataverse as it answers a query: selection, filter, order, count and pages. */
import { matches } from '../odata/matches.ts'
import { parseOrderBy, sortRows } from '../odata/order-by.ts'
import { createPager } from '../pager.ts'
import { listOf, readQueryOptions, type QueryOptions } from '../query-options.ts'
import type { WireRequest } from '../wire.ts'
import { columnOf, queryError, queryErrorCode, readFilter } from './filter-rules.ts'
import type { Row } from './rows.ts'
import type { TableDefinition } from './table-definitions.ts'

/** The service never counts further. */
const mostCounted = 5000

export type Query = (request: WireRequest, base: string, rows: () => readonly Row[]) => unknown

/** `mostRows` per page, whatever is asked for. */
export function createQuery(table: TableDefinition, mostRows: number): Query {
  const pager = createPager<Row>('$skiptoken')
  return (request, base, rows) => {
    if (request.url.searchParams.has('$skip')) throw queryError('Skip Clause is not supported in CRM')
    const options = readQueryOptions(request.url, {
      allowed: ['$select', '$filter', '$orderby', '$top', '$count', '$skiptoken'],
      code: queryErrorCode,
    })
    const names = selectedColumns(options, table)
    const preferred = preferredRows(request)
    const top = topOf(options, preferred)
    const refine = createRefinement(options, table)
    const size = Math.min(preferred ?? mostRows, mostRows)
    const page = pager.page({ url: request.url, size, rows: () => refine(rows()).slice(0, top ?? undefined) })
    return {
      '@odata.context': `${base}/$metadata#${table.entitySet}${names === null ? '' : `(${names.join(',')})`}`,
      ...(options.get('$count') === 'true' ? { '@odata.count': Math.min(page.total, mostCounted) } : {}),
      ...(page.nextLink === null ? {} : { '@odata.nextLink': page.nextLink }),
      value: page.rows.map((row) => project(row, names, table)),
    }
  }
}

/** From `Prefer: odata.maxpagesize=n`; null without. */
function preferredRows(request: WireRequest): number | null {
  const [, size] = /odata\.maxpagesize\s*=\s*"?(\d+)/.exec(request.headers['prefer'] ?? '') ?? []
  return size === undefined ? null : Math.max(1, Number(size))
}

/** Null selects all. Throws `Refused` with 400 for an unknown column. */
function selectedColumns(options: QueryOptions, table: TableDefinition): readonly string[] | null {
  const select = options.get('$select')
  requireNoSecrets(select === undefined ? null : listOf(select), table)
  if (select === undefined) return null
  const names = listOf(select)
  const unknown = names.find((name) => table.columns[name] === undefined)
  if (unknown === undefined) return names
  throw queryError(
    `Could not find a property named '${unknown}' on type 'Microsoft.Dynamics.CRM.${table.logicalName}'.`,
  )
}

/** Throws `Refused` with 400 where a request would read secrets; null selects all. */
export function requireNoSecrets(names: readonly string[] | null, { secrets, entitySet }: TableDefinition): void {
  const isSecret = names === null ? secrets.length > 0 : names.some((name) => secrets.includes(name))
  if (isSecret) throw queryError(`A request to '${entitySet}' would read secrets: ${secrets.join(', ')}.`)
}

function topOf(options: QueryOptions, preferred: number | null): number | null {
  const top = options.get('$top')
  if (top === undefined) return null
  if (preferred !== null) throw queryError('$top and odata.maxpagesize must not be combined.')
  if (/^[1-9]\d*$/.test(top)) return Number(top)
  throw queryError(`Invalid value '${top}' for $top.`)
}

function createRefinement(options: QueryOptions, table: TableDefinition): (rows: readonly Row[]) => readonly Row[] {
  const filterText = options.get('$filter')
  const filter = filterText === undefined ? null : readFilter(filterText, table)
  const orderText = options.get('$orderby')
  const order = orderText === undefined ? [] : parseOrderBy(orderText)
  if (order === null || order.some(({ path }) => table.columns[path] === undefined)) {
    throw queryError(`The query cannot be ordered by '${orderText}'.`)
  }
  const readOf = (row: Row) => (path: string) => row[path] ?? row[columnOf(path, table)]
  return (rows) => {
    const kept = filter === null ? rows : rows.filter((row) => matches(filter, readOf(row)))
    return order.length === 0 ? kept : sortRows(kept, order, readOf)
  }
}

/** The key and an etag come with every row. */
function project(row: Row, names: readonly string[] | null, { primaryId }: TableDefinition): Row {
  const etag = { '@odata.etag': 'W/"1397640"' }
  if (names === null) {
    const own = Object.entries(row).filter(([name]) => !name.includes('/'))
    return { ...etag, ...Object.fromEntries(own) }
  }
  const entries = names.map((name): [string, unknown] => [name, row[name] ?? null])
  return { ...etag, ...Object.fromEntries(entries), [primaryId]: row[primaryId] }
}
