/** What a connector sees: headers, tokens and their renewal, errors of each kind, and where nothing is sent at all. */
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { openConnection, type RequestEvent } from '../../../connectors/connection.ts'
import type { ApiRequest } from '../../../connectors/transport/request.ts'
import { claimsOf } from '../../../connectors/transport/claims.ts'
import { mockWire, type MockReply } from '../../../mocks/nock.ts'
import { dataverseScope, powerPlatformScope, presets } from '../../../src/clouds.ts'
import { PermissionError, ThrottledError, UpstreamError } from '../../../src/errors.ts'
import { clientId, graphRequest, secret, settings, testClock, tokenAnswer, tokenUrl } from '../fixture.ts'

const usersUrl = 'https://graph.microsoft.com/v1.0/users'
const canary = 'canary.token.9c1e'

function open() {
  const events: RequestEvent[] = []
  const connection = openConnection(settings, {
    clock: testClock(),
    userAgent: 'seatledger/9.9.9',
    onRequest: (event) => events.push(event),
  })
  return { ...connection, events }
}

async function failureOf(reply: MockReply, request = graphRequest('/v1.0/users')): Promise<unknown> {
  mockWire().post(tokenUrl, tokenAnswer(canary)).get(usersUrl, reply)
  return open()
    .transport.send(request)
    .catch((error: unknown) => error)
}

