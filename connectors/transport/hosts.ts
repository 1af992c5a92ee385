/** Which host may get a request of which API, and with which token: only those of the configured cloud. Decided before anything is sent. */
import {
  dataverseScope,
  graphScope,
  isForbiddenHost,
  loginOrigins,
  matchesDataverseHost,
  powerPlatformScope,
} from '../../src/clouds.ts'
import type { Cloud } from '../../src/model/cloud.ts'
import { labelOf, notSent } from './refusals.ts'
import type { Api, ApiRequest } from './request.ts'

const variables: Record<Api, string> = {
  graph: 'SEATLEDGER_GRAPH_URL',
  'power-platform': 'SEATLEDGER_POWER_PLATFORM_URL',
  bap: 'SEATLEDGER_BAP_URL',
  dataverse: 'SEATLEDGER_DATAVERSE_HOSTS',
  'sign-in': 'SEATLEDGER_LOGIN_URL',
}

/** What is said of an address that a public cloud never has, whatever names it. */
export const internalWords = 'is this machine, its link or a metadata service, and no host of a public cloud'
export const internalHint = 'Only SEATLEDGER_CLOUD=custom speaks to such hosts, with all of its hosts named.'

/** Throws unless the address is https on a host of the cloud, without credentials in it, and the token is meant for it. */
export function requireCloudHost(request: Pick<ApiRequest, 'api' | 'method' | 'url' | 'scope'>, cloud: Cloud): void {
  const url = URL.parse(request.url)
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    throw notSent(labelOf(request), 'its address is no https address of a host')
  }
  if (isForbiddenHost(request.url, cloud)) {
    throw notSent(labelOf(request), `${url.host} ${internalWords}`, internalHint)
  }
  if (!isHostOf[request.api](url, cloud)) {
    throw notSent(
      labelOf(request),
      `${url.host} is no ${request.api} host of the configured cloud (${cloud.name})`,
      `If the host is right, set SEATLEDGER_CLOUD or ${variables[request.api]}.`,
    )
  }
  if (request.scope !== null && !isScopeOf[request.api](request.scope, cloud)) {
    throw notSent(labelOf(request), `a token for ${request.scope} is not for the ${request.api} host ${url.host}`)
  }
}

const isHostOf: Record<Api, (url: URL, cloud: Cloud) => boolean> = {
  graph: (url, cloud) => url.origin === new URL(cloud.graphUrl).origin,
  'power-platform': (url, cloud) => url.origin === new URL(cloud.powerPlatformUrl).origin,
  bap: (url, cloud) => url.origin === new URL(cloud.bapUrl).origin,
  dataverse: (url, cloud) => matchesDataverseHost(url.href, cloud),
  'sign-in': (url, cloud) => loginOrigins(cloud).includes(url.origin),
}

const isScopeOf: Record<Api, (scope: string, cloud: Cloud) => boolean> = {
  graph: (scope, cloud) => scope === graphScope(cloud),
  'power-platform': (scope, cloud) => scope === powerPlatformScope(cloud),
  bap: (scope, cloud) => scope === cloud.bapScope,
  dataverse: (scope, cloud) => matchesDataverseHost(scope, cloud) && scope === dataverseScope(scope),
  'sign-in': () => false,
}
