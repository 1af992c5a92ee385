/** Settings from any environment: one line and exit 64, or values that are what was set; a secret is in neither. */
import { isIPv6 } from 'node:net'
import { inspect } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readConfig, type Config } from '../../src/config.ts'
import { collectSecrets } from '../../src/config/secret.ts'
import { variableNames } from '../../src/config/variables.ts'
import { ConfigurationError } from '../../src/errors.ts'
import { createScrub } from '../../src/log.ts'
import { anyText, corpusOf, fuzz, longTexts, piecesOf } from './fuzz.ts'

type Variables = Readonly<Record<string, string | undefined>>

const canary = 'canary~secret/7Kq+Zx8='
const secretNames = [
  'AZURE_CLIENT_SECRET',
  'AZURE_CLIENT_CERTIFICATE_PASSWORD',
  'SEATLEDGER_WEBHOOK_SECRET',
  'SEATLEDGER_WEBHOOK_URL',
  'SEATLEDGER_TEAMS_URL',
]

function read(env: Variables, need: 'tenant' | 'store'): Config | null {
  try {
    return readConfig(env, { need, platform: 'linux' })
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    const sentence = createScrub(collectSecrets(env))([error.message, error.hint ?? ''].join(' '))
    expect(error.message).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,600}$/u)
    if (collectSecrets(env).includes(canary)) {
      expect(sentence).not.toContain(canary.slice(0, 12))
      expect(sentence).not.toContain(canary.slice(-12))
    }
    return null
  }
}

const value = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      'on',
      'off',
      'true',
      'all',
      'public',
      'custom',
      'device-code',
      'UTC',
      '30',
      '30,90',
      '0 3 * * *',
      '127.0.0.1:8484',
      'https://a.example',
      '11111111-1111-4111-8111-111111111111',
      '/nowhere',
      'a.b, -c',
    ),
  },
  anyText,
  piecesOf(
    'https://',
    'http://',
    'user:pw@',
    'a.example',
    ':8080',
    '/',
    '?',
    ',',
    '-',
    '0',
    '*',
    '[',
    ']',
    '::1',
    ' ',
    '@daily',
    canary,
  ),
)
const name = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom<string>(...variableNames) },
  fc.constantFrom('SEATLEDGER_CLUOD', 'seatledger_x', '__proto__', 'https_proxy', 'HOME'),
  anyText,
)
const environments = fc
  .tuple(fc.dictionary(name, value, { maxKeys: 5 }), fc.subarray(secretNames, { maxLength: 2 }))
  .map(([env, secrets]): Variables => ({ ...env, ...Object.fromEntries(secrets.map((secret) => [secret, canary])) }))

const corpus = z
  .array(z.record(z.string(), z.string()))
  .parse(corpusOf('config').map((env) => Object.fromEntries(Object.entries(Object(env)))))

describe('settings', () => {
  fuzz(
    'are read or refused in one line, and no secret is in either',
    fc.tuple(environments, fc.constantFrom('tenant', 'store')),
    ([env, need]) => {
      const config = read(env, need)
      if (config === null) return

      expect(
        Object.keys(env).filter((one) => /^seatledger_/i.test(one) && !variableNames.some((known) => known === one)),
      ).toEqual([])
      const { proxy: _, ...connection } = config.connection ?? { proxy: null }
      const printed = [
        JSON.stringify({ ...config, connection }),
        inspect({ ...config, connection }, { depth: null }),
      ].join('\n')
      // Elsewhere it is no secret that anybody could know of.
      const isOnlySecret = Object.entries(env).every(
        ([variable, text]) => secretNames.includes(variable) || text?.includes(canary) !== true,
      )
      if (isOnlySecret) expect(printed).not.toContain(canary)
    },
    corpus.map((env): [Variables, 'store'] => [env, 'store']),
  )

  /** What a value must look like to be taken, said once more. */
  const rules: Readonly<Record<string, (text: string) => boolean>> = {
    AZURE_TENANT_ID: (text) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text),
    SEATLEDGER_BUDGET_MINUTES: (text) =>
      /^[0-9]+(\.[0-9]+)?$/.test(text) && Number(text) >= 0.01 && Number(text) <= 10_080,
    SEATLEDGER_EVIDENCE: (text) =>
      text.toLowerCase() === 'off' || (/^[0-9]+(\.0+)?$/.test(text) && Number(text) >= 1 && Number(text) <= 366),
    SEATLEDGER_IDLE_DAYS: (text) => {
      const days = text.split(',').map((one) => one.trim())
      return (
        days.length === 2 && days.every((one) => /^[0-9]{1,4}$/.test(one) && Number(one) >= 1 && Number(one) <= 3650)
      )
    },
    SEATLEDGER_LISTEN: (text) => {
      const at = text.lastIndexOf(':')
      const [host, port] = at < 1 ? ['', ''] : [text.slice(0, at), text.slice(at + 1)]
      const isHost = host.startsWith('[')
        ? host.endsWith(']') && isIPv6(host.slice(1, -1))
        : host !== '' && !/[\s:[\]/]/.test(host)
      return isHost && /^[0-9]{1,5}$/.test(port) && Number(port) < 65_536
    },
    SEATLEDGER_DATAVERSE_HOSTS: (text) => {
      const hosts = text
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '')
      return (
        hosts.length > 0 &&
        hosts.every((host) =>
          host
            .split('.')
            .every((label) => /^[a-z0-9-]+$/i.test(label) && !label.startsWith('-') && !label.endsWith('-')),
        )
      )
    },
    SEATLEDGER_ON_PREMISES: (text) => ['true', 'false'].includes(text.toLowerCase()),
    SEATLEDGER_JITTER_SECONDS: (text) => /^[0-9]+(\.0+)?$/.test(text) && Number(text) <= 86_400,
  }
  const texts = fc.oneof(
    anyText,
    piecesOf(
      '1',
      '30',
      '0',
      '.',
      ',',
      ' ',
      ':',
      '[',
      ']',
      '::1',
      '127.0.0.1',
      'a-b',
      'dynamics.com',
      'off',
      'true',
      '-',
      'e',
      '+',
      '8484',
      '11111111-1111-4111-8111-111111111111',
    ),
    fc.integer({ min: -5, max: 70_000 }).map(String),
  )

  fuzz(
    'are taken exactly where they are of their form',
    fc.tuple(fc.constantFrom(...Object.keys(rules)), texts),
    ([variable, text]) => {
      const isTaken = read({ [variable]: text }, 'store') !== null

      const isOfForm = text.trim() === '' || rules[variable]?.(text.trim()) === true
      // Of hosts some are refused that have the form: addresses and names of machines at hand.
      if (isTaken || variable !== 'SEATLEDGER_DATAVERSE_HOSTS') expect(isTaken).toBe(isOfForm)
    },
  )

  test('long ones end', () => {
    for (const text of longTexts(['a', '0', ',', 'a.', '-', ' ', '[', '/', '0,', '* '], ['', 'https://', '0 0 '])) {
      for (const variable of variableNames) if (!variable.endsWith('_PATH')) read({ [variable]: text }, 'store')
    }
    for (const unknown of longTexts(['A'])) read({ [`SEATLEDGER_${unknown}`]: 'x' }, 'store')
  })
})
