/** Sign-in of the application by secret: cache, single flight, clouds, custom hosts, and what each refusal says. */
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { openConnection } from '../../../connectors/connection.ts'
import { mockWire, type MockReply } from '../../../mocks/nock.ts'
import { dataverseScope, graphScope, powerPlatformScope, presets } from '../../../src/clouds.ts'
import { AuthenticationError, ThrottledError } from '../../../src/errors.ts'
import type { Cloud } from '../../../src/model/cloud.ts'
import { secret, settings, tenantId, testClock, tokenAnswer, tokenUrl } from '../fixture.ts'

const graph = graphScope(presets.public)

function open(cloud: Cloud = presets.public) {
  const clock = testClock()
  const connection = openConnection({ ...settings, cloud }, { clock })
  return { tokens: connection.tokens, clock, connection }
}

function refusal(number: number, error = 'invalid_client'): MockReply {
  return {
    status: 400,
    body: {
      error,
      error_description: `AADSTS${number}: prose of the service that repeats ${secret}. Trace ID: x`,
      error_codes: [number],
      correlation_id: 'c',
    },
  }
}

describe('tokens', () => {
  test('ten callers at once share one request', async () => {
    const wire = mockWire().post(tokenUrl, tokenAnswer('t'))
    const { tokens, connection } = open()

    const all = await Promise.all(Array.from({ length: 10 }, () => tokens.token(graph)))

    expect(new Set(all)).toEqual(new Set(['t']))
    expect(wire.requests).toHaveLength(1)
    expect(connection.counts()).toMatchObject({ signIn: 1, retried: 0 })
  })

  test('a second call is served from memory', async () => {
    mockWire().post(tokenUrl, tokenAnswer('t'))
    const { tokens } = open()
    await tokens.token(graph)

    expect(await tokens.token(graph)).toBe('t')
  })

  test('a fresh token is asked for anew, and serves from then on', async () => {
    mockWire().post(tokenUrl, tokenAnswer('old'), tokenAnswer('new'))
    const { tokens } = open()
    await tokens.token(graph)

    expect(await tokens.token(graph, { fresh: true })).toBe('new')
    expect(await tokens.token(graph)).toBe('new')
  })

  test('a failure is not remembered', async () => {
    mockWire().post(tokenUrl, refusal(7_000_215), tokenAnswer('t'))
    const { tokens } = open()
    await expect(tokens.token(graph)).rejects.toBeInstanceOf(AuthenticationError)

    expect(await tokens.token(graph)).toBe('t')
  })

  test('a sign-in service that is throttled or unwell is asked again under the policy', async () => {
    mockWire().post(
      tokenUrl,
      { status: 429, headers: { 'retry-after': '20' }, body: { error: 'temporarily_unavailable' } },
      { status: 503, body: 'down' },
      { fail: 'ECONNRESET' },
      tokenAnswer('t'),
    )
    const { tokens, clock, connection } = open()

    expect(await tokens.token(graph)).toBe('t')
    expect(clock.waits).toEqual([21_000, 1000, 2000])
    expect(connection.counts()).toMatchObject({ signIn: 4, retried: 3 })
  })
})

