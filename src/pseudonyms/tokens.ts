/** Stable tokens: an HMAC of what a thing is and is called, under the key of a store. The same thing has the same token in every command. */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'

/**
 * What a name is a name of. Where two things bear one name and only a sentence says it, the earlier kind is meant. `id` covers the
 * ids of all kinds: a path of a request does not say whose id it holds, and its token must be that of the document.
 */
export const kinds = [
  'tenant',
  'environment',
  'person',
  'application',
  'team',
  'group',
  'policy',
  'user',
  'host',
  'file',
  'id',
] as const
export type Kind = (typeof kinds)[number]

/** 60 bits: among a million things, two with one token are a matter of one in a million. */
const digits = 15

/** What looks like one of ours; whether it is says the mint that made it. */
const tokenLike = new RegExp(`(?<![0-9a-z-])(?:${kinds.join('|')})-[0-9a-f]{${digits}}(?![0-9a-z])`, 'g')

export class TokenMint {
  readonly #key: KeyObject
  readonly #made = new Map<string, string>()
  readonly #tokens = new Map<string, string>()

  /** `key`: 32 random bytes. */
  constructor(key: Uint8Array) {
    this.#key = createSecretKey(key)
  }

  /** `value` in its one spelling: ids, hosts and sign-in names in lower case. */
  token(kind: Kind, value: string): string {
    const about = `${kind}\n${value}`
    const known = this.#made.get(about)
    if (known !== undefined) return known
    // UTF-16 as it is: UTF-8 would make all lone surrogates one.
    const hash = createHmac('sha256', this.#key).update(Buffer.from(about, 'utf16le')).digest('hex')
    const token = `${kind}-${hash.slice(0, digits)}`
    this.#made.set(about, token)
    this.#tokens.set(token, value)
    return token
  }

  /** What a token stands for, in its one spelling; null for what is none of this mint. */
  valueOf(token: string): string | null {
    return this.#tokens.get(token) ?? null
  }

  /** Where a text holds tokens of this mint: what is one already is not replaced again. */
  *tokensIn(text: string): Generator<{ readonly start: number; readonly end: number }> {
    for (const { index, 0: token } of text.matchAll(tokenLike)) {
      if (this.#tokens.has(token)) yield { start: index, end: index + token.length }
    }
  }
}
