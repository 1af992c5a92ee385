/** The keys that the sign-in host signs tokens with, as it publishes them, and tokens for other people's APIs signed with them. */
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { guidOf } from '../guid.ts'

export interface SigningDesk {
  /** A JSON Web Key Set as Entra ID answers it (RFC 7517). */
  published(issuer: string): unknown
  /** A signed token, as version 1 and 2 of Entra ID have it: what it says is the caller's. */
  sign(claims: Readonly<Record<string, unknown>>, header?: Readonly<Record<string, unknown>>): string
  /** A new key signs from now on; the old one is published no more. */
  rotate(): void
}

interface SigningKey {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** Keys are made when they are first asked for: most clouds sign nothing. */
export function createSigningDesk(): SigningDesk {
  let number = 1
  let current: SigningKey | null = null
  const key = (): SigningKey => {
    current ??= { kid: guidOf(`signing key ${number}`), ...generateKeyPairSync('rsa', { modulusLength: 2048 }) }
    return current
  }
  return {
    published(issuer) {
      const { kid, publicKey } = key()
      const { n, e } = publicKey.export({ format: 'jwk' })
      return { keys: [{ kty: 'RSA', use: 'sig', kid, x5t: kid, n, e, x5c: [], issuer }] }
    },
    sign(claims, header = {}) {
      const { kid, privateKey } = key()
      const said = `${encoded({ typ: 'JWT', alg: 'RS256', x5t: kid, kid, ...header })}.${encoded(claims)}`
      return `${said}.${createSign('RSA-SHA256').update(said).sign(privateKey, 'base64url')}`
    },
    rotate() {
      number += 1
      current = null
    },
  }
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
