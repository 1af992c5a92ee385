/** How the Web API of one environment is asked: addresses, headers, and conditions that a query may hold. */
import type { Cloud } from '../../src/model/cloud.ts'
import { dataverseScope, isForbiddenHost, matchesDataverseHost } from '../../src/clouds.ts'
import { ConfigurationError, UpstreamError } from '../../src/errors.ts'
import type { Environment } from '../../src/model/environment.ts'
import { internalHint, internalWords } from '../transport/hosts.ts'
import { pages } from '../transport/pages.ts'
import { odataText } from '../transport/quoting.ts'
import type { ApiRequest, ApiResponse, Transport } from '../transport/request.ts'

/** The largest page of standard tables. */
const mostPageRows = 5000
/** Ids per `In`: one condition each, and an address well below its limit. */
const idsPerFilter = 100

export interface ListOptions {
  /** For rows that are large; else 5,000, the most of standard tables. */
  readonly pageRows?: number
}

export interface Dataverse {
  list(query: string, signal: AbortSignal, options?: ListOptions): AsyncGenerator<ApiResponse>
  /** One answer, of a function or of a query with `$top`, which must not meet a page size. */
  get(query: string, signal: AbortSignal): Promise<ApiResponse>
  /** The same with annotations, by which FetchXML says whether there are more records. */
  getAnnotated(query: string, signal: AbortSignal): Promise<ApiResponse>
}

/** Throws where the environment has no Dataverse that may be asked now; nothing is sent then. */
export function dataverse(transport: Transport, cloud: Cloud, environment: Environment): Dataverse {
  const link = environment.dataverse
  if (link === null) throw new ConfigurationError(`${environment.name} has no Dataverse`)
  if (link.notReady !== null) {
    throw new UpstreamError(
      link.notReady,
      { status: null, serviceCode: null, requestId: null },
      'sync again when it is',
    )
  }
  for (const url of [link.instanceUrl, link.apiUrl]) {
    if (!matchesDataverseHost(url, cloud)) throw foreignHost(url, cloud)
  }
  const { origin } = new URL(link.apiUrl)
  const request = (query: string, signal: AbortSignal, prefer?: string): ApiRequest => ({
    api: 'dataverse',
    method: 'GET',
    url: `${origin}/api/data/v9.2/${query}`,
    scope: dataverseScope(link.instanceUrl),
    headers: {
      'odata-maxversion': '4.0',
      'odata-version': '4.0',
      'if-none-match': 'null',
      ...(prefer === undefined ? {} : { prefer }),
    },
    signal,
  })
  return {
    list: (query, signal, { pageRows = mostPageRows } = {}) =>
      pages(transport, request(query, signal, `odata.maxpagesize=${pageRows}`)),
    get: async (query, signal) => transport.send(request(query, signal)),
    getAnnotated: async (query, signal) => transport.send(request(query, signal, 'odata.include-annotations="*"')),
  }
}

/** The address came from the service, so it ends this environment only: the others are still read. */
function foreignHost(url: string, cloud: Cloud): UpstreamError {
  const host = URL.parse(url)?.host ?? 'its address'
  const facts = { status: null, serviceCode: null, requestId: null }
  if (isForbiddenHost(url, cloud)) {
    return new UpstreamError(`${host} ${internalWords}, so no token is sent to it`, facts, internalHint)
  }
  return new UpstreamError(
    `${host} is no Dataverse host of the configured cloud, so no token is sent to it`,
    facts,
    'add its suffix to SEATLEDGER_DATAVERSE_HOSTS if it is yours',
  )
}

/** Filters that hold all ids, a chunk each: an `In` counts once against the limit of conditions, an `or` chain every time. */
export function filtersIn(column: string, ids: readonly string[]): string[] {
  const filters: string[] = []
  for (let start = 0; start < ids.length; start += idsPerFilter) {
    const values = ids.slice(start, start + idsPerFilter).map(odataText)
    const condition = `Microsoft.Dynamics.CRM.In(PropertyName='${column}',PropertyValues=[${values.join(',')}])`
    filters.push(`$filter=${encodeURIComponent(condition)}`)
  }
  return filters
}
