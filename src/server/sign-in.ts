/** Who asks: a person or a program with roles. How that is known is the business of `local-sign-in.ts` and `entra-sign-in.ts`. */
import type { FastifyRequest } from 'fastify'
import type { Role, Session } from '../model/service.ts'
import { Refusal } from './problem.ts'

export interface Principal {
  /** As it may stand in a waiver. */
  readonly name: string
  /** Never of a person: what is counted for rate limits. */
  readonly key: string
  readonly roles: readonly Role[]
  /** A browser sends a cookie by itself, so that what it asks must come from our own page. */
  readonly isByCookie: boolean
}

export interface SignIn {
  readonly mode: Session['mode']
  readonly entra: Session['entra']
  /** null: nobody is signed in. Throws a Refusal for a token that is not good. */
  principalOf(request: FastifyRequest): Promise<Principal | null>
}

/** Manage implies Read. */
export function holds({ roles }: Principal, role: Role): boolean {
  return roles.includes(role) || (role === 'Seatledger.Read' && roles.includes('Seatledger.Manage'))
}

/** The token of `Authorization: Bearer …`; null without one. */
export function bearerOf({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null
}

export function notSignedIn(mode: Session['mode']): Refusal {
  const hint =
    mode === 'local'
      ? 'open the link that `seatledger serve` printed, or send its token as a bearer token'
      : 'send an access token of Entra ID as a bearer token'
  return new Refusal(401, 'not-signed-in', 'Nobody is signed in.', { hint, headers: { 'www-authenticate': 'Bearer' } })
}
