/** Faults on this side of the wire: settings, files, the store, a stop, a fault of our own. None repeats a secret that it met. */
import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runCaptured } from '../cli/practice-product.ts'
import { testClock } from '../connectors/fixture.ts'
import { Canaries, planted } from './canaries.ts'
import { bytesLeft, install, tenantWithSecret, type Watched } from './driven.ts'

const secret = planted.clientSecret
const commands = [['sync'], ['capacity'], ['doctor'], ['serve'], ['findings']]

/** Runs it with and without `--json` and expects no canary; gives what a person reads. */
async function say(
  { product, canaries }: Watched,
  argv: readonly string[],
  env: Record<string, string | undefined> = {},
) {
  const io = { env: { ...product.env, ...env } }
  const plain = await product.run(argv, io)
  const machine = argv[0] === 'serve' ? plain : await product.run([...argv, '--json'], io)
  expect(canaries.foundIn(plain.stdout + plain.stderr + machine.stdout + machine.stderr)).toEqual([])
  expect(plain.stderr).not.toContain('seatledger failed')
  return plain
}

describe.each(commands)('settings that hold a secret in the wrong place: %s', (command) => {
  test('an unknown variable', async () => {
    const { exitCode, stderr } = await say(install(), [command], { SEATLEDGER_CLIENT_SECRET: secret })

    expect(exitCode).toBe(64)
    expect(stderr).toContain('SEATLEDGER_CLIENT_SECRET is not a variable that Seatledger knows')
  })

  test.each(['AZURE_TENANT_ID', 'SEATLEDGER_GRAPH_URL', 'SEATLEDGER_BAP_SCOPE', 'HTTPS_PROXY'])('%s', async (name) => {
    const value = name.endsWith('URL') ? `https://user:${secret}@host` : `ftp://${secret}`

    const { exitCode, stderr } = await say(install(), [command], { [name]: value })

    expect(exitCode).toBe(64)
    expect(stderr).toContain(name)
  })

  const files = ['SEATLEDGER_SKU_OVERRIDES', 'SEATLEDGER_PEOPLE', 'SEATLEDGER_PRICES', 'SEATLEDGER_WAIVERS']
  test.each(files)('%s names a file of something else', async (name) => {
    for (const content of [`{ "secret": "${secret}"`, `{ "secret": "${secret}" }`, `AZURE_CLIENT_SECRET=${secret}`]) {
      const watched = install()

      const { exitCode, stderr } = await say(watched, [command], { [name]: watched.product.write('a.json', content) })

      expect(exitCode).toBe(64)
      expect(stderr).toContain(name)
    }
  })
})

describe('credentials in files', () => {
  test.each([
    ['a private key alone', (pem: string) => pem, 'holds no private key with its certificate'],
    ['no PEM at all', () => `password: ${secret}`, 'holds no private key with its certificate'],
    [
      'a broken certificate beside the key',
      (pem: string) =>
        `${pem}-----BEGIN CERTIFICATE-----\n${Buffer.from(secret).toString('base64')}\n-----END CERTIFICATE-----\n`,
      'holds a certificate that cannot be read',
    ],
  ])('a certificate file with %s', async (_, contentOf, words) => {
    const watched = install()
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    watched.canaries.add('private key', pem.split('\n')[3] ?? '')

    const { exitCode, stderr } = await say(watched, ['sync', '--verbose'], {
      AZURE_CLIENT_SECRET: undefined,
      AZURE_CLIENT_CERTIFICATE_PATH: watched.product.write('client.pem', contentOf(pem)),
    })

    expect(exitCode).toBe(64)
    expect(stderr).toContain(words)
  })

  test('an encrypted key and a wrong password', async () => {
    const watched = install()
    watched.canaries.add('password', 'canary-certificate-password')
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'another' })
    const path = watched.product.write(
      'client.pem',
      `${pem.toString()}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`,
    )

    const { exitCode, stderr } = await say(watched, ['sync', '--verbose'], {
      AZURE_CLIENT_SECRET: undefined,
      AZURE_CLIENT_CERTIFICATE_PATH: path,
      AZURE_CLIENT_CERTIFICATE_PASSWORD: 'canary-certificate-password',
    })

    expect(exitCode).toBe(64)
    expect(stderr).toContain('Check AZURE_CLIENT_CERTIFICATE_PASSWORD.')
  })

  test('a federated token that the service does not take', async () => {
    const watched = install()
    watched.canaries.add('assertion', 'canary-federated-assertion')

    const { exitCode, stderr } = await say(watched, ['sync', '--verbose'], {
      AZURE_CLIENT_SECRET: undefined,
      AZURE_FEDERATED_TOKEN_FILE: watched.product.write('token', 'canary-federated-assertion'),
    })

    expect(exitCode).toBe(1)
    expect(stderr).toContain('AADSTS50027')
  })
})

