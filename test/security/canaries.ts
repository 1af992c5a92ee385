/** Secrets planted to be looked for: each under its name, in every spelling in which it could slip out. */
import type { WireRequest, WireResponse } from '../../mocks/wire.ts'

/** What a test plants; the characters are those that spellings differ in. */
export const planted = {
  clientSecret: 'canary~client-secret/7Kq+Zx8=',
  serviceProse: 'canary-service-prose-41c9',
  skipToken: 'canary-skip-token-90ab',
  claims: 'canary-claims-challenge-5d2e',
} as const

export class Canaries {
  readonly #secrets = new Map<string, string>(Object.entries(planted))

  add(name: string, secret: string): void {
    if (secret.length >= 8) this.#secrets.set(name, secret)
  }

  /** Keeps each token that a sign-in answer carries; its parts too, for half a token is one too many. */
  watchSignIn(request: WireRequest, response: WireResponse): void {
    if (!request.url.pathname.endsWith('/oauth2/v2.0/token')) return
    const token = /"access_token":"([^"]+)"/.exec(String(response.body))?.[1]
    if (token === undefined) return
    const [, payload = '', signature = ''] = token.split('.')
    const count = this.#secrets.size
    this.add(`token ${count}`, token)
    this.add(`payload of token ${count}`, payload)
    this.add(`signature of token ${count}`, signature)
  }

  /** How many sign-ins were watched. */
  get tokens(): number {
    return [...this.#secrets.keys()].filter((name) => name.startsWith('token ')).length
  }

  /** Names of the canaries that a text holds, and of what looks like an authorization header. */
  foundIn(text: string): string[] {
    const secrets = [...this.#secrets].filter(([, secret]) => spellings(secret).some((one) => text.includes(one)))
    const headers = [/\bauthorization["']?\s*[:=]/i, /\bBearer [\w.-]{8}/].filter((pattern) => pattern.test(text))
    return [...secrets.map(([name]) => name), ...headers.map(String)]
  }
}

function spellings(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ _: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(secret).toString('base64url'),
  ]
}
