/** How an application proves who it is: a secret, or an assertion signed by its certificate or by a federated issuer. */
import { isRecord } from '../json-response.ts'
import { Refused } from '../refused.ts'
import type { TenantDescription } from '../tenant.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Throws `Refused` with 401. An assertion is looked at, its signature is not: no key is registered here. */
export function requireClient(
  { tenant, loginOrigin }: { readonly tenant: TenantDescription; readonly loginOrigin: string },
  form: URLSearchParams,
  clientId: string,
): void {
  const app = tenant.apps.find((each) => each.clientId === clientId)
  const secret = form.get('client_secret')
  if (secret !== null) {
    if (secret === app?.secret) return
    throw refusal(`AADSTS7000215: Invalid client secret provided for app '${clientId}'.`)
  }
  if (form.get('client_assertion_type') !== assertionType) {
    throw refusal(
      `AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.`,
    )
  }
  const claims = claimsOf(form.get('client_assertion') ?? '')
  if (claims === null) throw refusal('AADSTS50027: Invalid JWT token. Token format not valid.')
  const isOwn = claims['iss'] === clientId
  const endpoint = `${loginOrigin}/${tenant.id}/oauth2/v2.0/token`
  if (isOwn && claims['aud'] !== endpoint) throw refusal('AADSTS700023: Client assertion audience claim is invalid.')
}

function claimsOf(assertion: string): Readonly<Record<string, unknown>> | null {
  const parts = assertion.split('.')
  if (parts.length !== 3) return null
  try {
    const claims: unknown = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString())
    return isRecord(claims) ? claims : null
  } catch {
    return null
  }
}

function refusal(message: string): Refused {
  return new Refused(401, 'invalid_client', message)
}
