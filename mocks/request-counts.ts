/** What a practice cloud was asked: counts per API and per environment, and the requests themselves. Holds no token. */

import { createHash } from 'node:crypto'

export type Api = 'graph' | 'powerPlatform' | 'bap' | 'dataverse' | 'signIn'

export interface RequestCounts {
  readonly graph: number
  /** Power Platform API and BAP together. */
  readonly powerPlatform: number
  readonly dataverse: number
  readonly signIn: number
  /** Dataverse requests by environment id. */
  readonly environments: Readonly<Record<string, number>>
}

export interface LoggedRequest {
  readonly api: Api
  readonly environmentId: string | null
  readonly method: string
  /** Path and query, as asked. */
  readonly target: string
  /** A digest of the body, '' where there is none. */
  readonly body: string
  /** 0 where no answer went out. */
  readonly status: number
  /** Names of the faults that struck, where some did. */
  readonly faults?: readonly string[]
}

export interface RequestLog {
  add(request: LoggedRequest): void
  counts(): RequestCounts
  requests(): readonly LoggedRequest[]
  clear(): void
}

export function digestOf(body: string): string {
  return body === '' ? '' : createHash('sha256').update(body).digest('base64url')
}

export function createRequestLog(): RequestLog {
  const logged: LoggedRequest[] = []
  const countOf = (...apis: readonly Api[]): number => logged.filter(({ api }) => apis.includes(api)).length
  return {
    add: (request) => {
      logged.push(request)
    },
    counts: () => ({
      graph: countOf('graph'),
      powerPlatform: countOf('powerPlatform', 'bap'),
      dataverse: countOf('dataverse'),
      signIn: countOf('signIn'),
      environments: countEnvironments(logged),
    }),
    requests: () => [...logged],
    clear: () => {
      logged.length = 0
    },
  }
}

function countEnvironments(logged: readonly LoggedRequest[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { environmentId } of logged) {
    if (environmentId !== null) counts[environmentId] = (counts[environmentId] ?? 0) + 1
  }
  return counts
}
