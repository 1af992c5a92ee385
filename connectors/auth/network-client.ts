/** MSAL's way to the network: our policy, so that sign-in has the same queue, waits, proxy and certificates as the APIs. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node'
import type { Cloud } from '../../src/model/cloud.ts'
import { headersOf } from '../transport/headers.ts'
import { requireCloudHost } from '../transport/hosts.ts'
import type { Policy } from '../transport/policy.ts'
import { requireReading } from '../transport/read-only.ts'
import { errorOf, labelOf, notSent } from '../transport/refusals.ts'

export interface Network {
  readonly cloud: Cloud
  readonly policy: Policy
  readonly userAgent: string
}

/**
 * What broke on the wire while one token was asked for. MSAL replaces errors of its network client by its own, such as
 * "network_error", and the sentence that says what to mend would be lost.
 */
export const wireFailure = new AsyncLocalStorage<{ error?: unknown }>()

/** To the sign-in hosts of the cloud, for tokens and device codes. */
export function createNetworkClient(network: Network): INetworkModule {
  return clientOf(network, { alsoTransient: [] }, (call) => {
    requireCloudHost({ api: 'sign-in', scope: null, ...call }, network.cloud)
    requireReading({ api: 'sign-in', ...call })
  })
}

/**
 * To a managed identity's endpoint, which is plain http on the machine itself: the metadata service, or the address that
 * Azure sets in `IDENTITY_ENDPOINT`. 404 and 410 mean there that the service is being updated.
 */
export function createIdentityEndpointClient(network: Network): INetworkModule {
  return clientOf(network, { alsoTransient: [404, 410] }, (call) => {
    const url = URL.parse(call.url)
    if (url !== null && url.protocol === 'http:' && call.method === 'GET' && isOfThisMachine(url.hostname)) return
    throw notSent(labelOf(call), 'it is no managed identity endpoint of this machine')
  })
}

/** Loopback and link-local addresses never leave the machine or its host. */
function isOfThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^(?:127|169\.254)(?:\.\d{1,3}){2,3}$/.test(hostname)
}

type Call = { readonly method: 'GET' | 'POST'; readonly url: string }

function clientOf(
  network: Network,
  more: { readonly alsoTransient: readonly number[] },
  check: (call: Call) => void,
): INetworkModule {
  const send = async <T>(call: Call, options: NetworkRequestOptions = {}): Promise<NetworkResponse<T>> => {
    try {
      check(call)
      const request = { api: 'sign-in', scope: null, headers: options.headers ?? {}, ...call } as const
      const headers = headersOf(request, network.userAgent)
      const body = call.method === 'GET' ? null : (options.body ?? '')
      const answer = await network.policy.send({ api: 'sign-in', ...call, headers, body, ...more })
      // MSAL reads the reason of a 4xx itself; what is no JSON object is no answer of a sign-in service.
      if (!isTokenAnswer<T>(answer.body)) throw errorOf(labelOf(call), answer)
      // With it MSAL would refuse all further requests by itself for as long, and the reason would be lost: waits are the policy's.
      const { 'retry-after': _, ...headersOfAnswer } = answer.headers
      return { status: answer.status, headers: headersOfAnswer, body: answer.body }
    } catch (error) {
      const seen = wireFailure.getStore()
      if (seen !== undefined) seen.error = error
      throw error
    }
  }
  return {
    sendGetRequestAsync: (url, options) => send({ method: 'GET', url }, options),
    sendPostRequestAsync: (url, options) => send({ method: 'POST', url }, options),
  }
}

/** MSAL alone knows which type it asked for. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller's T, as in INetworkModule
function isTokenAnswer<T>(body: unknown): body is T {
  return typeof body === 'object' && body !== null
}
