/** Sends a request of a connector: checks where it goes and that it reads, attaches the token, renews it once, and turns refusals into errors. */
import type { Cloud } from '../../src/model/cloud.ts'
import type { AnswerJournal } from '../../src/model/journal.ts'
import { keepAnswer, takeAnswer } from './answer-keeping.ts'
import { claimsOf } from './claims.ts'
import { headersOf } from './headers.ts'
import { requireCloudHost } from './hosts.ts'
import type { WireAnswer } from './outcome.ts'
import type { Policy } from './policy.ts'
import { requireReading } from './read-only.ts'
import { errorOf, labelOf, stopped } from './refusals.ts'
import type { ApiRequest, TokenProvider, Transport } from './request.ts'
import { unlessStopped } from './stop.ts'

interface Parts {
  readonly cloud: Cloud
  readonly policy: Policy
  readonly tokens: TokenProvider
  readonly userAgent: string
  /** Where answers outlive a kill; without it nothing does. */
  readonly journal?: AnswerJournal | undefined
}

export function createTransport(parts: Parts): Transport {
  return {
    send: async (request) => {
      requireCloudHost(request, parts.cloud)
      requireReading(request)
      const kept = takeAnswer(parts.journal, request)
      if (kept !== null) return kept
      const answer =
        request.scope === null ? await dispatch(parts, request, null) : await signed(parts, request, request.scope)
      if (answer.status < 200 || answer.status > 299) throw errorOf(labelOf(request), answer)
      keepAnswer(parts.journal, request, answer)
      const { status, headers, body, requestId } = answer
      return { status, headers, body, requestId }
    },
    pauseHost: (request, waitMs) => parts.policy.pauseHost(request, waitMs),
  }
}

/** A 401 is worth one fresh token, be it that it expired on the way or that the service challenges for claims. */
async function signed(parts: Parts, request: ApiRequest, scope: string): Promise<WireAnswer> {
  const first = await tokenFor(request, parts.tokens.token(scope))
  const answer = await dispatch(parts, request, first)
  if (answer.status !== 401) return answer
  const claims = claimsOf(answer.headers['www-authenticate'])
  const second = await tokenFor(request, renew(parts.tokens, scope, first, claims))
  return dispatch(parts, request, second)
}

/** Where another request has renewed the token meanwhile, that one serves. */
async function renew(tokens: TokenProvider, scope: string, refused: string, claims: string | null): Promise<string> {
  if (claims !== null) return tokens.token(scope, { fresh: true, claims })
  const current = await tokens.token(scope)
  return current === refused ? tokens.token(scope, { fresh: true }) : current
}

function dispatch(parts: Parts, request: ApiRequest, token: string | null): Promise<WireAnswer> {
  const headers = headersOf(request, parts.userAgent)
  return parts.policy.send({
    api: request.api,
    method: request.method,
    url: request.url,
    headers: token === null ? headers : { ...headers, authorization: `Bearer ${token}` },
    body: textOf(request.body),
    signal: request.signal,
  })
}

function textOf(body: unknown): string | null {
  if (body === undefined || body === null) return null
  return typeof body === 'string' ? body : JSON.stringify(body)
}

function tokenFor(request: ApiRequest, token: Promise<string>): Promise<string> {
  const { signal } = request
  return signal === undefined ? token : unlessStopped(token, signal, () => stopped(labelOf(request), signal))
}
