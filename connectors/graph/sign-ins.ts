/** GET /users with signInActivity: the newest sign-in of the holders of seats, a slow pass apart from licenses (graph.md 4). */
import { z } from 'zod'
import { isPageChainLost, PermissionError, UpstreamError } from '../../src/errors.ts'
import type { SignIn } from '../../src/model/activity.ts'
import type { SeatHolders } from '../../src/model/connectors.ts'
import type { Page, Source } from '../../src/model/dataset.ts'
import { nextOf } from '../transport/next-link.ts'
import type { ApiResponse } from '../transport/request.ts'
import { checkRows, Guid, listOf, orNull, Time, utcOrNull } from '../transport/rows.ts'
import { chunks } from './chunks.ts'
import { firstSeen } from './first-seen.ts'
import { idFilter, idsPerFilter, type Graph } from './graph.ts'
import { paceOf } from './pace.ts'

const request = 'GET /v1.0/users'
const select = '$select=id,signInActivity'

/** 10 requests a minute for whatever selects signInActivity (graph-throttling.md 1). */
const rate = { requests: 10, perMs: 60_000 }
/** The largest page, halved while the service refuses it: there was a time when it gave no more than 120 users. */
const mostPageRows = 500
const leastPageRows = 60

const WireSignIn = z.object({
  id: Guid,
  signInActivity: orNull(
    z.object({
      lastSuccessfulSignInDateTime: orNull(Time),
      lastSignInDateTime: orNull(Time),
      lastNonInteractiveSignInDateTime: orNull(Time),
    }),
  ),
})

/** Attempts count only where no success is given: they move with failed ones too. The service leaves out what never was. */
function toSignIn({ id, signInActivity }: z.infer<typeof WireSignIn>): SignIn {
  const lastSignIn =
    utcOrNull(signInActivity?.lastSuccessfulSignInDateTime ?? null) ??
    utcOrNull(signInActivity?.lastSignInDateTime ?? null) ??
    utcOrNull(signInActivity?.lastNonInteractiveSignInDateTime ?? null)
  return { personId: id, lastSignIn }
}

export function signIns(graph: Graph, holders: readonly SeatHolders[]): Source {
  return {
    id: 'graph/sign-ins',
    environment: null,
    required: false,
    request,
    permission:
      'grant the application permission AuditLog.Read.All of Microsoft Graph, with admin consent; the tenant needs Entra ID P1 or P2',
    ifCut: 'partial',
    async *pages(signal): AsyncGenerator<Page> {
      const seen = new Set<string>()
      const reader = new SignInReader(graph, signal)
      // The largest SKU first: who holds several is asked for once.
      for (const { skuId, personIds } of holders.toSorted((a, b) => b.personIds.length - a.personIds.length)) {
        const unseen = (): string[] => personIds.filter((id) => !seen.has(id))
        if (unseen().length === 0) continue
        for await (const { body, requestId } of reader.holders(skuId, unseen)) {
          const { rows, rejected } = checkRows(listOf(body, request), WireSignIn, toSignIn)
          const fresh = firstSeen(rows, ({ personId }) => personId, seen)
          yield { dataset: 'sign-ins', rows: fresh, rejected, requestId }
        }
      }
    },
  }
}

/** Remembers the page size that works, so that no SKU pays for the failures of another. */
class SignInReader {
  readonly #graph: Graph
  readonly #signal: AbortSignal
  readonly #pace: () => void
  #pageRows = mostPageRows
  #isRetried = false

  constructor(graph: Graph, signal: AbortSignal) {
    this.#graph = graph
    this.#signal = signal
    this.#pace = paceOf(graph, rate)
  }

  /**
   * Pages of one SKU's holders. The advanced form has come back without sign-ins, so it is not used; in the default form the
   * service loses the second page of a license filter: then those who are left are asked for by id.
   */
  async *holders(skuId: string, unseen: () => readonly string[]): AsyncGenerator<ApiResponse> {
    const filter = `$filter=${encodeURIComponent(`assignedLicenses/any(x:x/skuId eq ${skuId})`)}`
    for (;;) {
      try {
        yield* this.#walk(`/users?$top=${this.#pageRows}&${select}&${filter}`)
        return
      } catch (error) {
        if (isPageChainLost(error)) break
        if (!this.#isWorthAnother(error)) throw error
      }
    }
    for (const chunk of chunks(unseen(), idsPerFilter)) yield* this.#walk(`/users?${select}&${idFilter(chunk)}`)
  }

  async *#walk(path: string): AsyncGenerator<ApiResponse> {
    this.#pace()
    for await (const answer of this.#graph.list(path, { advanced: false }, this.#signal)) {
      yield answer
      if (nextOf(answer.body) !== null) this.#pace()
    }
  }

  #isWorthAnother(error: unknown): boolean {
    if (error instanceof PermissionError) return this.#isFirstRefusal(error)
    const isBadRequest = error instanceof UpstreamError && error.facts.status === 400
    if (!isBadRequest || this.#pageRows / 2 < leastPageRows) return false
    this.#pageRows = Math.floor(this.#pageRows / 2)
    return true
  }

  /** Tenants with P1 have been told now and then that they are none: one more try settles it. */
  #isFirstRefusal({ facts }: PermissionError): boolean {
    if (this.#isRetried || facts.serviceCode !== 'Authentication_RequestFromNonPremiumTenantOrB2CTenant') return false
    this.#isRetried = true
    return true
  }
}
