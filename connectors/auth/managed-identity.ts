/** Sign-in by the identity of the Azure machine or app that the program runs on. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { ManagedIdentityApplication, type INetworkModule } from '@azure/msal-node'
import type { Acquire } from './acquire.ts'

/**
 * MSAL keeps the first network client that it is given for the whole process, while every connection has a policy and a
 * budget of its own. So it gets one that looks up whose token is being asked for.
 */
const asking = new AsyncLocalStorage<INetworkModule>()
const networkOfAsker: INetworkModule = {
  sendGetRequestAsync: (url, options) => asker().sendGetRequestAsync(url, options),
  sendPostRequestAsync: (url, options) => asker().sendPostRequestAsync(url, options),
}

function asker(): INetworkModule {
  const networkClient = asking.getStore()
  if (networkClient === undefined) throw new Error('a managed identity was asked for outside a connection')
  return networkClient
}

/** An empty client id means the identity of the machine itself. MSAL's own retries are off: the policy has them. */
export function acquireAsManagedIdentity(clientId: string, networkClient: INetworkModule): Acquire {
  const application = new ManagedIdentityApplication({
    ...(clientId === '' ? {} : { managedIdentityIdParams: { userAssignedClientId: clientId } }),
    system: { networkClient: networkOfAsker, disableInternalRetries: true },
  })
  return async ({ scope, fresh, claims }) => {
    const request = {
      resource: scope.replace(/\/\.default$/, ''),
      forceRefresh: fresh,
      ...(claims === null ? {} : { claims }),
    }
    const result = await asking.run(networkClient, () => application.acquireToken(request))
    return result.accessToken
  }
}
