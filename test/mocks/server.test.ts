/** The practice cloud over TLS on loopback: in this process, and as the process that the demo starts. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync } from 'node:fs'
import https from 'node:https'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startServer, tenantNamed, type Announcement, type RunningServer } from '../../mocks/server.ts'
import { ids, smallTenant } from './small-tenant.ts'

let server: RunningServer

beforeAll(async () => {
  server = await startServer([{ name: 'small', tenant: smallTenant }])
})

afterAll(async () => {
  await server.close()
})

describe('in this process', () => {
  it('signs in and answers over a certificate of the announced authority', async () => {
    const { env } = announced(server.announcement)
    const token = await signIn(server.announcement, env['SEATLEDGER_GRAPH_URL'] ?? '')

    const answer = await ask(server.announcement, `${env['SEATLEDGER_GRAPH_URL']}/v1.0/organization?$select=id`, {
      token,
    })

    expect(answer).toMatchObject({ status: 200, body: { value: [{ id: ids.tenant }] } })
  })

  it('gives every environment an origin of its own, for tokens too', async () => {
    const { env } = announced(server.announcement)
    const bapToken = await signIn(server.announcement, 'https://service.powerapps.com')
    const path = `/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments/${ids.environment}?api-version=2021-04-01`
    const environment = await ask(server.announcement, `${env['SEATLEDGER_BAP_URL']}${path}`, { token: bapToken })
    const [, api] = /"instanceApiUrl":"([^"]+)"/.exec(JSON.stringify(environment.body)) ?? []
    const token = await signIn(server.announcement, api ?? '')

    const answer = await ask(server.announcement, `${api}/api/data/v9.2/WhoAmI`, { token })

    expect(answer).toMatchObject({ status: 200, body: { OrganizationId: ids.organization } })
  })

  it('tells its counts, takes a new description with a new environment, forbids and forgets over the control address', async () => {
    const { control } = announced(server.announcement)
    const post = (verb: string, body: unknown = {}) =>
      fetch(`${control}/${verb}`, { method: 'POST', body: JSON.stringify(body) })
    const [first] = smallTenant.environments
    const second = { ...first, id: ids.policy, dataverse: { ...first?.dataverse, domain: 'second' } }

    const statuses = [
      await post('tenant', { ...smallTenant, environments: [first, second] }),
      await post('forbid', { environmentId: ids.policy }),
      await post('allow', { environmentId: ids.policy }),
      await post('allow', {}),
      await post('reset'),
      await fetch(`${control.replace(/[0-9a-f]{32}/, '0'.repeat(32))}/counts`),
    ].map(({ status }) => status)
    const counts: unknown = await (await fetch(`${control}/counts`)).json()

    expect(statuses).toStrictEqual([200, 200, 200, 400, 200, 404])
    expect(counts).toStrictEqual({ graph: 0, powerPlatform: 0, dataverse: 0, signIn: 0, environments: {} })
    expect(server.tenants.get('small')?.cloud.hosts()).toHaveLength(6)
  })

  it('keeps its certificate file to this user and removes it at the end', async () => {
    const other = await startServer([])
    const { caPath } = other.announcement

    const mode = statSync(caPath).mode & 0o777
    await other.close()

    expect(mode).toBe(0o600)
    expect(existsSync(caPath)).toBe(false)
  })
})

describe('tenantNamed', () => {
  it('reads a generator, and refuses what it does not know', () => {
    const generated = tenantNamed('generate:users=50,environments=1,systemUsersPerEnvironment=5,groupMembers=4')

    expect(generated).toMatchObject({ name: 'generated', tenant: { displayName: 'A. Datum Corporation' } })
    expect(() => tenantNamed('nowhere')).toThrow("no practice tenant 'nowhere'")
  })
})

describe('as a process', () => {
  it('prints one line, serves two tenants, and ends with its input', async () => {
    const child = spawn(process.execPath, [entry, '--exit-with-stdin', 'contoso', 'fabrikam'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    onTestFinished(() => {
      child.kill()
    })
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
    const line: Announcement = JSON.parse((await lines.next()).value ?? '{}')
    const tokens = await Promise.all(line.tenants.map(({ name }) => signIn(line, graphOf(line, name), name)))

    child.stdin.end()
    const [code] = await once(child, 'exit')

    expect(line.tenants.map(({ name }) => name)).toStrictEqual(['contoso', 'fabrikam'])
    expect(tokens.every((token) => token.split('.').length === 3)).toBe(true)
    expect([code, existsSync(line.caPath)]).toStrictEqual([0, false])
  })

  it.each([[[]], [['nowhere']], [['--what', 'contoso']]])('ends with 64 for %j', async (argv) => {
    const child = spawn(process.execPath, [entry, ...argv], { stdio: 'ignore' })

    const [code] = await once(child, 'exit')

    expect(code).toBe(64)
  })
})

const entry = join(import.meta.dirname, '../../mocks/server.ts')

function announced(announcement: Announcement, name = 'small') {
  const tenant = announcement.tenants.find((each) => each.name === name)
  if (tenant === undefined) throw new Error(`${name} was not announced`)
  return tenant
}

function graphOf(announcement: Announcement, name: string): string {
  return announced(announcement, name).env['SEATLEDGER_GRAPH_URL'] ?? ''
}

async function signIn(announcement: Announcement, resource: string, name = 'small'): Promise<string> {
  const { env } = announced(announcement, name)
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: env['AZURE_CLIENT_ID'] ?? '',
    client_secret: env['AZURE_CLIENT_SECRET'] ?? '',
    scope: `${resource}/.default`,
  })
  const url = `${env['SEATLEDGER_LOGIN_URL']}/${env['AZURE_TENANT_ID']}/oauth2/v2.0/token`
  const { body } = await ask(announcement, url, { method: 'POST', text: form.toString() })
  const [, token] = /"access_token":"([^"]+)"/.exec(JSON.stringify(body)) ?? []
  if (token === undefined) throw new Error(JSON.stringify(body))
  return token
}

async function ask(
  { caPath }: Announcement,
  url: string,
  { method = 'GET', token = '', text = '' } = {},
): Promise<{ status: number | undefined; body: unknown }> {
  const request = https.request(url, {
    method,
    ca: readFileSync(caPath),
    headers: { authorization: `Bearer ${token}` },
  })
  request.end(text)
  const response = await new Promise<Parameters<typeof json>[0] & { statusCode?: number }>((resolve, reject) => {
    request.once('response', resolve)
    request.once('error', reject)
  })
  return { status: response.statusCode, body: await json(response) }
}
