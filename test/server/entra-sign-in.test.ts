/** Access tokens of Entra ID, good and bad, against the keys that the practice cloud publishes. */
import { createHmac, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createSigningDesk } from '../../mocks/identity/signing-keys.ts'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { testClock } from '../connectors/fixture.ts'
import { practiceApp, type PracticeApp } from './practice-app.ts'

const applicationId = 'a8f1b6de-0f4f-4a4e-9d53-0c1f3b9f7d11'
const tenant = loadTenant('contoso')
const otherTenant = '11111111-2222-4333-8444-555555555555'
const nowSeconds = Math.floor(testClock().now() / 1000)
const env = { SEATLEDGER_API_AUDIENCE: `api://${applicationId}`, SEATLEDGER_LISTEN: '127.0.0.1:0' }

type Claims = Record<string, unknown>

/** As version 2 has them. */
function claims(change: Claims = {}): Claims {
  return {
    ver: '2.0',
    iss: `https://login.microsoftonline.com/${tenant.id}/v2.0`,
    aud: applicationId,
    tid: tenant.id,
    oid: '99999999-8888-4777-8666-555555555555',
    preferred_username: 'ada@contoso.example',
    roles: ['Seatledger.Read'],
    iat: nowSeconds - 10,
    nbf: nowSeconds - 10,
    exp: nowSeconds + 3600,
    ...change,
  }
}

const version1 = { ver: '1.0', iss: `https://sts.windows.net/${tenant.id}/`, aud: `api://${applicationId}` }

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

async function opened(): Promise<PracticeApp> {
  return practiceApp({ tenant, env, isSynced: false })
}

async function ask({ app }: PracticeApp, token: string) {
  return app.inject({ url: '/api/v1/tenants', headers: { authorization: `Bearer ${token}` } })
}

