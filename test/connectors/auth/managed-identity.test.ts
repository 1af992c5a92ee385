/** Sign-in by a managed identity: the metadata service of the machine, asked under the policy of the connection that asks. */
import { describe, expect, test } from 'vitest'
import { openConnection } from '../../../connectors/connection.ts'
import { createIdentityEndpointClient } from '../../../connectors/auth/network-client.ts'
import { openAgents } from '../../../connectors/transport/agents.ts'
import { Policy } from '../../../connectors/transport/policy.ts'
import { mockWire, type MockReply } from '../../../mocks/nock.ts'
import { presets } from '../../../src/clouds.ts'
import { AuthenticationError } from '../../../src/errors.ts'
import { clientId, settings, testClock } from '../fixture.ts'

const endpoint = 'http://169.254.169.254/metadata/identity/oauth2/token'

/** MSAL keeps the tokens of managed identities for the process: every test asks for another resource. */
function scopeOf(name: string): string {
  return `https://${name}.crm4.dynamics.com/.default`
}

function tokenOf(token: string): MockReply {
  return {
    body: { access_token: token, token_type: 'Bearer', expires_in: '3600', expires_on: '4102444800', resource: 'r' },
  }
}

function open(id = clientId, budgetMs = settings.budgetMs) {
  const clock = testClock()
  const connection = openConnection(
    { ...settings, clientId: id, credential: { kind: 'managed-identity' }, budgetMs },
    { clock },
  )
  return { tokens: connection.tokens, clock, connection }
}

describe('a managed identity', () => {
  test('asks the metadata service for the resource, without /.default', async () => {
    const wire = mockWire().get(/^http:\/\/169\.254\.169\.254\//, tokenOf('m'))
    const { tokens, connection } = open()

    expect(await tokens.token(scopeOf('one'))).toBe('m')

    const [request] = wire.requests
    expect(request?.url.href.startsWith(`${endpoint}?`)).toBe(true)
    expect(request?.url.searchParams.get('resource')).toBe('https://one.crm4.dynamics.com')
    expect(request?.url.searchParams.get('client_id')).toBe(clientId)
    expect(request?.headers['metadata']).toBe('true')
    expect(connection.counts()).toMatchObject({ signIn: 1 })
  })

  test('of the machine itself is asked for without a client id', async () => {
    const wire = mockWire().get(/metadata/, tokenOf('m'))

    await open('').tokens.token(scopeOf('two'))

    expect(wire.requests[0]?.url.searchParams.has('client_id')).toBe(false)
  })

  test('ten callers at once share one request', async () => {
    const wire = mockWire().get(/metadata/, tokenOf('m'))
    const { tokens } = open()

    await Promise.all(Array.from({ length: 10 }, () => tokens.token(scopeOf('three'))))

    expect(wire.requests).toHaveLength(1)
  })

  test('is tried again while its service is updated, throttled or unwell', async () => {
    mockWire().get(
      /metadata/,
      { status: 404, body: {} },
      { status: 410, body: {} },
      { status: 429, body: {} },
      { status: 500, body: {} },
      tokenOf('m'),
    )
    const { tokens, clock } = open()

    expect(await tokens.token(scopeOf('four'))).toBe('m')
    expect(clock.waits).toEqual([500, 1000, 2000, 4000])
  })

  test('uses the budget of the connection that asks, not of the first one', async () => {
    mockWire().get(/metadata/, tokenOf('first'), tokenOf('second'))
    const spent = open(clientId, 60_000)
    await spent.tokens.token(scopeOf('five'))
    spent.clock.advance(60_000)
    spent.connection.close()

    expect(await open().tokens.token(scopeOf('six'))).toBe('second')
    await expect(spent.tokens.token(scopeOf('seven'))).rejects.toThrow('the time budget of the run is spent')
  })

  test('that is refused is a failed sign-in', async () => {
    mockWire().get(/metadata/, {
      status: 400,
      body: { error: 'invalid_request', error_description: 'Identity not found' },
    })

    const token = open().tokens.token(scopeOf('eight'))

    await expect(token).rejects.toBeInstanceOf(AuthenticationError)
    await expect(token).rejects.toThrow(/^sign-in for Dataverse \(eight\.crm4\.dynamics\.com\) failed: /)
  })
})

function client() {
  const policy = new Policy({
    clock: testClock(),
    budgetMs: 60_000,
    agents: openAgents(settings.proxy),
    signal: new AbortController().signal,
    onRequest: () => undefined,
  })
  return createIdentityEndpointClient({ cloud: presets.public, policy, userAgent: 'seatledger' })
}

describe('the endpoint', () => {
  test.each([
    'http://169.254.169.254/metadata/identity/oauth2/token',
    'http://169.254.129.5:8081/msi/token',
    'http://localhost:42356/msi/token',
    'http://127.0.0.1:41741/MSI/token/',
    'http://[::1]:41741/MSI/token/',
  ])('%s is asked', async (url) => {
    const wire = mockWire().get(url, { body: {} })

    await client().sendGetRequestAsync(url, { headers: { Metadata: 'true' } })

    expect(wire.requests).toHaveLength(1)
  })

  test.each([
    'http://evil.example/metadata/identity/oauth2/token',
    'http://169.254.169.254.evil.example/metadata',
    'http://10.0.0.1/metadata',
    'https://graph.microsoft.com/v1.0/users',
    'http://graph.microsoft.com/',
    'no address',
  ])('%s is not', async (url) => {
    const wire = mockWire()

    await expect(client().sendGetRequestAsync(url)).rejects.toThrow(
      'it is no managed identity endpoint of this machine',
    )
    expect(wire.requests).toEqual([])
  })
})
