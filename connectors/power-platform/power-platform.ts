/** How the two admin APIs are asked: the Power Platform API, and BAP with an API version per route. */
import type { Cloud } from '../../src/model/cloud.ts'
import { powerPlatformScope } from '../../src/clouds.ts'
import { pages } from '../transport/pages.ts'
import type { ApiRequest, ApiResponse, Transport } from '../transport/request.ts'

export const adminPermission =
  'a Power Platform administrator registers the application once: pac admin application register --application-id <client id>'

const apiVersion = '2024-10-01'
const bapRoot = '/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments'

export interface PowerPlatform {
  /** `options` are appended to the query: `includeAllocations=true`. */
  get(path: string, signal: AbortSignal, options?: string): Promise<ApiResponse>
  list(path: string, signal: AbortSignal): AsyncGenerator<ApiResponse>
  /** Environments with what `expand` names. */
  bapEnvironments(signal: AbortSignal): AsyncGenerator<ApiResponse>
  bapEnvironment(name: string, signal: AbortSignal): Promise<ApiResponse>
}

export function powerPlatform(transport: Transport, cloud: Cloud): PowerPlatform {
  const request = (path: string, signal: AbortSignal, options?: string): ApiRequest => ({
    api: 'power-platform',
    method: 'GET',
    url: `${cloud.powerPlatformUrl}${path}?api-version=${apiVersion}${options === undefined ? '' : `&${options}`}`,
    scope: powerPlatformScope(cloud),
    signal,
  })
  const bap = (path: string, query: string, signal: AbortSignal): ApiRequest => ({
    api: 'bap',
    method: 'GET',
    url: `${cloud.bapUrl}${bapRoot}${path}?${query}`,
    scope: cloud.bapScope,
    signal,
  })
  return {
    get: async (path, signal, options) => transport.send(request(path, signal, options)),
    list: (path, signal) => pages(transport, request(path, signal)),
    // The documented form, which gives capacity in the list where the service still does.
    bapEnvironments: (signal) =>
      pages(transport, bap('', 'api-version=2020-10-01&$expand=properties.capacity,properties.addons', signal)),
    bapEnvironment: async (name, signal) =>
      transport.send(
        bap(
          `/${encodeURIComponent(name.toWellFormed())}`,
          'api-version=2021-04-01&$expand=permissions,properties.capacity,properties/billingPolicy',
          signal,
        ),
      ),
  }
}
