/** Why nothing came, in our own words: one sentence per kind of trouble, by the code alone. */
import { describe, expect, test } from 'vitest'
import { failureOf, final, transient } from '../../../connectors/transport/failure.ts'

const host = 'graph.microsoft.com'
const trust =
  'Where a proxy or a private authority signs the certificate: name its PEM file in NODE_EXTRA_CA_CERTS before the program starts (Node reads it once, so it has no effect in .env).'

const thrown = (code: unknown, cause?: unknown): Error => Object.assign(new Error('Bearer canary', { cause }), { code })

describe('is final, with a remedy', () => {
  test.each([
    'CERT_SIGNATURE_FAILURE',
    'CERT_UNTRUSTED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'INVALID_CA',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ])('%s: nobody vouches for the certificate', (code) => {
    expect(failureOf(thrown(code), host)).toEqual({
      kind: 'failure',
      sentence: `the certificate of ${host} is not trusted (${code}); its authority must be named in NODE_EXTRA_CA_CERTS before start`,
      hint: trust,
      mostTries: 1,
      status: null,
    })
  })

  test.each([
    ['CERT_HAS_EXPIRED', `the certificate of ${host} is not valid for it (CERT_HAS_EXPIRED)`, trust],
    [
      'ERR_TLS_CERT_ALTNAME_INVALID',
      `the certificate of ${host} is not valid for it (ERR_TLS_CERT_ALTNAME_INVALID)`,
      trust,
    ],
    ['EPROTO', `${host} speaks no TLS that fits (EPROTO)`, 'Check the port of the host and HTTPS_PROXY.'],
    [
      'ERR_SSL_WRONG_VERSION_NUMBER',
      `${host} speaks no TLS that fits (ERR_SSL_WRONG_VERSION_NUMBER)`,
      'Check the port of the host and HTTPS_PROXY.',
    ],
    ['ERR_PROXY_TUNNEL', `the proxy opened no tunnel to ${host} (ERR_PROXY_TUNNEL)`, 'Check HTTPS_PROXY and NO_PROXY.'],
    ...['ENOTFOUND', 'ENETUNREACH', 'EADDRNOTAVAIL'].map((code): [string, string, string] => [
      code,
      `${host} cannot be reached (${code})`,
      'Check the name of the host, the network and HTTPS_PROXY.',
    ]),
  ])('%s', (code, sentence, hint) => {
    expect(failureOf(thrown(code), host)).toEqual({ kind: 'failure', sentence, hint, mostTries: 1, status: null })
  })
})

test('is final after a few tries where nobody listens: a proxy starts anew within seconds', () => {
  expect(failureOf(thrown('ECONNREFUSED'), host)).toMatchObject({
    sentence: `${host} cannot be reached (ECONNREFUSED)`,
    hint: 'Check the name of the host, the network and HTTPS_PROXY.',
    mostTries: 3,
  })
})

describe('is transient', () => {
  test.each<[string, unknown]>([
    ['ECONNRESET', thrown('ECONNRESET')],
    ['ETIMEDOUT', thrown('ETIMEDOUT')],
    ['Z_DATA_ERROR', thrown('Z_DATA_ERROR')],
    ['X_CERT_ERR_TLS_CERT', thrown('X_CERT_ERR_TLS_CERT')],
    ['ECONNRESET', thrown(undefined, thrown('ECONNRESET'))],
    ['ECONNRESET', thrown('lower case', thrown('ECONNRESET'))],
    ['E1', { code: 'E1' }],
    ['unknown', thrown('a Bearer token')],
    ['unknown', thrown('ECONN RESET')],
    ['unknown', thrown('9E')],
    ['unknown', thrown(42)],
    ['unknown', thrown({ toString: () => 'EVIL' })],
    ['unknown', thrown(['E', 'F'])],
    ['unknown', new Error('no code')],
    ['unknown', {}],
    ['unknown', null],
    ['unknown', undefined],
    ['unknown', 'ECONNRESET'],
  ])('%s', (code, error) => {
    expect(failureOf(error, host)).toEqual({
      kind: 'failure',
      sentence: `the connection to ${host} broke (${code})`,
      hint: null,
      mostTries: 8,
      status: null,
    })
  })
})

test('by hand: with a status of an answer that could not be read, or for good', () => {
  expect(transient('cut', 200)).toEqual({
    kind: 'failure',
    sentence: 'cut',
    hint: null,
    mostTries: 8,
    status: 200,
  })
  expect(final('too large')).toEqual({
    kind: 'failure',
    sentence: 'too large',
    hint: null,
    mostTries: 1,
    status: null,
  })
})

test('headers without end are told as what they are', () => {
  expect(failureOf(thrown('HPE_HEADER_OVERFLOW'), host)).toEqual(
    final('the headers of the answer of graph.microsoft.com are larger than 16 KiB'),
  )
})
