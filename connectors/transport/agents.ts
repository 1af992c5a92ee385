/** The sockets of one connection: kept alive, through the proxy where one is set, closed together. */
import http from 'node:http'
import https from 'node:https'
import type { ConnectionSettings } from '../../src/model/connection.ts'

export interface Agents {
  readonly http: http.Agent
  readonly https: https.Agent
  close(): void
}

/**
 * Node's own agent speaks CONNECT to a proxy when it is given the variables. It always gets them, be they empty: axios then
 * leaves proxies alone and never reads the environment by itself. Plain http is only spoken to a managed identity's
 * endpoint, on the machine itself, so never through a proxy.
 */
export function openAgents(proxy: ConnectionSettings['proxy']): Agents {
  const variables = {
    ...(proxy.httpsProxy === null ? {} : { HTTPS_PROXY: proxy.httpsProxy }),
    ...(proxy.noProxy === null ? {} : { NO_PROXY: proxy.noProxy }),
  }
  const agents = {
    http: new http.Agent({ keepAlive: true, proxyEnv: {} }),
    https: new https.Agent({ keepAlive: true, proxyEnv: variables }),
  }
  return {
    ...agents,
    close: () => {
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}
