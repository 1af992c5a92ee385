/** Sign-in by the identity of the Azure machine or app that the program runs on. */
import { ManagedIdentityApplication, type INetworkModule } from '@azure/msal-node'
import type { Acquire } from './acquire.ts'

/** An empty client id means the identity of the machine itself. MSAL's own retries are off: the policy has them. */
export function acquireAsManagedIdentity(clientId: string, networkClient: INetworkModule): Acquire {
  const application = new ManagedIdentityApplication({
    ...(clientId === '' ? {} : { managedIdentityIdParams: { userAssignedClientId: clientId } }),
    system: { networkClient, disableInternalRetries: true },
  })
  return async ({ scope, fresh, claims }) => {
    const result = await application.acquireToken({
      resource: scope.replace(/\/\.default$/, ''),
      forceRefresh: fresh,
      ...(claims === null ? {} : { claims }),
    })
    return result.accessToken
  }
}
