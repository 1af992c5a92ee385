/** What a connector asks of the transport, and what it gets back. The policy behind it is in `transport.ts`. */

/** Which API a request belongs to: its queue, its counter and its error texts. BAP has its own host, and counts as Power Platform. */
export type Api = 'graph' | 'power-platform' | 'bap' | 'dataverse' | 'sign-in'

export interface ApiRequest {
  readonly api: Api
  readonly method: 'GET' | 'POST'
  readonly url: string
  /** The scope of the token to attach (`https://graph.microsoft.com/.default`); null for sign-in. */
  readonly scope: string | null
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, or as it is where it is a string. */
  readonly body?: unknown
  readonly signal?: AbortSignal
}

export interface ApiResponse {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Parsed JSON; of a refusal text too, where it is no JSON; null where there is no body. */
  readonly body: unknown
  readonly requestId: string | null
}

/** Sends one request under the policy. Resolves for 2xx; throws an error of `errors.ts` for all else. */
export interface Transport {
  send(request: ApiRequest): Promise<ApiResponse>
  /** The host of the request takes none for `waitMs`: for throttling that an answer tells of inside a success. */
  pauseHost(request: Pick<ApiRequest, 'api' | 'url'>, waitMs: number): void
}

/** A token for one scope; a `claims` challenge or `fresh` skips the cache. Throws AuthenticationError. */
export interface TokenProvider {
  token(scope: string, options?: { readonly fresh?: boolean; readonly claims?: string }): Promise<string>
}