describe('an access token of Entra ID', () => {
  it.each([
    ['of version 2, for the application id', {}],
    ['of version 2, for the App ID URI', { aud: `api://${applicationId}` }],
    ['of version 1, for the App ID URI', version1],
    ['of version 1, for the application id', { ...version1, aud: applicationId }],
    ['of an application, with an app role', { preferred_username: undefined, azp: applicationId }],
    ['with Manage alone, which implies Read', { roles: ['Seatledger.Manage'] }],
    ['whose clock is a little ahead', { nbf: nowSeconds + 30, iat: nowSeconds + 30 }],
  ])('%s is good', async (_, change) => {
    const practice = await opened()

    const { statusCode } = await ask(practice, practice.product.cloud.signing.sign(claims(change)))

    expect(statusCode).toBe(200)
  })

  it.each([
    ['expired', { exp: nowSeconds - 120 }, 'it is expired'],
    ['not valid yet', { nbf: nowSeconds + 600 }, 'it is not valid yet'],
    ['without an end', { exp: undefined }, 'its claim "exp" is missing'],
    ['for another audience', { aud: 'https://graph.microsoft.com' }, 'it is not meant for this service'],
    [
      'of another tenant',
      { iss: `https://login.microsoftonline.com/${otherTenant}/v2.0`, tid: otherTenant },
      'issued by somebody else',
    ],
    ['that says two tenants', { tid: otherTenant }, 'it is of another tenant'],
    [
      'of an issuer of version 1 that says it is of version 2',
      { ...version1, ver: '2.0' },
      'its version is not that of its issuer',
    ],
    ['of nobody', { iss: 'https://evil.example/' }, 'issued by somebody else'],
  ])('%s is refused', async (_, change, why) => {
    const practice = await opened()

    const answer = await ask(practice, practice.product.cloud.signing.sign(claims(change)))

    expect(answer.statusCode).toBe(401)
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"')
    expect(answer.json()).toMatchObject({ status: 401, code: 'invalid-token', detail: expect.stringContaining(why) })
  })

  it('forged, signed by another key under the same id, is refused', async () => {
    const practice = await opened()
    const forged = createSigningDesk().sign(claims())

    const answer = await ask(practice, forged)

    expect(answer.statusCode).toBe(401)
    expect(answer.json()).toMatchObject({ detail: expect.stringContaining('not signed with a key of the tenant') })
  })

  it('whose claims were changed after it was signed is refused', async () => {
    const practice = await opened()
    const [header, , signature] = practice.product.cloud.signing.sign(claims()).split('.')
    const changed = Buffer.from(JSON.stringify(claims({ roles: ['Seatledger.Manage'] }))).toString('base64url')

    expect((await ask(practice, `${header}.${changed}.${signature}`)).statusCode).toBe(401)
  })

  it('unsigned, with the algorithm none, is refused', async () => {
    const practice = await opened()
    const unsigned = `${part({ typ: 'JWT', alg: 'none' })}.${part(claims())}.`

    const answer = await ask(practice, unsigned)

    expect(answer.statusCode).toBe(401)
    expect(answer.json()).toMatchObject({ code: 'invalid-token' })
  })

  it('signed by the public key as if it were a secret is refused', async () => {
    const practice = await opened()
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const said = `${part({ typ: 'JWT', alg: 'HS256' })}.${part(claims())}`
    const secret = publicKey.export({ type: 'spki', format: 'pem' })
    const signature = createHmac('sha256', secret).update(said).digest('base64url')

    expect((await ask(practice, `${said}.${signature}`)).statusCode).toBe(401)
  })

  it.each([[[]], [undefined], [['Directory.Read.All']]])(
    'without a role of ours (%j) is signed in and may do nothing',
    async (roles) => {
      const practice = await opened()
      const token = practice.product.cloud.signing.sign(claims({ roles }))

      const answer = await ask(practice, token)
      const session = await practice.app.inject({
        url: '/api/v1/session',
        headers: { authorization: `Bearer ${token}` },
      })

      expect(answer.statusCode).toBe(403)
      expect(answer.json()).toMatchObject({ code: 'missing-role', detail: 'The role Seatledger.Read is needed.' })
      expect(session.json()).toMatchObject({ roles: [], name: 'ada@contoso.example', mode: 'entra' })
    },
  )

  it('with Read alone changes nothing', async () => {
    const practice = await opened()
    const token = practice.product.cloud.signing.sign(claims())

    const answer = await practice.app.inject({
      method: 'POST',
      url: `/api/v1/tenants/${tenant.id}/runs`,
      headers: { authorization: `Bearer ${token}` },
      payload: {},
    })

    expect(answer.statusCode).toBe(403)
    expect(answer.json()).toMatchObject({ detail: 'The role Seatledger.Manage is needed.' })
    expect(practice.service.syncs.isSyncing()).toBe(false)
  })

  it('that is none, and no token, are told how to sign in', async () => {
    const practice = await opened()

    const nonsense = await ask(practice, 'nonsense')
    const nothing = await practice.app.inject({ url: '/api/v1/tenants' })
    const session = await practice.app.inject({ url: '/api/v1/session' })

    expect([nonsense.statusCode, nothing.statusCode]).toEqual([401, 401])
    expect(nothing.headers['www-authenticate']).toBe('Bearer')
    expect(session.json()).toEqual({
      schema: 'seatledger.session/1',
      roles: [],
      name: null,
      mode: 'entra',
      entra: {
        authority: `https://login.microsoftonline.com/${tenant.id}`,
        clientId: applicationId,
        scope: `api://${applicationId}/.default`,
      },
    })
  })

  it('is never in the log', async () => {
    const practice = await opened()
    const token = practice.product.cloud.signing.sign(claims({ aud: 'nobody' }))

    await ask(practice, token)

    expect(practice.log()).not.toContain(token.slice(0, 20))
  })
})

const keyRequests = ({ product }: PracticeApp): number =>
  product.cloud.requests().filter(({ target }) => target.includes('/discovery/')).length

describe('the keys of the tenant', () => {
  it('are asked for once, and again for a key that is not known', async () => {
    const clock = testClock()
    const practice = await practiceApp({ tenant, env, isSynced: false, clock })
    const { signing } = practice.product.cloud
    await Promise.all([ask(practice, signing.sign(claims())), ask(practice, signing.sign(claims()))])
    await ask(practice, signing.sign(claims()))
    const before = keyRequests(practice)
    signing.rotate()
    clock.advance(61_000)

    const { statusCode } = await ask(practice, signing.sign(claims()))

    expect([before, statusCode, keyRequests(practice)]).toEqual([1, 200, 2])
  })

  it('are not asked for at each forged key id', async () => {
    const practice = await opened()
    const { signing } = practice.product.cloud
    await ask(practice, signing.sign(claims()))

    for (const kid of ['a', 'b', 'c']) await ask(practice, signing.sign(claims(), { kid }))

    expect(keyRequests(practice)).toBe(1)
  })
})