describe('the store', () => {
  const text = `this is no store, and holds ${secret}`

  test.each([['sync'], ['findings'], ['access'], ['seats'], ['evaluate'], ['capacity', '--stored']])(
    'that is another file: %s',
    async (...argv) => {
      const watched = install()
      watched.product.write('store.db', text)

      const { exitCode, stderr } = await say(watched, argv)

      expect(exitCode).toBe(1)
      expect(stderr).toContain('is no Seatledger store')
      expect(watched.product.storeBytes()?.toString()).toBe(text)
    },
  )

  test('that is damaged in the middle', async () => {
    const watched = install()
    await watched.product.run(['sync'])
    const bytes = watched.product.storeBytes() ?? Buffer.alloc(0)
    watched.product.write('damaged.db', '')
    const path = watched.product.write('damaged.db', bytes.fill(0x5a, 4096).toString('latin1'))

    const { exitCode } = await say(watched, ['findings'], { SEATLEDGER_STORE: path })

    expect(exitCode).toBe(1)
  })

  test('that is a folder', async () => {
    const watched = install()
    mkdirSync(watched.product.storePath)

    const { exitCode, stderr } = await say(watched, ['findings'])

    expect(exitCode).toBe(1)
    expect(stderr).toContain('cannot be opened')
  })

  test('in a folder that cannot be made, or not written', async () => {
    const watched = install()
    const path = join(watched.product.write('file', ''), 'store.db')

    const { exitCode, stderr } = await say(watched, ['sync'], { SEATLEDGER_STORE: path })

    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/cannot be (opened|written)/)
  })

  test.skipIf(process.getuid?.() === 0)('that may not be written', async () => {
    const watched = install()
    await watched.product.run(['sync'])
    chmodSync(watched.product.storePath, 0o400)

    const { exitCode, stderr } = await say(watched, ['sync'])

    expect(exitCode).toBe(1)
    expect(stderr).toContain('cannot be written')
  })
})

describe('a sync that is stopped', () => {
  test.each(['/v1.0/organization', '/v1.0/users', '/api/data/v9.2/', '/oauth2/v2.0/token'])(
    'at its first request to %s leaves the store as it was, and nothing beside it',
    async (path) => {
      const stop = new AbortController()
      let isArmed = false
      const watched = install({
        fault: async (_, answer) => {
          if (isArmed) stop.abort(new Error(`stopped, ${secret}`))
          return answer()
        },
        meets: (_, asked) => asked.includes(path),
      })
      const { product, canaries } = watched
      await product.run(['sync'])
      const before = product.storeBytes()
      isArmed = true

      const { exitCode, stdout, stderr } = await product.run(['sync', '--verbose'], { signal: stop.signal })

      expect(exitCode).toBe(1)
      expect(canaries.foundIn(stdout + stderr + bytesLeft(product))).toEqual([])
      expect(product.storeBytes()).toEqual(before)
      expect(product.files()).toEqual(['store.db'])
    },
  )
})

