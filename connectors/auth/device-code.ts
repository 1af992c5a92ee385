/** Sign-in of a person at the terminal: once by device code, then silently for every further resource. */
import {
  InteractionRequiredAuthError,
  PublicClientApplication,
  type AccountInfo,
  type DeviceCodeRequest,
  type INetworkModule,
} from '@azure/msal-node'
import type { ConnectionSettings } from '../../src/model/connection.ts'
import type { Acquire, TokenRequest } from './acquire.ts'
import { authorityOf } from './confidential.ts'

export interface DeviceCodePrompt {
  /** Shows a person where to type which code. */
  readonly show: (message: string) => void
  readonly signal: AbortSignal
}

export function acquireAsPerson(
  settings: ConnectionSettings,
  prompt: DeviceCodePrompt,
  networkClient: INetworkModule,
): Acquire {
  const application = new PublicClientApplication({ auth: authorityOf(settings), system: { networkClient } })
  let account: AccountInfo | null = null
  /** One after the other, so that a person is asked once and not once per resource. */
  let last: Promise<unknown> = Promise.resolve()

  const acquire = async (request: TokenRequest): Promise<string | null> => {
    const silent = account === null ? null : await acquireSilently(application, account, request)
    const result = silent ?? (await askPerson(application, prompt, request))
    account = result?.account ?? account
    return result?.accessToken ?? null
  }
  return (request) => {
    const mine = last.then(() => acquire(request))
    last = mine.catch(() => undefined)
    return mine
  }
}

/** Null where the service wants the person again. */
async function acquireSilently(application: PublicClientApplication, account: AccountInfo, request: TokenRequest) {
  const { scope, fresh, claims } = request
  try {
    return await application.acquireTokenSilent({
      account,
      scopes: [scope],
      forceRefresh: fresh,
      ...(claims === null ? {} : { claims }),
    })
  } catch (error) {
    if (error instanceof InteractionRequiredAuthError) return null
    throw error
  }
}

async function askPerson(application: PublicClientApplication, prompt: DeviceCodePrompt, request: TokenRequest) {
  const asked: DeviceCodeRequest = {
    scopes: [request.scope],
    deviceCodeCallback: (response) => prompt.show(response.message),
    ...(request.claims === null ? {} : { claims: request.claims }),
  }
  // MSAL polls until the code ends, and looks at this flag before each poll.
  const stop = (): void => {
    asked.cancel = true
  }
  prompt.signal.addEventListener('abort', stop, { once: true })
  try {
    return await application.acquireTokenByDeviceCode(asked)
  } finally {
    prompt.signal.removeEventListener('abort', stop)
  }
}
