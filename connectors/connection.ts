/** Opens the way to one tenant: sockets, policy, sign-in and transport put together, and the requests counted. */
import type { Clock } from '../src/clock.ts'
import type { ConnectionSettings } from '../src/model/connection.ts'
import type { AnswerJournal } from '../src/model/journal.ts'
import type { RequestCounts } from '../src/model/documents.ts'
import { createTokenProvider } from './auth/token-provider.ts'
import { openAgents } from './transport/agents.ts'
import type { Limits } from './transport/phases.ts'
import { Policy, type RequestEvent } from './transport/policy.ts'
import type { Api, TokenProvider, Transport } from './transport/request.ts'
import { createTransport } from './transport/transport.ts'

export type { Limits } from './transport/phases.ts'
export type { RequestEvent } from './transport/policy.ts'

export interface ConnectionParts {
  readonly clock: Clock
  /** Ends every request and every wait at once. */
  readonly signal?: AbortSignal | undefined
  /** Shows the message of a device code sign-in. */
  readonly deviceCode?: ((message: string) => void) | undefined
  /** Called after each attempt, for logs. */
  readonly onRequest?: ((event: RequestEvent) => void) | undefined
  /** Where answers outlive a kill. */
  readonly journal?: AnswerJournal | undefined
  /** Of one attempt; without them as `phases.ts` has them. */
  readonly limits?: Limits | undefined
  /** `seatledger/0.1.0`. */
  readonly userAgent?: string | undefined
}

export interface Connection {
  readonly transport: Transport
  readonly tokens: TokenProvider
  /** Every attempt counts for its API; `retried` are those beyond the first of a request. */
  counts(): RequestCounts
  close(): void
}

/** The time budget of the settings starts now. */
export function openConnection(settings: ConnectionSettings, parts: ConnectionParts): Connection {
  const { cloud } = settings
  const { clock, signal = new AbortController().signal, userAgent = 'seatledger' } = parts
  const events: Record<Api, number> = { graph: 0, 'power-platform': 0, bap: 0, dataverse: 0, 'sign-in': 0 }
  let retried = 0
  const agents = openAgents(settings.proxy)
  const policy = new Policy({
    clock,
    budgetMs: settings.budgetMs,
    agents,
    signal,
    ...(parts.limits === undefined ? {} : { limits: parts.limits }),
    onRequest: (event) => {
      events[event.api] += 1
      if (event.attempt > 1) retried += 1
      parts.onRequest?.(event)
    },
  })
  const prompt = { show: parts.deviceCode ?? noPrompt, signal }
  const tokens = createTokenProvider(settings, { cloud, policy, userAgent }, prompt)
  return {
    transport: createTransport({ cloud, policy, tokens, userAgent, journal: parts.journal }),
    tokens,
    counts: () => ({
      graph: events.graph,
      powerPlatform: events['power-platform'] + events.bap,
      dataverse: events.dataverse,
      signIn: events['sign-in'],
      retried,
    }),
    close: () => agents.close(),
  }
}

/** Nobody is there to read it: the code runs out unused. */
function noPrompt(): void {}
