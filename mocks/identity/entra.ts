/** The sign-in host: discovery documents, the token endpoint, and the device code endpoint. Knows no API. */
import { guidOf } from '../guid.ts'
import { jsonResponse } from '../json-response.ts'
import { Refused } from '../refused.ts'
import type { TenantDescription } from '../tenant.ts'
import type { WireRequest, WireResponse } from '../wire.ts'
import { createDeviceCodes, type DeviceCodes } from './device-codes.ts'
import { requireClient } from './credentials.ts'
import type { SigningDesk } from './signing-keys.ts'
import { isSameResource, unsignedJwt, type TokenDesk } from './tokens.ts'

export interface EntraNeeds {
  readonly tenant: TenantDescription
  readonly loginOrigin: string
  /** What tokens may be asked for. */
  readonly resources: readonly string[]
  readonly tokens: TokenDesk
  readonly signing: SigningDesk
  readonly now: () => number
}

type Form = URLSearchParams

export function createEntra(needs: EntraNeeds): (request: WireRequest) => WireResponse {
  const deviceCodes = createDeviceCodes(needs.loginOrigin)
  return (request) => {
    try {
      return answer(needs, deviceCodes, request)
    } catch (error) {
      if (error instanceof Refused) return oauthError(needs, error)
      throw error
    }
  }
}

function answer(needs: EntraNeeds, deviceCodes: DeviceCodes, request: WireRequest): WireResponse {
  const { pathname } = request.url
  if (pathname === '/common/discovery/instance') return jsonResponse(200, instanceDiscovery(needs))
  const [, tenantName, endpoint] = /^\/([^/]+)\/(.+)$/.exec(pathname) ?? []
  if (tenantName === undefined || endpoint === undefined) throw new Refused(404, 'invalid_request', 'Not found.')
  requireTenant(needs, tenantName)
  if (endpoint === 'v2.0/.well-known/openid-configuration') return jsonResponse(200, openIdConfiguration(needs))
  if (/^discovery\/(?:v2\.0\/)?keys$/.test(endpoint)) {
    return jsonResponse(200, needs.signing.published(`${needs.loginOrigin}/${needs.tenant.id}/v2.0`))
  }
  if (request.method !== 'POST') throw new Refused(405, 'invalid_request', 'AADSTS900561: only POST is accepted.')
  const form = new URLSearchParams(request.body)
  if (endpoint === 'oauth2/v2.0/devicecode') return jsonResponse(200, startDeviceFlow(needs, deviceCodes, form))
  if (endpoint === 'oauth2/v2.0/token') return jsonResponse(200, giveToken(needs, deviceCodes, form))
  throw new Refused(404, 'invalid_request', 'Not found.')
}

function requireTenant({ tenant }: EntraNeeds, name: string): void {
  if (name.toLowerCase() === tenant.id || name.toLowerCase() === tenant.domain) return
  throw new Refused(400, 'invalid_request', `AADSTS90002: Tenant '${name}' not found.`)
}

function giveToken(needs: EntraNeeds, deviceCodes: DeviceCodes, form: Form): unknown {
  const clientId = requireClientId(needs, form)
  switch (form.get('grant_type') ?? '') {
    case 'client_credentials':
      requireClient(needs, form, clientId)
      return tokenAnswer(needs, resourceOf(needs, form), { clientId, isDelegated: false })
    case 'urn:ietf:params:oauth:grant-type:device_code':
      deviceCodes.poll(form.get('device_code') ?? '')
      return signedInAnswer(needs, form, clientId)
    case 'refresh_token':
      deviceCodes.redeem(form.get('refresh_token') ?? '')
      return signedInAnswer(needs, form, clientId)
    default:
      throw new Refused(400, 'unsupported_grant_type', 'AADSTS70003: The app requested an unsupported grant type.')
  }
}

function startDeviceFlow(needs: EntraNeeds, deviceCodes: DeviceCodes, form: Form): unknown {
  requireClientId(needs, form)
  resourceOf(needs, form)
  return deviceCodes.start()
}