describe('a sign-in service that never answers well', () => {
  const tokenPath = `/${tenantId}/oauth2/v2.0/token`

  test('throttled for ever ends with host and budget, and is asked once by the next scope', async () => {
    const throttled: MockReply = { status: 429, body: { error: 'temporarily_unavailable' } }
    const wire = mockWire().post(tokenUrl, ...Array.from({ length: 9 }, () => throttled))
    const { tokens, clock } = open()

    const first = await tokens.token(graph).catch((caught: unknown) => caught)
    const waited = clock.waits.reduce((sum, ms) => sum + ms, 0)
    const second = await tokens.token(powerPlatformScope(presets.public)).catch((caught: unknown) => caught)

    expect(first).toBeInstanceOf(ThrottledError)
    expect(first).toMatchObject({
      message: `sign-in for Microsoft Graph failed: POST ${tokenPath}: 429 temporarily_unavailable, after 8 tries in 1 min 4 s at login.microsoftonline.com (time budget 10 minutes)`,
      hint: 'Run again later; SEATLEDGER_BUDGET_MINUTES bounds how long a run takes, waits included.',
    })
    expect(waited).toBe(63_500)
    expect(second).toMatchObject({
      message: expect.stringMatching(/^sign-in for the Power Platform API failed: POST .*: 429 .*, after 1 try in /),
    })
    expect(wire.requests).toHaveLength(9)
  })

  test.each([500, 502, 503, 504])('%d for ever ends with host and budget', async (status) => {
    mockWire().post(tokenUrl, ...Array.from({ length: 8 }, () => ({ status, body: '<html>' })))

    const error = await open()
      .tokens.token(graph)
      .catch((caught: unknown) => caught)

    expect(error).toBeInstanceOf(AuthenticationError)
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /^sign-in for Microsoft Graph failed: POST \S+: \d+ .+, after 8 tries in 1 min 4 s at login\.microsoftonline\.com \(time budget 10 minutes\)$/,
      ),
      hint: expect.stringContaining('SEATLEDGER_BUDGET_MINUTES'),
    })
  })

  test('a wait beyond the budget ends at once', async () => {
    mockWire().post(tokenUrl, { status: 429, headers: { 'retry-after': '36000' }, body: {} })
    const { tokens, clock } = open()

    await expect(tokens.token(graph)).rejects.toMatchObject({
      message: `sign-in for Microsoft Graph failed: POST ${tokenPath}: 429, login.microsoftonline.com asks to wait for 36000 seconds and 600 seconds are left of the time budget of 10 minutes`,
      hint: 'Run again later, or raise SEATLEDGER_BUDGET_MINUTES.',
    })
    expect(clock.waits).toEqual([])
  })

  test('a refusal with a wait is no reason for MSAL to refuse by itself from then on', async () => {
    const refused = { ...refusal(7_000_215), headers: { 'retry-after': '3600' } }
    const wire = mockWire().post(tokenUrl, refused, refused, tokenAnswer('t'))
    const { tokens } = open()
    const means = 'sign-in for Microsoft Graph failed: AADSTS7000215, the client secret is wrong'

    await expect(tokens.token(graph)).rejects.toThrow(means)
    await expect(tokens.token(graph)).rejects.toThrow(means)

    expect(await tokens.token(graph)).toBe('t')
    expect(wire.requests).toHaveLength(3)
  })

  test.each([-6, 6])('a service whose clock is %d hours off gives tokens all the same', async (hours) => {
    const date = new Date(Date.now() + hours * 3_600_000).toUTCString()
    const wire = mockWire().post(tokenUrl, { ...tokenAnswer('t'), headers: { date } })
    const { tokens } = open()

    expect([await tokens.token(graph), await tokens.token(graph)]).toEqual(['t', 't'])
    expect(wire.requests).toHaveLength(1)
  })
})

describe('the clouds', () => {
  test.each([
    ['public', 'login.microsoftonline.com'],
    ['gcc', 'login.microsoftonline.com'],
    ['gcc-high', 'login.microsoftonline.us'],
    ['dod', 'login.microsoftonline.us'],
    // MSAL sends what is meant for login.chinacloudapi.cn there.
    ['china', 'login.partner.microsoftonline.cn'],
  ] as const)('%s signs in at %s, without a request for metadata', async (name, host) => {
    const cloud = presets[name]
    const wire = mockWire().post(/token/, tokenAnswer('g'), tokenAnswer('p'), tokenAnswer('b'), tokenAnswer('d'))
    const { tokens } = open(cloud)
    const instance = `https://contoso.${cloud.dataverseHosts[0]}/`
    const scopes = [graphScope(cloud), powerPlatformScope(cloud), cloud.bapScope, dataverseScope(instance)]

    for (const scope of scopes) await tokens.token(scope)

    expect(wire.requests.map((request) => `${request.url.host}${request.url.pathname}`)).toEqual(
      scopes.map(() => `${host}/${tenantId}/oauth2/v2.0/token`),
    )
    expect(wire.requests.map((request) => new URLSearchParams(request.body).get('scope'))).toEqual(scopes)
  })

  const custom: Cloud = { ...presets.public, name: 'custom', loginUrl: 'https://login.sov.example:8443' }
  const base = `https://login.sov.example:8443/${tenantId}`
  const description = (tokenEndpoint: string): MockReply => ({
    body: {
      token_endpoint: tokenEndpoint,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      issuer: `${base}/v2.0`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
    },
  })

  test('a custom host is asked for its endpoints first', async () => {
    const wire = mockWire()
      .get(`${base}/v2.0/.well-known/openid-configuration`, description(`${base}/oauth2/v2.0/token`))
      .post(/token/, tokenAnswer('t'))

    expect(await open(custom).tokens.token(graph)).toBe('t')
    expect(wire.requests.map((request) => request.url.host)).toEqual([
      'login.sov.example:8443',
      'login.sov.example:8443',
    ])
  })

  test('a custom host that points elsewhere for tokens gets no secret sent there', async () => {
    const wire = mockWire().get(
      /openid-configuration/,
      description(`https://evil.example/${tenantId}/oauth2/v2.0/token`),
    )

    const token = open(custom).tokens.token(graph)

    await expect(token).rejects.toThrow('evil.example is no sign-in host of the configured cloud (custom)')
    expect(wire.requests).toHaveLength(1)
  })
})

