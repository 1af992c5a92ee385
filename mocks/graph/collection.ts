/** A collection of Graph as it answers: selection, filter, order, count and pages under the rules of the advanced mode. */
import { matches } from '../odata/matches.ts'
import { parseOrderBy, sortRows } from '../odata/order-by.ts'
import { createPager } from '../pager.ts'
import { listOf, readQueryOptions, type QueryOptions } from '../query-options.ts'
import { Refused } from '../refused.ts'
import type { WireRequest } from '../wire.ts'
import { asksForLicenses, readFilter } from './filter-rules.ts'
import { project, requireSelectable, type GraphType } from './properties.ts'
import { pageSizeWithSignIns, withoutLateSignIns } from './sign-in-activity.ts'

export interface CollectionRules<Item> {
  readonly type: GraphType<Item>
  /** `users`, in `@odata.context`. */
  readonly context: string
  /** Query options that the route takes, `$skiptoken` apart. */
  readonly allowed: readonly string[]
  /** Rows per page where none are asked for, and the most that can be. */
  readonly pageSize: { readonly default: number; readonly most: number }
  /** An OData cast: answered in the advanced mode only. */
  readonly isCast?: boolean
  readonly annotate?: (item: Item) => Readonly<Record<string, string>>
  /** A log beside the directory: the advanced mode does not exist there, and only these comparisons do. */
  readonly comparisons?: readonly string[]
}

export type Collection<Item> = (request: WireRequest, origin: string, rows: () => readonly Item[]) => unknown

export function createCollection<Item>(rules: CollectionRules<Item>): Collection<Item> {
  const { type, annotate = () => ({}) } = rules
  const pager = createPager<Item>('$skiptoken')
  return (request, origin, rows) => {
    const options = readQueryOptions(request.url, { allowed: [...rules.allowed, '$skiptoken'], code: 'BadRequest' })
    const isLog = rules.comparisons !== undefined
    const isAdvanced = !isLog && isAdvancedQuery(request, options)
    if (rules.isCast === true && !isAdvanced) {
      throw new Refused(400, 'Request_UnsupportedQuery', 'OData cast needs ConsistencyLevel: eventual and $count=true.')
    }
    const names = selectedNames(options, type)
    const refine = createRefinement(options, rules, isAdvanced)
    const size = pageSizeWithSignIns(names, sizeOf(options, rules))
    const page = pager.page({ url: request.url, size, rows: () => refine(rows()) })
    const select = options.get('$select')
    const context = `${origin}/v1.0/$metadata#${rules.context}${select === undefined ? '' : `(${select})`}`
    return {
      '@odata.context': context,
      ...(isAdvanced && page.isFirst ? { '@odata.count': page.total } : {}),
      ...(page.nextLink === null ? {} : { '@odata.nextLink': page.nextLink }),
      value: page.rows.map((item, index) => ({
        ...annotate(item),
        ...project(type, item, isAdvanced ? withoutLateSignIns(names, index) : names),
      })),
    }
  }
}

/** The advanced mode asks for the header and for the count, on every page. */
function isAdvancedQuery(request: WireRequest, options: QueryOptions): boolean {
  return isEventual(request) && options.get('$count') === 'true'
}

export function isEventual(request: WireRequest): boolean {
  return request.headers['consistencylevel']?.toLowerCase() === 'eventual'
}

export function selectedNames<Item>(options: QueryOptions, type: GraphType<Item>): readonly string[] {
  const select = options.get('$select')
  if (select === undefined) return type.defaults
  const names = listOf(select)
  requireSelectable(type, names)
  return names
}

function sizeOf<Item>(options: QueryOptions, { pageSize }: CollectionRules<Item>): number {
  const top = options.get('$top')
  if (top === undefined) return Math.min(pageSize.default, pageSize.most)
  if (/^\d+$/.test(top) && Number(top) >= 1 && Number(top) <= 999) return Math.min(Number(top), pageSize.most)
  const text = `Invalid page size specified: '${top}'. Must be between 1 and 999 inclusive.`
  throw new Refused(400, 'Request_UnsupportedQuery', text)
}

function createRefinement<Item>(
  options: QueryOptions,
  { type, comparisons }: CollectionRules<Item>,
  isAdvanced: boolean,
) {
  const filterText = options.get('$filter')
  const filter = filterText === undefined ? null : readFilter(filterText, type, { isAdvanced, comparisons })
  const order = orderKeys(options, type)
  if (order.length > 0 && filter !== null && !isAdvanced && comparisons === undefined) {
    throw new Refused(400, 'Request_UnsupportedQuery', 'Sorting not supported for current query.')
  }
  // In the default mode the second page of such a filter is known to break (contracts/graph.md, 5).
  if (filter !== null && !isAdvanced && options.has('$skiptoken') && asksForLicenses(filter)) {
    throw new Refused(400, 'Directory_ExpiredPageToken', 'The specified page token value has expired.')
  }
  const readOf = (item: Item) => (path: string) => type.properties.get(path)?.read(item)
  return (rows: readonly Item[]): readonly Item[] => {
    const kept = filter === null ? rows : rows.filter((item) => matches(filter, readOf(item)))
    return order.length === 0 ? kept : sortRows(kept, order, readOf)
  }
}

function orderKeys<Item>(options: QueryOptions, type: GraphType<Item>) {
  const text = options.get('$orderby')
  if (text === undefined) return []
  const keys = parseOrderBy(text)
  if (keys?.every(({ path }) => type.properties.has(path)) === true) return keys
  throw new Refused(400, 'Request_UnsupportedQuery', `Sorting by '${text}' is not supported.`)
}
