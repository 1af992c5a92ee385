/** Sign-in with Entra ID, loaded only where the service asks for it. Tokens stay in this tab's session storage. */
import { InteractionRequiredAuthError, PublicClientApplication } from '@azure/msal-browser'
import { signRequestsWith } from './client.ts'
import { ApiProblem } from './problem.ts'
import type { Session } from '../../model/service.ts'

/** Comes back signed in, or leaves the page for the sign-in of the tenant. */
export async function signInWithEntra({ authority, clientId, scope }: NonNullable<Session['entra']>): Promise<void> {
  if (clientId === null) {
    const hint = 'Set SEATLEDGER_API_AUDIENCE to the id of the app registration, or to api://<its id>.'
    throw new ApiProblem(0, 'The service does not say which application a browser signs in to.', { hint })
  }
  const app = new PublicClientApplication({
    // The service says which authority it is: no other host is asked whether there is such a one.
    auth: { authority, clientId, knownAuthorities: [new URL(authority).host], redirectUri: globalThis.location.origin },
    cache: { cacheLocation: 'sessionStorage' },
  })
  await app.initialize()
  const answer = await app.handleRedirectPromise()
  const account = answer?.account ?? app.getAllAccounts()[0]
  const scopes = [scope]
  if (account === undefined) {
    await app.acquireTokenRedirect({ scopes })
    return
  }
  signRequestsWith(async () => {
    try {
      return (await app.acquireTokenSilent({ scopes, account })).accessToken
    } catch (error) {
      if (error instanceof InteractionRequiredAuthError) await app.acquireTokenRedirect({ scopes, account })
      throw error
    }
  })
}
