/** Sign-in with Entra ID: access tokens of version 1 and 2, of the one tenant, meant for this service, signed with the tenant's keys. */
import { errors, jwtVerify, type JWTPayload } from 'jose'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import { Role, type Session } from '../model/service.ts'
import { Refusal } from './problem.ts'
import { bearerOf, type Principal, type SignIn } from './sign-in.ts'
import type { SigningKeys } from './signing-keys.ts'

export interface EntraSettings {
  readonly tenantId: string
  /** Of tokens, by their version. */
  readonly issuers: { readonly v1: readonly string[]; readonly v2: readonly string[] }
  readonly audiences: readonly string[]
  /** What a browser signs in with. */
  readonly session: NonNullable<Session['entra']>
}

/** Clocks differ a little. */
const skewSeconds = 60

/** Entra ID signs with RSA and SHA-256 alone; whatever else a header says, "none" above all, is refused unread. */
const algorithms = ['RS256']

/** `sub` is not the same for one person everywhere, `oid` is; programs have `appid` or `azp`. */
const Claims = z.object({
  tid: z.string(),
  ver: z.enum(['1.0', '2.0']),
  iss: z.string(),
  roles: z.array(z.string()).default([]),
  oid: z.string().optional(),
  sub: z.string().optional(),
  preferred_username: z.string().optional(),
  upn: z.string().optional(),
  unique_name: z.string().optional(),
  app_displayname: z.string().optional(),
  appid: z.string().optional(),
  azp: z.string().optional(),
})

export function createEntraSignIn(settings: EntraSettings, keys: SigningKeys, clock: Clock): SignIn {
  return {
    mode: 'entra',
    entra: settings.session,
    async principalOf(request) {
      const token = bearerOf(request)
      return token === null ? null : principalIn(await verified(token, settings, keys, clock), settings)
    },
  }
}

async function verified(token: string, settings: EntraSettings, keys: SigningKeys, clock: Clock): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, async (header, jws) => keys.keyOf(header, jws), {
      algorithms,
      issuer: [...settings.issuers.v1, ...settings.issuers.v2],
      audience: [...settings.audiences],
      requiredClaims: ['exp', 'iat', 'tid'],
      clockTolerance: skewSeconds,
      currentDate: new Date(clock.now()),
    })
    return payload
  } catch (error) {
    throw error instanceof errors.JOSEError ? badToken(wordsOf(error)) : error
  }
}

function principalIn(payload: JWTPayload, { tenantId, issuers }: EntraSettings): Principal {
  const parsed = Claims.safeParse(payload)
  if (!parsed.success) throw badToken('it is no access token of Entra ID')
  const claims = parsed.data
  // The issuer's address holds the tenant; that the claim says the same is what Microsoft's own libraries look at too.
  if (claims.tid.toLowerCase() !== tenantId) throw badToken('it is of another tenant')
  if (!issuers[claims.ver === '1.0' ? 'v1' : 'v2'].includes(claims.iss))
    throw badToken('its version is not that of its issuer')
  return {
    name: nameIn(claims),
    key: `entra ${claims.oid ?? claims.sub ?? 'unknown'}`,
    roles: claims.roles.flatMap((role) => Role.safeParse(role).data ?? []),
    isByCookie: false,
  }
}

/** A person by the sign-in name, an application by its own. */
function nameIn(claims: z.infer<typeof Claims>): string {
  const { preferred_username: newest, upn, unique_name: older, app_displayname: application, appid, azp } = claims
  return newest ?? upn ?? older ?? application ?? `application ${appid ?? azp ?? 'unknown'}`
}

function wordsOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'it is expired'
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim } = error
    if (claim === 'aud') return 'it is not meant for this service'
    if (claim === 'iss') return 'it was issued by somebody else'
    return claim === 'nbf' ? 'it is not valid yet' : `its claim ${JSON.stringify(claim)} is missing or wrong`
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return 'it is not signed as tokens of Entra ID are'
  const isForged = error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey
  return isForged ? 'it is not signed with a key of the tenant' : 'it is no access token'
}

/** Never the token or what is in it. */
function badToken(why: string): Refusal {
  return new Refusal(401, 'invalid-token', `The access token is refused: ${why}.`, {
    hint: 'sign in again; the token must be one of this tenant for the audience in SEATLEDGER_API_AUDIENCE',
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  })
}
