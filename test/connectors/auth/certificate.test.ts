/** Sign-in by certificate, and what is said when the file is not right. */
import { constants, createHash, createPrivateKey, generateKeyPairSync, verify, X509Certificate } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import selfsigned from 'selfsigned'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConnection } from '../../../connectors/connection.ts'
import { mockWire, type MockWire } from '../../../mocks/nock.ts'
import { graphScope, presets } from '../../../src/clouds.ts'
import { ConfigurationError } from '../../../src/errors.ts'
import type { Credential } from '../../../src/model/connection.ts'
import { clientId, settings, tenantId, testClock, tokenAnswer, tokenUrl } from '../fixture.ts'

const scope = graphScope(presets.public)
const password = 'canary-password-51bd'
let folder = ''
let own: Awaited<ReturnType<typeof selfsigned.generate>>
let other: Awaited<ReturnType<typeof selfsigned.generate>>

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'seatledger-auth-'))
  own = await selfsigned.generate([{ name: 'commonName', value: 'seatledger' }], { algorithm: 'sha256' })
  other = await selfsigned.generate([{ name: 'commonName', value: 'other' }], { algorithm: 'sha256' })
})
afterAll(() => rm(folder, { recursive: true }))

async function file(name: string, text: string): Promise<string> {
  const full = path.join(folder, name)
  await writeFile(full, text)
  return full
}

function open(credential: Credential) {
  return openConnection({ ...settings, credential }, { clock: testClock() }).tokens
}

function certificate(pem: string, pass: string | null = null): Credential {
  return { kind: 'certificate', path: pem, password: pass === null ? null : () => pass }
}

function encryptedKey(): string {
  const key = createPrivateKey(own.private)
  return key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: password }).toString()
}

function assertionOf(wire: MockWire): string {
  return new URLSearchParams(wire.requests[0]?.body).get('client_assertion') ?? ''
}

function decode(part: string | undefined): Record<string, unknown> {
  const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'))
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

describe('a certificate', () => {
  test('signs an assertion that names it by SHA-256 and carries the chain, own certificate first', async () => {
    const wire = mockWire().post(tokenUrl, tokenAnswer('t'))
    const pem = await file('chain.pem', `${other.cert}\n${own.private}\n${own.cert}\n`)

    expect(await open(certificate(pem)).token(scope)).toBe('t')

    const [head, payload, signature] = assertionOf(wire).split('.')
    const header = decode(head)
    const der = new X509Certificate(own.cert).raw
    expect(header['alg']).toBe('PS256')
    expect(header['x5t#S256']).toBe(createHash('sha256').update(der).digest('base64url'))
    expect(header['x5c']).toEqual([der.toString('base64'), new X509Certificate(other.cert).raw.toString('base64')])
    expect(decode(payload)).toMatchObject({
      aud: `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`,
      iss: clientId,
      sub: clientId,
    })
    const key = { key: own.public, padding: constants.RSA_PKCS1_PSS_PADDING }
    const signed = Buffer.from(`${head}.${payload}`)
    expect(verify('sha256', signed, key, Buffer.from(signature ?? '', 'base64url'))).toBe(true)
    expect(wire.requests[0]?.body).not.toContain('client_secret')
  })

  test('may have an encrypted key', async () => {
    mockWire().post(tokenUrl, tokenAnswer('t'))
    const pem = await file('encrypted.pem', `${encryptedKey()}\n${own.cert}`)

    expect(await open(certificate(pem, password)).token(scope)).toBe('t')
  })

  test.each<[string, () => Promise<Credential>, string, string | null]>([
    ['is missing', () => Promise.resolve(certificate('/nowhere/client.pem')), 'cannot be read', null],
    [
      'is PKCS#12',
      async () => certificate(await file('client.pfx', 'binary')),
      'holds no private key with its certificate in PEM form',
      'openssl pkcs12',
    ],
    [
      'has no key',
      async () => certificate(await file('nokey.pem', own.cert)),
      'holds no private key with its certificate in PEM form',
      'openssl pkcs12',
    ],
    [
      'is of another key',
      async () => certificate(await file('mixed.pem', `${own.private}\n${other.cert}`)),
      'holds no certificate of its private key',
      null,
    ],
    [
      'has an encrypted key and no password',
      async () => certificate(await file('locked.pem', `${encryptedKey()}\n${own.cert}`)),
      'holds a private key that does not open',
      'AZURE_CLIENT_CERTIFICATE_PASSWORD',
    ],
    [
      'has an encrypted key and a wrong password',
      async () => certificate(await file('locked2.pem', `${encryptedKey()}\n${own.cert}`), 'wrong-canary'),
      'holds a private key that does not open',
      'AZURE_CLIENT_CERTIFICATE_PASSWORD',
    ],
    [
      'has a key that is no RSA key',
      async () => {
        const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
        return certificate(
          await file('ec.pem', `${privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()}\n${own.cert}`),
        )
      },
      'holds a key that is no RSA key',
      null,
    ],
    [
      'is torn',
      async () =>
        certificate(
          await file('torn.pem', `${own.private}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----`),
        ),
      'holds a certificate that cannot be read',
      null,
    ],
  ])('that %s is named, and nothing is sent', async (_, credential, sentence, hint) => {
    const wire = mockWire()

    const error = await open(await credential())
      .token(scope)
      .catch((caught: unknown) => caught)

    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error instanceof Error ? error.message : '').toContain(`AZURE_CLIENT_CERTIFICATE_PATH: the file ${sentence}`)
    expect(JSON.stringify(error)).toContain(hint ?? 'null')
    expect(JSON.stringify(error)).not.toContain('canary')
    expect(wire.requests).toEqual([])
  })
})
