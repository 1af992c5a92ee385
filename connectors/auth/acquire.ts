/** What every kind of sign-in does: one token for one scope. */

export interface TokenRequest {
  /** `https://graph.microsoft.com/.default`. */
  readonly scope: string
  /** Skips the cache. */
  readonly fresh: boolean
  /** A claims challenge, as JSON; skips the cache too. */
  readonly claims: string | null
}

/** Throws MSAL's errors, or ours. Resolves to null where MSAL gave no token. */
export type Acquire = (request: TokenRequest) => Promise<string | null>

/** Declares that we answer claims challenges, without which the services send none. */
export const clientCapabilities = ['CP1']