describe('usage errors', () => {
  test.each([
    [['sync', `--client-secret=${secret}`], "unknown option '--client-secret'"],
    [['sync', `-s=${secret}`], 'unknown option'],
    [['sync', secret], 'too many arguments'],
    [['sync', '--fail-on', secret], 'is invalid'],
    [[secret], 'unknown command'],
    [['capacity', '--stored', '--edition', secret], 'There is no guide edition'],
    [['capacity', '--compare', secret], 'There is no guide edition'],
    [['plan', '--digital', secret], 'is invalid'],
    [['waive', 'seat-idle-000000000000', '--reason', 'x', '--until', secret], 'is invalid'],
    [['import-usage', secret], 'cannot be read'],
    [['plan', '--staffing', secret], 'cannot be read'],
  ])('%j', async (argv, words) => {
    const { exitCode, stderr } = await say(install(), argv)

    expect(exitCode).toBe(64)
    expect(stderr).toContain(words)
  })

  test('values that name nothing in the run', async () => {
    const watched = install()
    await watched.product.run(['sync'])

    for (const argv of [
      ['explain', secret],
      ['access', '--user', secret],
      ['access', '--environment', secret],
      ['rights', secret],
      ['waive', secret, '--reason', 'x'],
    ]) {
      expect((await say(watched, argv)).exitCode).toBe(64)
    }
  })

  test('an unknown option does not repeat its value, even where no variable says that it is a secret', async () => {
    const { stderr } = await install().product.run(['sync', '--client-secret=never-seen-before'])

    expect(stderr).not.toContain('never-seen-before')
  })
})

test('a proxy whose address holds a password and that cannot be reached', async () => {
  const { id, apps } = tenantWithSecret()
  const canaries = new Canaries()
  canaries.add('proxy password', 'canary-proxy-password')
  const env = {
    AZURE_TENANT_ID: id,
    AZURE_CLIENT_ID: apps[0]?.clientId,
    AZURE_CLIENT_SECRET: secret,
    HTTPS_PROXY: 'http://user:canary-proxy-password@localhost:1',
  }

  const { exitCode, stdout, stderr } = await runCaptured(['doctor', '--verbose'], { env, clock: testClock() })

  expect(exitCode).toBe(1)
  expect(stdout).toContain('sign-in failed')
  expect(canaries.foundIn(stdout + stderr)).toEqual([])
})

describe('a file of the operator that is another one, such as the .env', () => {
  const contents = [
    `AZURE_CLIENT_SECRET=${secret}`,
    `{ "secret": "${secret}" }`,
    `period,pool,consumed\n2026-11,record-routes,${secret}`,
    `period,pool,consumed\n${secret},record-routes,1`,
    `Type,Start\n${secret},2026-11-02`,
    `"${secret}`,
  ]

  test.each([
    ['import-usage', ['import-usage']],
    ['--staffing', ['plan', '--staffing']],
    ['--prices', ['plan', '--digital', '1', '--prices']],
  ])('%s ends with 64 and repeats nothing of the secret', async (_, argv) => {
    for (const content of contents) {
      const watched = install()
      const path = watched.product.write('file', content)

      const { exitCode, stdout, stderr } = await say(watched, [...argv, path])

      expect([content, exitCode]).toEqual([content, 64])
      expect(`${stdout}${stderr}`.toLowerCase()).not.toContain(secret.toLowerCase())
      expect(watched.product.storeBytes()).toBeNull()
    }
  })
})

test('an edition file that is no JSON, or another one, is not quoted', async () => {
  for (const content of [`{"id": "${secret}`, `{"id": "${secret}"}`]) {
    const watched = install()

    const { exitCode } = await say(watched, ['capacity', '--edition', watched.product.write('edition.json', content)])

    expect(exitCode).toBe(64)
  }
})

test('a fault of our own prints its stack without the secret and the token that it met', async () => {
  const { product, canaries } = install()
  const token = `eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ`
  canaries.add('token of the fault', token)
  const clock = {
    ...testClock(),
    now: (): number => {
      throw new TypeError(`cannot read ${secret} of { authorization: 'Bearer ${token}' }`)
    },
  }

  const plain = await product.run(['sync'], { clock })
  const machine = await product.run(['sync', '--json'], { clock })

  expect([plain.exitCode, machine.exitCode]).toEqual([1, 1])
  expect(plain.stderr).toContain('seatledger failed: cannot read *** of')
  expect(plain.stderr).toMatch(/^ {4}at /m)
  expect(JSON.parse(machine.stdout)).toMatchObject({ schema: 'seatledger.error/1', code: 'fault', hint: null })
  expect(`${plain.stderr}${machine.stdout}${machine.stderr}`).not.toContain(secret)
  expect(`${plain.stderr}${machine.stdout}${machine.stderr}`).not.toContain(token)
})
