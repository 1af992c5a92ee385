/** What the tests of the connectors share: a clock that never waits, settings of a practice tenant, and a sign-in that gives tokens. */
import type { ApiRequest } from '../../connectors/transport/request.ts'
import type { Clock } from '../../src/clock.ts'
import { graphScope, presets } from '../../src/clouds.ts'
import type { ConnectionSettings } from '../../src/model/connection.ts'

export interface TestClock extends Clock {
  /** Every wait so far, in milliseconds. */
  readonly waits: readonly number[]
  advance(ms: number): void
}

/** A wait is over at once, and the clock then stands where it would. `random` is in [0, 1). */
export function testClock(options: { readonly startMs?: number; readonly random?: () => number } = {}): TestClock {
  let nowMs = options.startMs ?? Date.parse('2026-11-24T08:00:00Z')
  const waits: number[] = []
  return {
    waits,
    now: () => nowMs,
    random: options.random ?? ((): number => 0.5),
    advance: (ms) => {
      nowMs += ms
    },
    sleep: (ms, signal) => {
      if (signal?.aborted === true) return Promise.reject(signal.reason)
      waits.push(ms)
      nowMs += ms
      return Promise.resolve()
    },
  }
}

export const tenantId = '11111111-1111-4111-8111-111111111111'
export const clientId = '22222222-2222-4222-8222-222222222222'
/** A canary: it may appear in a request for a token, and nowhere else. */
export const secret = 'canary-secret-7f3a'

export const settings: ConnectionSettings = {
  cloud: presets.public,
  tenantId,
  clientId,
  credential: { kind: 'client-secret', secret: () => secret },
  budgetMs: 600_000,
  proxy: { httpsProxy: null, noProxy: null },
}

/** MSAL adds a request id to the query. */
export const tokenUrl = new RegExp(`^https://login[.]microsoftonline[.]com/${tenantId}/oauth2/v2[.]0/token([?]|$)`)

/** What the token endpoint answers. */
export function tokenAnswer(token: string) {
  return { body: { token_type: 'Bearer', expires_in: 3600, access_token: token } }
}

/** A Graph request of the public cloud, as a connector makes it. */
export function graphRequest(path: string, more: Partial<ApiRequest> = {}): ApiRequest {
  return {
    api: 'graph',
    method: 'GET',
    url: `https://graph.microsoft.com${path}`,
    scope: graphScope(presets.public),
    ...more,
  }
}
