/** The keys of a tenant's tokens: fetched when they are needed, kept, and fetched again when a token names another. */
import { createLocalJWKSet, errors, type FlattenedJWSInput, type JSONWebKeySet, type JWTHeaderParameters } from 'jose'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { Refusal } from './problem.ts'

type KeyOf = ReturnType<typeof createLocalJWKSet>
type Key = Awaited<ReturnType<KeyOf>>

/** Entra ID rolls its keys over from time to time and at once in an emergency: Microsoft's libraries look once a day, too. */
const keptMs = 12 * 3_600_000
/** A forged key id must not make us ask at every request. */
const pauseMs = 60_000

export interface SigningKeysParts {
  readonly fetchKeys: () => Promise<JSONWebKeySet>
  readonly clock: Clock
  readonly log: Log
}

export class SigningKeys {
  readonly #parts: SigningKeysParts
  #known: { readonly keyOf: KeyOf; readonly atMs: number } | null = null
  #triedAtMs = Number.NEGATIVE_INFINITY
  #underWay: Promise<void> | null = null

  constructor(parts: SigningKeysParts) {
    this.#parts = parts
  }

  /** Throws a JOSEError where no key is the one, and a Refusal where the keys cannot be had. */
  async keyOf(header: JWTHeaderParameters, jws: FlattenedJWSInput): Promise<Key> {
    if (this.#isOld()) await this.#refresh()
    if (this.#known === null) throw noKeys()
    try {
      return await this.#known.keyOf(header, jws)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      await this.#refresh()
      return this.#known.keyOf(header, jws)
    }
  }

  #isOld(): boolean {
    return this.#known === null || this.#parts.clock.now() - this.#known.atMs >= keptMs
  }

  /** Once for all who wait, and not again right after. What cannot be fetched leaves what is known. */
  async #refresh(): Promise<void> {
    const { clock } = this.#parts
    if (this.#underWay === null && clock.now() - this.#triedAtMs >= pauseMs) {
      this.#triedAtMs = clock.now()
      this.#underWay = this.#fetch().finally(() => {
        this.#underWay = null
      })
    }
    await this.#underWay
  }

  async #fetch(): Promise<void> {
    const { fetchKeys, clock, log } = this.#parts
    try {
      this.#known = { keyOf: createLocalJWKSet(await fetchKeys()), atMs: clock.now() }
    } catch (error) {
      log.warn('signing-keys-unread', { message: error instanceof Error ? error.message : String(error) })
    }
  }
}

function noKeys(): Refusal {
  return new Refusal(
    503,
    'no-signing-keys',
    'The keys of the tenant cannot be read now, so that no token can be checked.',
    {
      hint: 'try again in a minute',
      headers: { 'retry-after': '60' },
    },
  )
}
