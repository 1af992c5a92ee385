/** Sign-in of a person: shown where to go, asked once, silent for every further resource. */
import { describe, expect, test } from 'vitest'
import { openConnection } from '../../../connectors/connection.ts'
import { mockWire, type MockReply } from '../../../mocks/nock.ts'
import { graphScope, powerPlatformScope, presets } from '../../../src/clouds.ts'
import { AuthenticationError } from '../../../src/errors.ts'
import { clientId, settings, tenantId, testClock, tokenUrl } from '../fixture.ts'

const graph = graphScope(presets.public)
const powerPlatform = powerPlatformScope(presets.public)
const message = 'To sign in, open https://microsoft.com/devicelogin and enter ABCDEF'

/** The service asks to poll every 5 s; a test has no time for that but where it is stopped before. */
const slowDeviceCode = {
  user_code: 'ABCDEF',
  device_code: 'long-device-code',
  verification_uri: 'https://microsoft.com/devicelogin',
  expires_in: 900,
  interval: 5,
  message,
}
const deviceCode: MockReply = { body: { ...slowDeviceCode, interval: 0 } }

const pending: MockReply = {
  status: 400,
  body: { error: 'authorization_pending', error_description: 'AADSTS70016: pending' },
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** What a person's sign-in brings: the account in an id token, and a refresh token. */
function personTokens(accessToken: string, scope: string): MockReply {
  const idToken = [
    encode({ alg: 'none' }),
    encode({
      aud: clientId,
      iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
      oid: 'o',
      tid: tenantId,
      preferred_username: 'a@contoso.example',
    }),
    '',
  ].join('.')
  return {
    body: {
      token_type: 'Bearer',
      expires_in: 3600,
      scope,
      access_token: accessToken,
      refresh_token: 'refresh',
      id_token: idToken,
      client_info: encode({ uid: 'o', utid: tenantId }),
    },
  }
}

function open(signal?: AbortSignal) {
  const shown: string[] = []
  const connection = openConnection(
    { ...settings, credential: { kind: 'device-code' } },
    { clock: testClock(), deviceCode: (text) => shown.push(text), signal },
  )
  return { tokens: connection.tokens, shown }
}

describe('a device code', () => {
  test('is shown, and polled for until the person has signed in', async () => {
    mockWire()
      .post(/devicecode/, deviceCode)
      .post(tokenUrl, pending, personTokens('g', graph))
    const { tokens, shown } = open()

    expect(await tokens.token(graph)).toBe('g')
    expect(shown).toEqual([message])
  })

  test('is asked for once, however many resources are wanted at once', async () => {
    const wire = mockWire()
      .post(/devicecode/, deviceCode)
      .post(tokenUrl, personTokens('g', graph), personTokens('p', powerPlatform))
    const { tokens, shown } = open()

    const both = await Promise.all([tokens.token(graph), tokens.token(powerPlatform)])

    expect(both).toEqual(['g', 'p'])
    expect(shown).toEqual([message])
    expect(new URLSearchParams(wire.requests.at(-1)?.body).get('grant_type')).toBe('refresh_token')
  })

  test('is asked for again where the service wants the person again', async () => {
    mockWire()
      .post(/devicecode/, deviceCode, deviceCode)
      .post(
        tokenUrl,
        personTokens('g', graph),
        {
          status: 400,
          body: { error: 'interaction_required', error_description: 'AADSTS50076: factor', error_codes: [50_076] },
        },
        personTokens('p', powerPlatform),
      )
    const { tokens, shown } = open()
    await tokens.token(graph)

    expect(await tokens.token(powerPlatform)).toBe('p')
    expect(shown).toHaveLength(2)
  })

  test('that is declined is a failed sign-in', async () => {
    mockWire()
      .post(/devicecode/, deviceCode)
      .post(tokenUrl, {
        status: 400,
        body: { error: 'authorization_declined', error_description: 'AADSTS70000: declined' },
      })

    const token = open().tokens.token(graph)

    await expect(token).rejects.toBeInstanceOf(AuthenticationError)
    await expect(token).rejects.toThrow('sign-in for Microsoft Graph failed: authorization_declined')
  })

  test('is waited for no longer once the program is stopped between two polls', async () => {
    const controller = new AbortController()
    mockWire()
      .post(/devicecode/, { body: slowDeviceCode })
      .post(tokenUrl, () => {
        setImmediate(() => controller.abort())
        return pending
      })

    await expect(open(controller.signal).tokens.token(graph)).rejects.toMatchObject({ code: 'stopped' })
  })

  test('is no longer polled for once the program is stopped', async () => {
    const controller = new AbortController()
    mockWire()
      .post(/devicecode/, deviceCode)
      .post(tokenUrl, () => {
        controller.abort()
        return pending
      })

    await expect(open(controller.signal).tokens.token(graph)).rejects.toMatchObject({ code: 'stopped' })
  })
})
