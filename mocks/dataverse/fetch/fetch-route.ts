/** `GET {set}?fetchXml=…`: pages by number and cookie, and annotations where they are asked for. */
import { readQueryOptions } from '../../query-options.ts'
import { Refused } from '../../refused.ts'
import type { WireRequest } from '../../wire.ts'
import { queryError, queryErrorCode } from '../filter-rules.ts'
import type { Row } from '../rows.ts'
import type { Store, StoredTable } from '../store.ts'
import { fetchRows } from './fetch-rows.ts'
import { fetchError, parseFetchXml, type FetchQuery } from './fetch-xml.ts'

export interface FetchRouteNeeds {
  readonly table: StoredTable
  readonly store: Store
  /** Per page. */
  readonly mostRows: number
  readonly now: () => number
}

/** Pages by number alone reach no further. */
const mostByNumber = 50_000

export function createFetch(needs: FetchRouteNeeds): (request: WireRequest, base: string) => unknown {
  const { table, store, mostRows, now } = needs
  return (request, base) => {
    const options = readQueryOptions(request.url, { allowed: ['fetchXml'], code: queryErrorCode })
    const query = parseFetchXml(options.get('fetchXml') ?? '')
    const { logicalName, entitySet } = table.definition
    if (query.entity.name !== logicalName) {
      throw queryError(`The entity '${query.entity.name}' of the fetch is not that of the set '${entitySet}'.`)
    }
    if (logicalName === 'audit' && (query.isAggregate || query.entity.links.length > 0)) {
      throw queryError('Aggregates and joins are not supported on audit.')
    }
    const size = Math.min(query.count ?? mostRows, mostRows)
    const from = (query.page - 1) * size
    requirePage(query, from)
    const rows = fetchRows(query, { store, now: now() })
    const isAnnotated = /odata\.include-annotations="?[^"]*\*/.test(request.headers['prefer'] ?? '')
    const hasMore = rows.length > from + size
    return {
      '@odata.context': `${base}/$metadata#${entitySet}`,
      ...(isAnnotated ? pageAnnotations(query, hasMore) : {}),
      value: rows.slice(from, from + size).map((row) => (isAnnotated ? annotated(row) : row)),
    }
  }
}

/** Throws `Refused` with 400 for a cookie of another page, and for a page too far without one. */
function requirePage({ page, cookie }: FetchQuery, from: number): void {
  if (cookie !== null) {
    const [, previous] = /^<cookie page="(\d+)"><\/cookie>$/.exec(cookie) ?? []
    if (Number(previous) !== page - 1) throw fetchError('Malformed XML in the Paging Cookie.')
  } else if (from >= mostByNumber) {
    throw new Refused(400, '0x80040E1D', 'Paging cookie is required when trying to retrieve records beyond 50,000.')
  }
}

/** The cookie is encoded twice within an element of its own. */
function pageAnnotations({ page }: FetchQuery, hasMore: boolean): Row {
  const inner = encodeURIComponent(encodeURIComponent(`<cookie page="${page}"></cookie>`))
  return {
    '@Microsoft.Dynamics.CRM.totalrecordcount': -1,
    '@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded': false,
    ...(hasMore
      ? {
          '@Microsoft.Dynamics.CRM.fetchxmlpagingcookie': `<cookie pagenumber="${page + 1}" pagingcookie="${inner}" istracking="False" />`,
          '@Microsoft.Dynamics.CRM.morerecords': true,
        }
      : {}),
  }
}

function annotated(row: Row): Row {
  const entries = Object.entries(row).flatMap(([name, value]): [string, unknown][] =>
    typeof value === 'number'
      ? [
          [`${name}@OData.Community.Display.V1.FormattedValue`, value.toLocaleString('en-US')],
          [name, value],
        ]
      : [[name, value]],
  )
  return Object.fromEntries(entries)
}
