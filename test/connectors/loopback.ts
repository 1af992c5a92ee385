/** Real TLS on this machine for what a mock cannot show: sockets, certificates, bytes and time limits. */
import http from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import tls from 'node:tls'
import selfsigned from 'selfsigned'
import type { ConnectionSettings } from '../../src/model/connection.ts'
import { settings, tenantId } from './fixture.ts'

export interface Certificates {
  readonly ca: string
  readonly cert: string
  readonly key: string
}

/** An authority of this run, and a certificate of it for `localhost`. */
export async function createCertificates(): Promise<Certificates> {
  const authority = await selfsigned.generate([{ name: 'commonName', value: 'Seatledger test authority' }], {
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const leaf = await selfsigned.generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  })
  return { ca: authority.cert, cert: leaf.cert, key: leaf.private }
}

/** What NODE_EXTRA_CA_CERTS does at start, for this process. */
export function trust(certificates: Certificates): void {
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificates.ca])
}

export interface Loopback {
  readonly origin: string
  /** Request lines, `GET /v1.0/users?$select=id`. */
  readonly requests: readonly string[]
  close(): Promise<void>
}

/** Answers sign-in by itself and leaves the rest to `listener`. */
export async function startLoopback(certificates: Certificates, listener: http.RequestListener): Promise<Loopback> {
  const requests: string[] = []
  const server = https.createServer({ cert: certificates.cert, key: certificates.key }, (request, response) => {
    requests.push(`${request.method} ${request.url}`)
    const origin = `https://${request.headers.host}`
    if (request.url?.includes('openid-configuration') === true) sendJson(response, openIdConfiguration(origin))
    else if (request.url?.includes('/oauth2/v2.0/token') === true) {
      sendJson(response, { token_type: 'Bearer', expires_in: 3600, access_token: 'loopback-token' })
    } else listener(request, response)
  })
  const port = await listen(server)
  return { origin: `https://localhost:${port}`, requests, close: () => closed(server) }
}

export function sendJson(response: http.ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function openIdConfiguration(origin: string) {
  const base = `${origin}/${tenantId}`
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    issuer: `${base}/v2.0`,
  }
}

/** Every API of a custom cloud on one origin. */
export function settingsFor(origin: string): ConnectionSettings {
  return {
    ...settings,
    cloud: {
      name: 'custom',
      loginUrl: origin,
      graphUrl: origin,
      powerPlatformUrl: origin,
      bapUrl: origin,
      bapScope: 'https://service.powerapps.com/.default',
      dataverseHosts: ['localhost'],
    },
  }
}

export interface ConnectProxy {
  readonly url: string
  /** `localhost:8443`, one per tunnel. */
  readonly tunnels: readonly string[]
  close(): Promise<void>
}

/** The smallest proxy: CONNECT and nothing else. With `refuses` it opens no tunnel. */
export async function startConnectProxy(options: { readonly refuses?: boolean } = {}): Promise<ConnectProxy> {
  const tunnels: string[] = []
  const server = http.createServer((_, response) => response.writeHead(405).end())
  server.on('connect', (request, client, head) => {
    tunnels.push(request.url ?? '')
    if (options.refuses === true) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
      return
    }
    const { hostname, port } = new URL(`http://${request.url}`)
    const target = net.connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      target.write(head)
      target.pipe(client).pipe(target)
    })
    target.on('error', () => client.destroy())
    client.on('error', () => target.destroy())
  })
  const port = await listen(server)
  return { url: `http://127.0.0.1:${port}`, tunnels, close: () => closed(server) }
}

/** Takes connections and says nothing. */
export async function startSilence(
  onConnection: () => void,
): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    onConnection()
  })
  const port = await listen(server)
  return {
    origin: `https://localhost:${port}`,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

async function listen(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return portOf(server.address())
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port')
  return address.port
}

function closed(server: http.Server | https.Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
