/** One request and one answer on the wire, and what a practice cloud is: the same handler serves nock and the loopback server. */

export interface WireRequest {
  readonly method: string
  /** Absolute: `https://localhost:8443/v1.0/subscribedSkus?$select=skuId`. */
  readonly url: URL
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Sent as it is. */
  readonly body: string | Uint8Array
  /** What happens to the connection. Default: nothing. */
  readonly wire?: WireBehavior
}

/** What a socket does to an answer. `afterBytes` of the body go out before, null is half of it. */
export type WireBehavior =
  | { readonly how: 'refuse' | 'reset-headers' | 'stall-headers' }
  | { readonly how: 'reset-body' | 'stall-body'; readonly afterBytes: number | null }
  | { readonly how: 'drip'; readonly bytes: number; readonly everyMs: number }

/**
 * Where the five kinds of host of a practice cloud are. Origins without trailing slash, ports allowed.
 * An environment has an origin of its own: by name under nock, by port on loopback.
 */
export interface CloudOrigins {
  readonly login: string
  readonly graph: string
  readonly powerPlatform: string
  readonly bap: string
  readonly dataverse: (domain: string) => { readonly instance: string; readonly api: string }
}

export interface PracticeCloud {
  readonly origins: CloudOrigins
  /** Every origin that the cloud answers on. */
  hosts(): readonly string[]
  handle(request: WireRequest): Promise<WireResponse>
}