function requireClientId({ tenant }: EntraNeeds, form: Form): string {
  const clientId = form.get('client_id') ?? ''
  if (tenant.apps.some((app) => app.clientId === clientId.toLowerCase())) return clientId.toLowerCase()
  const text = `AADSTS700016: Application with identifier '${clientId}' was not found in the directory '${tenant.displayName}'. It has not been installed by the administrator of the tenant or consented to by any user in the tenant.`
  throw new Refused(400, 'unauthorized_client', text)
}

/** The resource of the one `…/.default` scope, by whichever spelling it was asked. */
function resourceOf({ resources, tenant }: EntraNeeds, form: Form): string {
  const asked = (form.get('scope') ?? '').split(' ').filter((scope) => scope.endsWith('/.default'))
  const [scope] = asked
  if (scope === undefined || asked.length > 1) {
    throw new Refused(
      400,
      'invalid_scope',
      'AADSTS1002012: The scope is not valid: one resource, suffixed with /.default.',
    )
  }
  const resource = scope.slice(0, -'/.default'.length)
  if (!resources.some((known) => isSameResource(known, resource))) {
    const text = `AADSTS500011: The resource principal named ${resource} was not found in the tenant named ${tenant.displayName}.`
    throw new Refused(400, 'invalid_resource', text)
  }
  const refusal = tenant.refusals.find(
    (each) => each.api === 'sign-in' && (each.resource === undefined || isSameResource(each.resource, resource)),
  )
  if (refusal !== undefined) throw new Refused(refusal.status, refusal.code, refusal.message)
  return resource
}

function tokenAnswer(
  { tenant, tokens }: EntraNeeds,
  audience: string,
  client: { readonly clientId: string; readonly isDelegated: boolean },
) {
  const seconds = tokens.lifetimeSeconds
  const token = tokens.issue({ audience, tenantId: tenant.id, ...client })
  return { token_type: 'Bearer', expires_in: seconds, ext_expires_in: seconds, access_token: token }
}

/** A person's answer also says who it is, and how to get tokens for the other APIs without asking again. */
function signedInAnswer(needs: EntraNeeds, form: Form, clientId: string): unknown {
  const { tenant, loginOrigin } = needs
  const personId = guidOf(`administrator of ${tenant.id}`)
  const seconds = Math.floor(needs.now() / 1000)
  const claims = {
    iss: `${loginOrigin}/${tenant.id}/v2.0`,
    aud: clientId,
    tid: tenant.id,
    oid: personId,
    sub: personId,
    preferred_username: `admin@${tenant.domain}`,
    iat: seconds,
    exp: seconds + needs.tokens.lifetimeSeconds,
  }
  return {
    ...tokenAnswer(needs, resourceOf(needs, form), { clientId, isDelegated: true }),
    scope: form.get('scope'),
    refresh_token: guidOf(`refresh token of ${personId}`),
    id_token: unsignedJwt(claims),
    client_info: Buffer.from(JSON.stringify({ uid: personId, utid: tenant.id })).toString('base64url'),
  }
}

function openIdConfiguration({ loginOrigin, tenant }: EntraNeeds): unknown {
  const base = `${loginOrigin}/${tenant.id}`
  return {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
  }
}

function instanceDiscovery({ loginOrigin, tenant }: EntraNeeds): unknown {
  const { host } = new URL(loginOrigin)
  return {
    tenant_discovery_endpoint: `${loginOrigin}/${tenant.id}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  }
}

function oauthError({ now }: EntraNeeds, refused: Refused): WireResponse {
  const [, number] = /^AADSTS(\d+)/.exec(refused.message) ?? []
  const traceId = guidOf(refused.message)
  return jsonResponse(refused.status, {
    error: refused.code,
    error_description: `${refused.message} Trace ID: ${traceId} Correlation ID: ${traceId}`,
    error_codes: number === undefined ? [] : [Number(number)],
    timestamp: new Date(now()).toISOString(),
    trace_id: traceId,
    correlation_id: traceId,
  })
}
