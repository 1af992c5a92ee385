/** Turns what MSAL throws into one sentence: which resource, which AADSTS number, what it means and how to mend it. Never the text of the answer. */
import { AuthError, ServerError } from '@azure/msal-node'
import { graphScope, powerPlatformScope } from '../../src/clouds.ts'
import { AuthenticationError, SeatledgerError, ThrottledError } from '../../src/errors.ts'
import type { Cloud } from '../../src/model/cloud.ts'

interface Meaning {
  readonly means: string
  readonly hint: string
}

const identity = 'Check AZURE_CLIENT_ID, AZURE_TENANT_ID and SEATLEDGER_CLOUD.'
const consent = 'Let an administrator grant admin consent to the application in this tenant.'
const secret = 'Create a client secret in the app registration and put its value, not its id, into AZURE_CLIENT_SECRET.'
const federation = 'Compare issuer, subject and audience of the federated credential in the app registration.'

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const meanings: Readonly<Record<string, Meaning>> = {
  50034: { means: 'the account does not exist in the tenant', hint: identity },
  50076: { means: 'the tenant asks for multifactor authentication', hint: 'Sign in again with a second factor.' },
  53003: {
    means: 'a Conditional Access policy blocks it',
    hint: 'Exclude the application from the policy or meet it.',
  },
  65001: { means: 'nobody has consented to the application', hint: consent },
  70011: { means: 'the scope is not valid for this cloud', hint: 'Check SEATLEDGER_CLOUD and SEATLEDGER_BAP_SCOPE.' },
  70021: { means: 'no federated credential matches the token', hint: federation },
  90002: { means: 'the tenant was not found', hint: 'Check AZURE_TENANT_ID and SEATLEDGER_CLOUD.' },
  500011: {
    means: 'the resource has no service principal in the tenant',
    hint: 'Check the hosts and scopes of the cloud; the API may never have been used in this tenant.',
  },
  500014: { means: 'the resource is disabled in the tenant', hint: 'Enable its enterprise application in Entra.' },
  700016: { means: 'the application was not found in the tenant', hint: `${identity} ${consent}` },
  700024: { means: 'the assertion is outside its time', hint: 'Check the clock of this machine.' },
  700027: { means: 'the certificate is not one of the application', hint: 'Upload it to the app registration.' },
  700211: { means: 'no federated credential matches the issuer', hint: federation },
  700212: { means: 'no federated credential matches the audience', hint: federation },
  700213: { means: 'no federated credential matches the subject', hint: federation },
  900023: { means: 'the tenant id is no tenant', hint: 'Check AZURE_TENANT_ID.' },
  7000112: { means: 'the application is disabled in the tenant', hint: 'Enable its enterprise application in Entra.' },
  7000215: { means: 'the client secret is wrong', hint: secret },
  7000218: {
    means: 'the application takes no device code',
    hint: 'Allow public client flows in the app registration.',
  },
  7000222: { means: 'the client secret has expired', hint: secret },
  7000229: {
    means: 'the application has no service principal in the tenant, it was never consented to',
    hint: consent,
  },
}

/** Our own errors stay what they are, but what broke on the way to a token is a failed sign-in. */
export function signInError(cause: unknown, scope: string, cloud: Cloud): SeatledgerError {
  const failed = `sign-in for ${resourceName(scope, cloud)} failed`
  if (cause instanceof ThrottledError) return new ThrottledError(`${failed}: ${cause.message}`, cause.facts, cause.hint)
  if (cause instanceof SeatledgerError) {
    return cause.code === 'upstream' ? new AuthenticationError(`${failed}: ${cause.message}`, cause.hint, cause) : cause
  }
  if (!(cause instanceof AuthError)) return new AuthenticationError(failed)
  const number = numberOf(cause)
  if (number === null) return new AuthenticationError(`${failed}: ${codeOf(cause)}`)
  const meaning = meanings[number]
  const sentence = meaning === undefined ? '' : `, ${meaning.means}`
  return new AuthenticationError(`${failed}: AADSTS${number}${sentence}`, meaning?.hint ?? null)
}

function numberOf(error: AuthError): string | null {
  const given = error instanceof ServerError ? error.errorNo : undefined
  return given ?? /\bAADSTS(\d{4,8})\b/.exec(error.errorMessage)?.[1] ?? null
}

/** Codes are words with underscores, such as `authorization_declined`; anything else might be text of the answer. */
function codeOf(error: AuthError): string {
  return [error.errorMessage, error.errorCode].find((text) => /^[a-z_]{1,60}$/.test(text)) ?? 'unknown reason'
}

function resourceName(scope: string, cloud: Cloud): string {
  if (scope === graphScope(cloud)) return 'Microsoft Graph'
  if (scope === powerPlatformScope(cloud)) return 'the Power Platform API'
  if (scope === cloud.bapScope) return 'the Power Platform admin API (BAP)'
  return `Dataverse (${URL.parse(scope)?.host ?? 'unknown host'})`
}
