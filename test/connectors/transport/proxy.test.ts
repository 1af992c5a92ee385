/** A real proxy and real certificates: every host is reached through the tunnel, and an unknown authority is named for what it is. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createCertificates,
  sendJson,
  startConnectProxy,
  startLoopback,
  type ConnectProxy,
  type Loopback,
} from '../loopback.ts'

const run = promisify(execFile)
const script = fileURLToPath(new URL('./proxy-client.ts', import.meta.url))
let folder = ''
let caPath = ''
let hosts: Loopback[] = []
let proxy: ConnectProxy

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'seatledger-proxy-'))
  caPath = path.join(folder, 'ca.pem')
  const certificates = await createCertificates()
  await writeFile(caPath, certificates.ca)
  // One after the other in one place: sign-in, Graph, Power Platform, BAP, Dataverse.
  hosts = await Promise.all(
    Array.from({ length: 5 }, () => startLoopback(certificates, (_, response) => sendJson(response, {}))),
  )
  proxy = await startConnectProxy()
})

afterAll(async () => {
  await Promise.all([...hosts.map((host) => host.close()), proxy.close(), rm(folder, { recursive: true })])
})

async function ask(env: Record<string, string>, ...proxyArguments: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [script, ...hosts.map((host) => host.origin), ...proxyArguments], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
  })
  return stdout
}

function namesOf(indexes: readonly number[]): string[] {
  return indexes.map((index) => new URL(hosts[index]?.origin ?? '').host).toSorted()
}

describe('a proxy', () => {
  test('carries sign-in and every API through CONNECT tunnels', async () => {
    const before = proxy.tunnels.length

    const stdout = await ask({ NODE_EXTRA_CA_CERTS: caPath }, proxy.url)

    expect(JSON.parse(stdout)).toEqual({ graph: 1, powerPlatform: 2, dataverse: 1, signIn: 5, retried: 0 })
    expect([...new Set(proxy.tunnels.slice(before))].toSorted()).toEqual(namesOf([0, 1, 2, 3, 4]))
  })

  test('is left out for the hosts of NO_PROXY', async () => {
    const before = proxy.tunnels.length
    const [, graph = ''] = hosts.map((host) => new URL(host.origin).host)

    await ask({ NODE_EXTRA_CA_CERTS: caPath }, proxy.url, graph)

    expect([...new Set(proxy.tunnels.slice(before))].toSorted()).toEqual(namesOf([0, 2, 3, 4]))
  })

  test('is taken from the settings alone: variables of the environment change nothing here', async () => {
    const before = proxy.tunnels.length

    const stdout = await ask({ NODE_EXTRA_CA_CERTS: caPath, HTTPS_PROXY: proxy.url, https_proxy: proxy.url })

    expect(JSON.parse(stdout)).toMatchObject({ graph: 1, dataverse: 1 })
    expect(proxy.tunnels.length).toBe(before)
  })

  test('that opens no tunnel is named', async () => {
    const refusing = await startConnectProxy({ refuses: true })

    const stdout = await ask({ NODE_EXTRA_CA_CERTS: caPath }, refusing.url)
    await refusing.close()

    expect(stdout).toContain(`the proxy opened no tunnel to ${namesOf([0]).join()}`)
  })
})

test('an unknown authority fails at once with a sentence that names NODE_EXTRA_CA_CERTS', async () => {
  const before = hosts[0]?.requests.length

  const stdout = await ask({})

  expect(stdout).toContain('is not trusted')
  expect(stdout).toContain('must be named in NODE_EXTRA_CA_CERTS before start')
  expect(hosts[0]?.requests.length).toBe(before)
})