describe('a request', () => {
  test('carries the headers of the contract and the token of its scope', async () => {
    const wire = mockWire().post(tokenUrl, tokenAnswer('one')).get(usersUrl, { body: {} })

    await open().transport.send(graphRequest('/v1.0/users', { headers: { ConsistencyLevel: 'eventual' } }))

    expect(wire.requests[1]?.headers).toMatchObject({
      accept: 'application/json',
      'accept-language': 'en-US',
      authorization: 'Bearer one',
      consistencylevel: 'eventual',
      'user-agent': 'seatledger/9.9.9',
      'x-ms-throttle-priority': 'low',
    })
    expect(wire.requests[1]?.headers['client-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  test("keeps a caller's own headers, but never its authorization", async () => {
    const wire = mockWire().post(tokenUrl, tokenAnswer('one')).get(usersUrl, { body: {} })

    await open().transport.send(
      graphRequest('/v1.0/users', { headers: { Accept: 'text/plain', Authorization: 'Bearer of another' } }),
    )

    expect(wire.requests[1]?.headers).toMatchObject({ accept: 'text/plain', authorization: 'Bearer one' })
  })

  test('asks each resource with a token of its own, once', async () => {
    const wire = mockWire()
      .post(tokenUrl, tokenAnswer('g'), tokenAnswer('p'), tokenAnswer('b'), tokenAnswer('d'))
      .get(/./, ...Array.from({ length: 5 }, () => ({ body: {} })))
    const connection = open()
    const instance = 'https://contoso.crm4.dynamics.com/'
    const requests: ApiRequest[] = [
      graphRequest('/v1.0/users'),
      graphRequest('/v1.0/groups'),
      {
        api: 'power-platform',
        method: 'GET',
        url: `${presets.public.powerPlatformUrl}/x`,
        scope: powerPlatformScope(presets.public),
      },
      { api: 'bap', method: 'GET', url: `${presets.public.bapUrl}/x`, scope: presets.public.bapScope },
      {
        api: 'dataverse',
        method: 'GET',
        url: 'https://contoso.api.crm4.dynamics.com/x',
        scope: dataverseScope(instance),
      },
    ]

    for (const request of requests) await connection.transport.send(request)

    const scopes = wire.requests.flatMap((request) => new URLSearchParams(request.body).get('scope') ?? [])
    expect(scopes).toEqual([
      'https://graph.microsoft.com/.default',
      'https://api.powerplatform.com/.default',
      'https://service.powerapps.com/.default',
      'https://contoso.crm4.dynamics.com/.default',
    ])
    const tokens = wire.requests.flatMap((request) => request.headers['authorization'] ?? [])
    expect(tokens).toEqual(['Bearer g', 'Bearer g', 'Bearer p', 'Bearer b', 'Bearer d'])
    expect(connection.counts()).toEqual({ graph: 2, powerPlatform: 2, dataverse: 1, signIn: 4, retried: 0 })
  })

  test.each([
    ['request-id', 'r1'],
    ['x-ms-service-request-id', 'r2'],
    ['x-ms-correlation-request-id', 'r3'],
    ['client-request-id', 'r4'],
  ])('is found again by %s', async (header, id) => {
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(usersUrl, { headers: { [header]: id }, body: {} })
    const { transport, events } = open()

    const answer = await transport.send(graphRequest('/v1.0/users'))

    expect(answer.requestId).toBe(id)
    expect(events.at(-1)).toMatchObject({
      api: 'graph',
      method: 'GET',
      path: '/v1.0/users',
      status: 200,
      requestId: id,
      attempt: 1,
    })
  })

  test('is logged without its query', async () => {
    mockWire().post(tokenUrl, tokenAnswer('t')).get(/users/, { body: {} })
    const { transport, events } = open()

    await transport.send(graphRequest(`/v1.0/users?$filter=mail eq '${canary}'`))

    expect(JSON.stringify(events)).not.toContain(canary)
  })

  test('sends a body as JSON', async () => {
    const wire = mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .post(/getByIds$/, { body: { value: [] } })

    await open().transport.send(
      graphRequest('/v1.0/directoryObjects/getByIds', { method: 'POST', body: { ids: ['a'], types: ['user'] } }),
    )

    expect(wire.requests[1]).toMatchObject({ body: '{"ids":["a"],"types":["user"]}' })
    expect(wire.requests[1]?.headers['content-type']).toBe('application/json')
  })
})

describe('a 401', () => {
  const refused: MockReply = { status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } }

  test('renews the token once and asks again', async () => {
    const wire = mockWire()
      .post(tokenUrl, tokenAnswer('old'), tokenAnswer('new'))
      .get(usersUrl, refused, { body: { value: [] } })

    await open().transport.send(graphRequest('/v1.0/users'))

    expect(wire.requests.flatMap((request) => request.headers['authorization'] ?? [])).toEqual([
      'Bearer old',
      'Bearer new',
    ])
  })

  test('passes a claims challenge on to sign-in', async () => {
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1732432000"}}}'
    const challenge = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`
    const wire = mockWire()
      .post(tokenUrl, tokenAnswer('old'), tokenAnswer('new'))
      .get(usersUrl, { ...refused, headers: { 'www-authenticate': challenge } }, { body: {} })

    await open().transport.send(graphRequest('/v1.0/users'))

    const sent = new URLSearchParams(wire.requests[2]?.body).get('claims') ?? '{}'
    expect(JSON.parse(sent)).toMatchObject({ access_token: { nbf: { essential: true, value: '1732432000' } } })
  })

  test('after a fresh token is a permission error', async () => {
    mockWire().post(tokenUrl, tokenAnswer('old'), tokenAnswer('new')).get(usersUrl, refused, refused)

    const send = open().transport.send(graphRequest('/v1.0/users'))

    await expect(send).rejects.toBeInstanceOf(PermissionError)
    await expect(send).rejects.toMatchObject({
      code: 'permission',
      message: 'GET /v1.0/users: 401 InvalidAuthenticationToken',
      hint: null,
    })
  })

  test('of many requests at once renews the token once', async () => {
    const wire = mockWire()
      .post(tokenUrl, tokenAnswer('old'), tokenAnswer('new'))
      .get(
        usersUrl,
        ...Array.from(
          { length: 8 },
          () => (request: { headers: Readonly<Record<string, string>> }) =>
            request.headers['authorization'] === 'Bearer new' ? { body: {} } : refused,
        ),
      )
    const { transport } = open()

    await Promise.all(Array.from({ length: 4 }, () => transport.send(graphRequest('/v1.0/users'))))

    expect(wire.requests.filter((request) => request.method === 'POST')).toHaveLength(2)
  })

  test.each([undefined, 'Bearer', 'Bearer claims=""', 'Bearer claims="%%%"', `Bearer claims="${btoa('no json')}"`])(
    'with the challenge %j names no claims',
    (challenge) => {
      expect(claimsOf(challenge)).toBeNull()
    },
  )
})

describe('a refusal', () => {
  test('403 is a permission error without a fix: the source knows it', async () => {
    const error = await failureOf({
      status: 403,
      headers: { 'request-id': 'abc' },
      body: { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges' } },
    })

    expect(error).toBeInstanceOf(PermissionError)
    expect(error).toMatchObject({
      message: 'GET /v1.0/users: 403 Authorization_RequestDenied',
      hint: null,
      facts: { status: 403, serviceCode: 'Authorization_RequestDenied', requestId: 'abc' },
    })
  })

  test.each([
    [{ error: { code: 'Request_BadRequest', message: 'text' } }, 'Request_BadRequest'],
    [{ error: { code: '0x80072322', message: 'text' } }, '0x80072322'],
    [{ code: 'ApiVersionInvalid', message: 'text', innererror: {} }, 'ApiVersionInvalid'],
    [{ error: 'invalid_request' }, 'invalid_request'],
    [{ error: { code: 'a sentence with words' } }, null],
    [[{ key: 'x', message: 'text' }], null],
    ['<html>gateway</html>', null],
    ['', null],
  ])('%j has the code %j', async (body, serviceCode) => {
    const error = await failureOf({ status: 400, body })

    expect(error).toBeInstanceOf(UpstreamError)
    expect(error).toMatchObject({
      message: `GET /v1.0/users: 400 ${serviceCode ?? 'Bad Request'}`,
      facts: { status: 400, serviceCode },
    })
  })

  test.each([301, 302, 307, 308])('%d is not followed', async (status) => {
    const error = await failureOf({ status, headers: { location: `https://evil.example/?code=${canary}` } })

    expect(inspect(error)).toContain(`GET /v1.0/users: ${status} `)
    expect(inspect(error)).toContain('a redirect to https://evil.example that is not followed')
    expect(inspect(error)).not.toContain(canary)
  })
})

describe('no error', () => {
  const filter = `/v1.0/users?$filter=mail eq '${canary}'`
  const body = { error: { code: 'X', message: canary, innerError: { token: canary } } }

  test.each<[string, MockReply[]]>([
    ['a refused request', [{ status: 403, body }]],
    ['a wrong request', [{ status: 400, body, headers: { 'x-echo': canary } }]],
    ['a redirect', [{ status: 302, headers: { location: `https://evil.example/${canary}` } }]],
    ['a wait beyond the budget', [{ status: 429, body, headers: { 'retry-after': '99999' } }]],
    ['eight throttles', Array.from({ length: 8 }, () => ({ status: 429, body }))],
    ['eight failures', Array.from({ length: 8 }, () => ({ status: 503, body: canary }))],
    [
      'broken JSON',
      Array.from({ length: 8 }, () => ({ headers: { 'content-type': 'application/json' }, body: `{"${canary}` })),
    ],
    ['eight resets', Array.from({ length: 8 }, () => ({ fail: 'ECONNRESET' }))],
    ['an unknown host', [{ fail: 'ENOTFOUND' }]],
    ['an untrusted certificate', [{ fail: 'SELF_SIGNED_CERT_IN_CHAIN' }]],
    ['an expired certificate', [{ fail: 'CERT_HAS_EXPIRED' }]],
    ['a host without TLS', [{ fail: 'EPROTO' }]],
    ['a proxy that refuses', [{ fail: 'ERR_PROXY_TUNNEL' }]],
    [
      'two 401',
      [
        { status: 401, body },
        { status: 401, body },
      ],
    ],
  ])('after %s holds the token, the secret, the body or the query', async (_, replies) => {
    const tokens = replies[0]?.status === 401 ? [tokenAnswer(canary), tokenAnswer(`${canary}2`)] : [tokenAnswer(canary)]
    mockWire()
      .post(tokenUrl, ...tokens)
      .get(/users/, ...replies)
    const { transport, events } = open()

    const error = await transport.send(graphRequest(filter)).catch((caught: unknown) => caught)

    expect(error).toBeInstanceOf(UpstreamError)
    for (const text of textsOf(error, events)) {
      expect(text).not.toContain(canary)
      expect(text).not.toContain(secret)
      expect(text.toLowerCase()).not.toContain('bearer')
    }
  })
})

function textsOf(error: unknown, events: readonly RequestEvent[]): string[] {
  const stack = error instanceof Error ? `${String(error.stack)}${String(error.cause)}` : ''
  return [inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error), stack, JSON.stringify(events)]
}

