/** One token per scope for the whole connection: picks the kind of sign-in, shares what is under way, names what fails. */
import { AuthenticationError } from '../../src/errors.ts'
import type { ConnectionSettings } from '../../src/model/connection.ts'
import { stopped } from '../transport/refusals.ts'
import type { TokenProvider } from '../transport/request.ts'
import { unlessStopped } from '../transport/stop.ts'
import type { Acquire, TokenRequest } from './acquire.ts'
import { acquireAsApplication } from './confidential.ts'
import { acquireAsPerson, type DeviceCodePrompt } from './device-code.ts'
import { acquireAsManagedIdentity } from './managed-identity.ts'
import { createIdentityEndpointClient, createNetworkClient, wireFailure, type Network } from './network-client.ts'
import { signInError } from './sign-in-errors.ts'

export function createTokenProvider(
  settings: ConnectionSettings,
  network: Network,
  prompt: DeviceCodePrompt,
): TokenProvider {
  const acquire = acquireOf(settings, network, prompt)
  // MSAL sends one request per caller (contracts/client-libraries.md): who asks for the same waits for the same.
  const underWay = new Map<string, Promise<string>>()
  return {
    token: (scope, { fresh = false, claims } = {}) => {
      const key = JSON.stringify([scope, fresh, claims])
      let token = underWay.get(key)
      if (token === undefined) {
        token = acquireNamed(acquire, { scope, fresh, claims: claims ?? null }, settings)
        underWay.set(key, token)
        const forget = (): void => void underWay.delete(key)
        token.then(forget, forget)
      }
      return unlessStopped(token, prompt.signal, () => stopped('sign-in', prompt.signal))
    },
  }
}

async function acquireNamed(acquire: Acquire, request: TokenRequest, settings: ConnectionSettings): Promise<string> {
  const seen: { error?: unknown } = {}
  const token = await wireFailure
    .run(seen, () => acquire(request))
    .catch((error: unknown) => {
      throw signInError(seen.error ?? error, request.scope, settings.cloud)
    })
  if (token === null || token === '') throw new AuthenticationError(`sign-in for ${request.scope} brought no token`)
  return token
}

function acquireOf(settings: ConnectionSettings, network: Network, prompt: DeviceCodePrompt): Acquire {
  const { credential } = settings
  if (credential.kind === 'managed-identity') {
    return acquireAsManagedIdentity(settings.clientId, createIdentityEndpointClient(network))
  }
  const networkClient = createNetworkClient(network)
  return credential.kind === 'device-code'
    ? acquireAsPerson(settings, prompt, networkClient)
    : acquireAsApplication(settings, credential, networkClient)
}
