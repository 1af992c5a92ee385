/** Access tokens of the practice cloud: only what was issued here, for this audience, and is not over, opens a door. */
import { randomBytes } from 'node:crypto'
import { guidOf } from '../guid.ts'
import { Refused } from '../refused.ts'
import type { WireRequest } from '../wire.ts'

export interface Grant {
  readonly audience: string
  readonly tenantId: string
  readonly clientId: string
  /** A person signed in (device code): rights are those of the person. */
  readonly isDelegated: boolean
}

export interface TokenDesk {
  /** Lifetime in seconds. */
  readonly lifetimeSeconds: number
  issue(grant: Grant): string
  /** Throws `Refused` with 401 for a token that is missing, foreign, over, or meant for another API. */
  admit(request: WireRequest, audiences: readonly string[]): Grant
  /** This token is over. */
  end(token: string): void
  /** Every token that was ever given out: what a client may not let slip. */
  given(): readonly string[]
}

export function createTokenDesk(now: () => number): TokenDesk {
  const given: string[] = []
  const issued = new Map<string, Grant & { readonly endsAt: number }>()
  const lifetimeSeconds = 3599
  return {
    lifetimeSeconds,
    issue(grant) {
      const endsAt = now() + lifetimeSeconds * 1000
      const token = unsignedJwt({
        aud: grant.audience,
        appid: grant.clientId,
        tid: grant.tenantId,
        iat: Math.floor(now() / 1000),
        exp: Math.floor(endsAt / 1000),
        idtyp: grant.isDelegated ? 'user' : 'app',
        ...identityOf(grant),
      })
      given.push(token)
      issued.set(token, { ...grant, endsAt })
      return token
    },
    end: (token) => void issued.delete(token),
    given: () => [...given],
    admit(request, audiences) {
      const [scheme, token] = (request.headers['authorization'] ?? '').split(' ')
      if (scheme !== 'Bearer' || token === undefined) throw refusal('Access token is empty.')
      const grant = issued.get(token)
      if (grant === undefined) throw refusal('IDX14100: JWT is not well formed or was not issued by this authority.')
      if (grant.endsAt <= now()) throw refusal('Lifetime validation failed, the token is expired.')
      if (audiences.some((audience) => isSameResource(audience, grant.audience))) return grant
      throw refusal('Access token validation failure. Invalid audience.')
    },
  }
}

/** Who asks, for clients that look into their token and want a name. */
function identityOf({ tenantId, clientId, isDelegated }: Grant): Readonly<Record<string, string>> {
  if (isDelegated) return { oid: guidOf(`administrator of ${tenantId}`) }
  return { oid: guidOf(`service principal of ${clientId}`), app_displayname: 'Practice application' }
}

/** `https://host/` and `https://host` name one resource. */
export function isSameResource(left: string, right: string): boolean {
  return withoutSlash(left).toLowerCase() === withoutSlash(right).toLowerCase()
}

/** Three parts as a JWT has them; the last is random instead of a signature. */
export function unsignedJwt(claims: Readonly<Record<string, unknown>>): string {
  return `${encoded({ typ: 'JWT', alg: 'RS256' })}.${encoded(claims)}.${randomBytes(32).toString('base64url')}`
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function withoutSlash(resource: string): string {
  return resource.replace(/\/+$/, '')
}

function refusal(message: string): Refused {
  return new Refused(401, 'InvalidAuthenticationToken', message)
}