describe('an untrusted certificate', () => {
  test('is named with its remedy and not tried again', async () => {
    const error = await failureOf({ fail: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' })

    expect(error).toMatchObject({
      message:
        'GET /v1.0/users: the certificate of graph.microsoft.com is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE); its authority must be named in NODE_EXTRA_CA_CERTS before start',
      hint: 'Where a proxy or a private authority signs the certificate: name its PEM file in NODE_EXTRA_CA_CERTS before the program starts (Node reads it once, so it has no effect in .env).',
    })
  })
})

describe('nothing is sent', () => {
  test.each<[string, Partial<ApiRequest>]>([
    ['to another host', { url: 'https://graph.microsoft.com.evil.example/v1.0/users' }],
    ['to another port', { url: 'https://graph.microsoft.com:8443/v1.0/users' }],
    ['over plain http', { url: 'http://graph.microsoft.com/v1.0/users' }],
    ['with credentials in the address', { url: 'https://a:b@graph.microsoft.com/v1.0/users' }],
    ['to a host behind credentials', { url: 'https://graph.microsoft.com@evil.example/' }],
    ['to no address', { url: '/v1.0/users' }],
    ['to the Graph of another cloud', { url: 'https://graph.microsoft.us/v1.0/users' }],
    ['to Graph under the name of another API', { api: 'bap' }],
    [
      'to a Dataverse host outside the suffixes',
      {
        api: 'dataverse',
        url: 'https://contoso.crm.dynamics.com.evil.example/',
        scope: 'https://contoso.crm.dynamics.com/.default',
      },
    ],
    [
      'to sign-in on another host',
      { api: 'sign-in', url: 'https://login.evil.example/x/oauth2/v2.0/token', scope: null },
    ],
    ['to Graph with the token of another API', { scope: 'https://service.powerapps.com/.default' }],
    ['to Dataverse with the token of Graph', { api: 'dataverse', url: 'https://contoso.crm.dynamics.com/' }],
    [
      'to Dataverse with a token for elsewhere',
      { api: 'dataverse', url: 'https://contoso.crm.dynamics.com/', scope: 'https://evil.example/.default' },
    ],
    ['to sign-in with a token', { api: 'sign-in', url: 'https://login.microsoftonline.com/x' }],
  ])('%s', async (_, change) => {
    const wire = mockWire()

    const send = open().transport.send(graphRequest('/v1.0/users', change))

    await expect(send).rejects.toBeInstanceOf(UpstreamError)
    await expect(send).rejects.toThrow(/^GET .+: not sent, /)
    expect(wire.requests).toEqual([])
  })

  test('says which variable names a host that is right', async () => {
    mockWire()

    await expect(
      open().transport.send({
        api: 'dataverse',
        method: 'GET',
        url: 'https://contoso.crm.example/api/data/v9.2/WhoAmI',
        scope: 'https://contoso.crm.example/.default',
      }),
    ).rejects.toMatchObject({
      message:
        'GET /api/data/v9.2/WhoAmI: not sent, contoso.crm.example is no dataverse host of the configured cloud (public)',
      hint: 'If the host is right, set SEATLEDGER_CLOUD or SEATLEDGER_DATAVERSE_HOSTS.',
    })
  })
})

test('a throttle at sign-in that outlasts the budget stays a throttle', async () => {
  mockWire().post(tokenUrl, { status: 429, headers: { 'retry-after': '7200' }, body: {} })

  await expect(open().transport.send(graphRequest('/v1.0/users'))).rejects.toBeInstanceOf(ThrottledError)
})

test('a stop while a token is fetched ends the request at once', async () => {
  const controller = new AbortController()
  mockWire().post(tokenUrl, () => {
    controller.abort()
    return tokenAnswer('t')
  })

  await expect(open().transport.send(graphRequest('/v1.0/users', { signal: controller.signal }))).rejects.toMatchObject(
    { code: 'stopped' },
  )
})

test('the client id is no secret and the secret goes to sign-in alone', async () => {
  const wire = mockWire().post(tokenUrl, tokenAnswer('t')).get(usersUrl, { body: {} })

  await open().transport.send(graphRequest('/v1.0/users'))

  const [signIn, users] = wire.requests
  expect(new URLSearchParams(signIn?.body).get('client_id')).toBe(clientId)
  expect(new URLSearchParams(signIn?.body).get('client_secret')).toBe(secret)
  expect(JSON.stringify([users?.headers, users?.body, users?.url.href])).not.toContain(secret)
})
