/** Sign-in to the practice cloud: who gets a token, for what, for how long, and what the others are told. */
import { expect, it } from 'vitest'
import { createCloud } from '../../mocks/cloud.ts'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { createClient, origins } from './cloud-client.ts'
import { ids, smallTenant } from './small-tenant.ts'

const tokenUrl = `${origins.login}/${ids.tenant}/oauth2/v2.0/token`
const good = {
  grant_type: 'client_credentials',
  client_id: ids.app,
  client_secret: 'practice-secret',
  scope: 'https://graph.microsoft.com/.default',
}

async function post(form: Readonly<Record<string, string>>, { url = tokenUrl, tenant = smallTenant } = {}) {
  const cloud = createCloud(tenant, origins)
  const request = { method: 'POST', url: new URL(url), headers: {}, body: new URLSearchParams(form).toString() }
  const response = await cloud.handle(request)
  return { status: response.status, body: Buffer.from(response.body).toString() }
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

it('gives a bearer token for a secret', async () => {
  const { status, body } = await post(good)

  expect(status).toBe(200)
  expect(JSON.parse(body)).toMatchObject({ token_type: 'Bearer', expires_in: 3599 })
})

it('gives a token for an assertion that is a JWT', async () => {
  const { client_secret: _secret, ...rest } = good
  const assertion = {
    ...rest,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: `${part({ alg: 'PS256' })}.${part({ iss: ids.app, sub: ids.app, aud: tokenUrl })}.c2ln`,
  }

  const accepted = await post(assertion)
  const refused = await post({ ...assertion, client_assertion: 'nonsense' })

  expect([accepted.status, refused.status]).toStrictEqual([200, 401])
})

it.each([
  ['a wrong secret', { ...good, client_secret: 'guess' }, 401, 'AADSTS7000215'],
  ['an unknown application', { ...good, client_id: ids.user(1) }, 400, 'AADSTS700016'],
  ['an unknown resource', { ...good, scope: 'https://nowhere.example/.default' }, 400, 'AADSTS500011'],
  ['a scope that is no default', { ...good, scope: 'https://graph.microsoft.com/User.Read' }, 400, 'AADSTS1002012'],
  [
    'two resources at once',
    { ...good, scope: `${good.scope} https://api.powerplatform.com/.default` },
    400,
    'AADSTS1002012',
  ],
  ['no credential', { ...good, client_secret: '', grant_type: 'password' }, 400, 'AADSTS70003'],
])('refuses %s', async (_wrong, form, status, code) => {
  const answer = await post(form)

  expect(answer.status).toBe(status)
  expect(answer.body).toContain(`${code}:`)
})

it('knows no other tenant', async () => {
  const answer = await post(good, { url: tokenUrl.replace(ids.tenant, ids.user(1)) })

  expect(answer.status).toBe(400)
  expect(answer.body).toContain('AADSTS90002')
})

it('the tenant without consent gets no token for any API', async () => {
  const tenant = loadTenant('inaccessible')
  const [app] = tenant.apps
  const form = { ...good, client_id: app?.clientId ?? '', client_secret: app?.secret ?? '' }
  const url = `${origins.login}/${tenant.id}/oauth2/v2.0/token`

  const answers = await Promise.all(
    [origins.graph, origins.powerPlatform, 'https://service.powerapps.com'].map((resource) =>
      post({ ...form, scope: `${resource}/.default` }, { url, tenant }),
    ),
  )

  expect(answers.map(({ status }) => status)).toStrictEqual([400, 400, 400])
  expect(answers[0]?.body).toContain('AADSTS7000229')
})

it('a token ends after its hour', async () => {
  let now = Date.parse('2026-11-24T08:00:00Z')
  const cloud = createCloud(smallTenant, origins, { now: () => now })
  const client = createClient(cloud, smallTenant)
  const first = await client.ask(`${origins.graph}/v1.0/organization`)

  now += 3_600_000

  const second = await client.ask(`${origins.graph}/v1.0/organization`)
  expect([first.status, second.status]).toStrictEqual([200, 401])
})

it('describes itself to a client that does not know the host', async () => {
  const cloud = createCloud(smallTenant, origins)
  const read = async (path: string): Promise<unknown> => {
    const url = new URL(`${origins.login}${path}`)
    const { body } = await cloud.handle({ method: 'GET', url, headers: {}, body: '' })
    return JSON.parse(Buffer.from(body).toString())
  }

  const configuration = await read(`/${ids.tenant}/v2.0/.well-known/openid-configuration`)
  const discovery = await read('/common/discovery/instance?api-version=1.1')

  expect(configuration).toMatchObject({ issuer: `${origins.login}/${ids.tenant}/v2.0`, token_endpoint: tokenUrl })
  expect(discovery).toMatchObject({ metadata: [{ preferred_network: 'login.microsoftonline.com' }] })
})

it('a device code is pending at the first poll and good at the second', async () => {
  const cloud = createCloud(smallTenant, origins)
  const ask = async (path: string, form: Readonly<Record<string, string>>): Promise<Record<string, unknown>> => {
    const url = new URL(`${origins.login}/${ids.tenant}/oauth2/v2.0/${path}`)
    const { body } = await cloud.handle({
      method: 'POST',
      url,
      headers: {},
      body: new URLSearchParams(form).toString(),
    })
    return JSON.parse(Buffer.from(body).toString())
  }
  const { client_id, scope } = good
  const started = await ask('devicecode', { client_id, scope: `${scope} offline_access openid profile` })
  const poll = {
    client_id,
    scope,
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: String(started['device_code']),
  }

  const answers = [await ask('token', poll), await ask('token', poll)]

  expect(started).toMatchObject({ interval: 1, message: expect.stringContaining(String(started['user_code'])) })
  expect(answers[0]).toMatchObject({ error: 'authorization_pending' })
  expect(answers[1]).toMatchObject({ token_type: 'Bearer', refresh_token: expect.any(String) })
})