describe('a refused sign-in says which resource, which number and what it means', () => {
  test.each([
    [7_000_215, 'the client secret is wrong', 'AZURE_CLIENT_SECRET'],
    [7_000_222, 'the client secret has expired', 'AZURE_CLIENT_SECRET'],
    [700_016, 'the application was not found in the tenant', 'AZURE_CLIENT_ID'],
    [90_002, 'the tenant was not found', 'AZURE_TENANT_ID'],
    [65_001, 'nobody has consented to the application', 'admin consent'],
    [7_000_229, 'the application has no service principal in the tenant, it was never consented to', 'admin consent'],
    [500_011, 'the resource has no service principal in the tenant', 'hosts and scopes'],
    [700_027, 'the certificate is not one of the application', 'app registration'],
    [53_003, 'a Conditional Access policy blocks it', 'policy'],
  ])('%d', async (number, means, hint) => {
    mockWire().post(tokenUrl, refusal(number))

    const error = await open()
      .tokens.token(graph)
      .catch((caught: unknown) => caught)

    expect(error).toBeInstanceOf(AuthenticationError)
    expect(error).toMatchObject({ message: `sign-in for Microsoft Graph failed: AADSTS${number}, ${means}` })
    expect(inspect(error)).toContain(hint)
  })

  test.each([
    [graph, 'Microsoft Graph'],
    [powerPlatformScope(presets.public), 'the Power Platform API'],
    [presets.public.bapScope, 'the Power Platform admin API (BAP)'],
    ['https://contoso.crm4.dynamics.com/.default', 'Dataverse (contoso.crm4.dynamics.com)'],
  ])('%s is called %s', async (scope, name) => {
    mockWire().post(tokenUrl, refusal(700_016))

    await expect(open().tokens.token(scope)).rejects.toThrow(`sign-in for ${name} failed: AADSTS700016`)
  })

  test('an unknown number is given alone', async () => {
    mockWire().post(tokenUrl, refusal(123_456))

    await expect(open().tokens.token(graph)).rejects.toMatchObject({
      message: 'sign-in for Microsoft Graph failed: AADSTS123456',
      hint: null,
    })
  })

  test.each<[string, MockReply, RegExp]>([
    [
      'without a number',
      { status: 400, body: { error: 'invalid_client', error_description: secret } },
      /failed: invalid_client$/,
    ],
    ['that is no JSON', { status: 400, body: `<html>${secret}` }, /failed: POST .*token: 400 Bad Request$/],
    [
      'that is a redirect',
      { status: 302, headers: { location: `https://evil.example/${secret}` }, body: '' },
      /a redirect to https:\/\/evil.example/,
    ],
    [
      'without a token',
      { body: { token_type: 'Bearer', expires_in: 3600 } },
      /sign-in for .* (brought no token|failed: )/,
    ],
    ['by a certificate', { fail: 'SELF_SIGNED_CERT_IN_CHAIN' }, /must be named in NODE_EXTRA_CA_CERTS before start/],
    ['by a name', { fail: 'ENOTFOUND' }, /login.microsoftonline.com cannot be reached \(ENOTFOUND\)/],
  ])('an answer %s', async (_, reply, message) => {
    mockWire().post(tokenUrl, reply)

    const error = await open()
      .tokens.token(graph)
      .catch((caught: unknown) => caught)

    expect(error).toBeInstanceOf(AuthenticationError)
    expect(error instanceof Error ? error.message : '').toMatch(message)
    for (const text of [inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error)]) {
      expect(text).not.toContain(secret)
    }
  })

  test.each([7_000_215, 700_016, 90_002])(
    '%d: neither the secret nor the text of the answer is kept',
    async (number) => {
      mockWire().post(tokenUrl, refusal(number))

      const error = await open()
        .tokens.token(graph)
        .catch((caught: unknown) => caught)

      for (const text of [inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error)]) {
        expect(text).not.toContain(secret)
        expect(text).not.toContain('prose of the service')
      }
    },
  )
})
