/** Microsoft Graph v1.0 through its own client, with the transport as its only middleware: addresses arrive as written here. */
import { Client, ResponseType } from '@microsoft/microsoft-graph-client'
import type { Cloud } from '../../src/model/cloud.ts'
import { graphScope } from '../../src/clouds.ts'
import { SchemaError } from '../../src/errors.ts'
import { ExactUrl, fromGraph, PolicyMiddleware } from '../transport/graph-middleware.ts'
import { pages } from '../transport/pages.ts'
import { odataText } from '../transport/quoting.ts'
import type { ApiRequest, ApiResponse, Transport } from '../transport/request.ts'

/** The longest address that Graph takes, and so the bound of a filter (contracts/graph.md 5). */
export const longestUrl = 2048

/** The most values of `id in (…)`. */
export const idsPerFilter = 15

/** At most `idsPerFilter` ids. */
export function idFilter(ids: readonly string[]): string {
  return `$filter=${encodeURIComponent(`id in (${ids.map(odataText).join(',')})`)}`
}

export interface Graph {
  /** The address of a path with its query, encoded. */
  url(path: string): string
  get(path: string, signal: AbortSignal): Promise<ApiResponse>
  /** Pages of a list; `advanced` sends `ConsistencyLevel: eventual` with every page. */
  list(path: string, options: { readonly advanced: boolean }, signal: AbortSignal): AsyncGenerator<ApiResponse>
  post(path: string, body: unknown, signal: AbortSignal): Promise<ApiResponse>
  /** No request to Graph for `waitMs`. */
  pause(waitMs: number): void
}

export function graph(transport: Transport, cloud: Cloud): Graph {
  const client = Client.initWithMiddleware({
    middleware: new PolicyMiddleware(transport, graphScope(cloud)),
    baseUrl: cloud.graphUrl,
    defaultVersion: 'v1.0',
  })
  const throughClient: Transport = {
    send: async (request) => call(client, request),
    pauseHost: (request, waitMs) => transport.pauseHost(request, waitMs),
  }
  const url = (path: string): string => `${cloud.graphUrl}/v1.0${path}`
  const request = (path: string, signal: AbortSignal): ApiRequest => ({
    api: 'graph',
    method: 'GET',
    url: url(path),
    scope: graphScope(cloud),
    signal,
  })
  return {
    url,
    get: async (path, signal) => throughClient.send(request(path, signal)),
    list: (path, { advanced }, signal) =>
      pages(throughClient, {
        ...request(path, signal),
        ...(advanced ? { headers: { ConsistencyLevel: 'eventual' } } : {}),
      }),
    post: async (path, body, signal) => throughClient.send({ ...request(path, signal), method: 'POST', body }),
    pause: (waitMs) => throughClient.pauseHost({ api: 'graph', url: url('') }, waitMs),
  }
}

/** One call of the client; the answer is taken as the transport parsed it. */
async function call(client: Client, request: ApiRequest): Promise<ApiResponse> {
  const exact = new ExactUrl(request.url)
  const prepared = client
    .api('/')
    .middlewareOptions([exact])
    .headers({ ...request.headers })
    .responseType(ResponseType.RAW)
  if (request.signal) prepared.option('signal', request.signal)
  await fromGraph(request.method === 'GET' ? prepared.get() : prepared.post(request.body))
  if (exact.answer === null) throw new SchemaError('the Graph client gave no answer')
  return exact.answer
}
