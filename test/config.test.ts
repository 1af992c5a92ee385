import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { presets } from '../src/clouds.ts'
import { readConfig } from '../src/config.ts'
import { collectSecrets } from '../src/config/secret.ts'
import { ConfigurationError } from '../src/errors.ts'

const tenantId = '11111111-1111-4111-8111-111111111111'
const clientId = '22222222-2222-4222-8222-222222222222'
const canary = 'canary-secret-~42'
const base = { AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: clientId, AZURE_CLIENT_SECRET: canary, HOME: '/home/ada' }
const custom = {
  ...base,
  SEATLEDGER_CLOUD: 'custom',
  SEATLEDGER_LOGIN_URL: 'https://localhost:8443',
  SEATLEDGER_GRAPH_URL: 'https://localhost:8444/',
  SEATLEDGER_POWER_PLATFORM_URL: 'https://localhost:8445',
  SEATLEDGER_BAP_URL: 'https://localhost:8446',
  SEATLEDGER_DATAVERSE_HOSTS: 'localhost, crm.Contoso.example',
}

type Env = Readonly<Record<string, string | undefined>>

function readTenant(env: Env): ReturnType<typeof readConfig> {
  return readConfig(env, { need: 'tenant', platform: 'linux' })
}

/** The one line that a broken configuration stops with; nothing else may be thrown, and no secret may be in it. */
function messageOf(env: Env): string {
  try {
    readTenant(env)
    return 'no error'
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return error.message.replaceAll(canary, 'LEAKED').replaceAll('\n', 'LINE BREAK')
  }
}

function proxyOf(env: Env): unknown {
  return readTenant({ ...base, ...env }).connection?.proxy
}

function fileWith(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'seatledger-')), 'file.json')
  writeFileSync(path, text)
  return path
}

describe('the configuration', () => {
  it('has the defaults of the table', () => {
    const config = readTenant(base)

    expect(config).toMatchObject({
      tenantId,
      environments: { include: 'all', exclude: [] },
      storePath: '/home/ada/.local/state/seatledger/seatledger.db',
      edition: 'contact-center-2025-02',
      fieldServiceList: false,
      schedule: { cron: '0 3 * * *', timeZone: 'UTC', startAtOnce: false, jitterSeconds: 0 },
      listen: { host: '127.0.0.1', port: 8484 },
      apiAudience: null,
      hosts: [],
    })
    expect(config.connection).toMatchObject({
      cloud: presets.public,
      tenantId,
      clientId,
      budgetMs: 180 * 60_000,
      proxy: { httpsProxy: null, noProxy: null },
    })
    expect([config.skuOverrides.size, config.people.size]).toEqual([0, 0])
  })

  it('takes an empty value as none', () => {
    const config = readTenant({ ...base, SEATLEDGER_CLOUD: '', SEATLEDGER_STORE: ' ' })

    expect(inspect(config, { depth: 9 })).toBe(inspect(readTenant(base), { depth: 9 }))
  })

  it('needs no sign-in where a command reads the store only, and checks what is given all the same', () => {
    expect(readConfig({}, { need: 'store' })).toMatchObject({ tenantId: null, connection: null })
    expect(() => readConfig({ SEATLEDGER_CLOUD: 'moon' }, { need: 'store' })).toThrow('SEATLEDGER_CLOUD is "moon"')
    expect(() => readConfig({ AZURE_CLIENT_ID: 'x' }, { need: 'none' })).toThrow('AZURE_CLIENT_ID is not a GUID')
  })
})

describe('an unknown name', () => {
  it.each([
    ['SEATLEDGER_CLUOD', 'SEATLEDGER_CLOUD'],
    ['SEATLEDGER_ENVIRONMENT', 'SEATLEDGER_ENVIRONMENTS'],
    ['seatledger_store', 'SEATLEDGER_STORE'],
  ])('%s stops with the nearest: %s', (name, nearest) => {
    expect(messageOf({ ...base, [name]: 'x' })).toBe(
      `${name} is not a variable that Seatledger knows; the nearest is ${nearest}`,
    )
  })

  it('of another program is none of our business', () => {
    expect(messageOf({ ...base, AZURE_CONFIG_DIR: '/x', PATH: '/bin' })).toBe('no error')
  })
})

describe('a broken value', () => {
  it.each<readonly [Env, string]>([
    [
      { AZURE_TENANT_ID: 'contoso' },
      'AZURE_TENANT_ID is not a GUID; allowed: 8-4-4-4-12 hex digits, as the app registration shows it',
    ],
    [{ SEATLEDGER_CLOUD: 'pubic' }, 'SEATLEDGER_CLOUD is "pubic"; allowed: public, gcc, gcc-high, dod, china, custom'],
    [
      { SEATLEDGER_GRAPH_URL: 'https://localhost:8443' },
      'SEATLEDGER_GRAPH_URL names this machine, its link or a metadata service; allowed: a host of the cloud, or SEATLEDGER_CLOUD=custom with all hosts named',
    ],
    [
      { SEATLEDGER_BAP_URL: 'https://169.254.169.254' },
      'SEATLEDGER_BAP_URL names this machine, its link or a metadata service; allowed: a host of the cloud, or SEATLEDGER_CLOUD=custom with all hosts named',
    ],
    [
      { SEATLEDGER_DATAVERSE_HOSTS: 'crm.dynamics.com,2130706433' },
      'SEATLEDGER_DATAVERSE_HOSTS names this machine, its link or a metadata service; allowed: a host of the cloud, or SEATLEDGER_CLOUD=custom with all hosts named',
    ],
    [
      { SEATLEDGER_GRAPH_URL: 'http://graph' },
      'SEATLEDGER_GRAPH_URL is not an https origin; allowed: https://host or https://host:port, without a path',
    ],
    [
      { SEATLEDGER_LOGIN_URL: 'https://u:canary@host' },
      'SEATLEDGER_LOGIN_URL is not an https origin; allowed: https://host or https://host:port, without a path',
    ],
    [
      { SEATLEDGER_BAP_URL: 'https://host/path' },
      'SEATLEDGER_BAP_URL is not an https origin; allowed: https://host or https://host:port, without a path',
    ],
    [
      { SEATLEDGER_DATAVERSE_HOSTS: '.crm.dynamics.com' },
      'SEATLEDGER_DATAVERSE_HOSTS holds what is no host; allowed: host suffixes without leading dot, scheme or port: crm.dynamics.com',
    ],
    [
      { SEATLEDGER_DATAVERSE_HOSTS: 'crm.dynamics.com:443' },
      'SEATLEDGER_DATAVERSE_HOSTS holds what is no host; allowed: host suffixes without leading dot, scheme or port: crm.dynamics.com',
    ],
    [
      { SEATLEDGER_DATAVERSE_HOSTS: ',' },
      'SEATLEDGER_DATAVERSE_HOSTS names no host; allowed: host suffixes separated by commas: crm.dynamics.com',
    ],
    [
      { SEATLEDGER_BAP_SCOPE: 'https://x' },
      'SEATLEDGER_BAP_SCOPE is no scope; allowed: the resource and /.default: https://host/.default',
    ],
    [
      { SEATLEDGER_STORE: 'postgres://u:canary@host/db' },
      'SEATLEDGER_STORE is a PostgreSQL URL, which this version cannot use yet; allowed: a SQLite file',
    ],
    [{ SEATLEDGER_STORE: 'mysql://host/db' }, 'SEATLEDGER_STORE is a URL; allowed: a SQLite file'],
    [{ SEATLEDGER_FIELD_SERVICE_LIST: 'yes' }, 'SEATLEDGER_FIELD_SERVICE_LIST is "yes"; allowed: on, off'],
    [
      { SEATLEDGER_SCHEDULE: 'nightly' },
      'SEATLEDGER_SCHEDULE is "nightly"; allowed: a cron expression: minute hour day month weekday',
    ],
    [
      { SEATLEDGER_SCHEDULE: '0 0 30 2 *' },
      'SEATLEDGER_SCHEDULE is "0 0 30 2 *", which never comes due; allowed: a cron expression with a next time',
    ],
    [
      { SEATLEDGER_TIME_ZONE: 'Mars' },
      'SEATLEDGER_TIME_ZONE is "Mars"; allowed: a time zone of the IANA list: UTC, Europe/Berlin',
    ],
    [{ SEATLEDGER_START_AT_ONCE: '1' }, 'SEATLEDGER_START_AT_ONCE is "1"; allowed: true, false'],
    [
      { SEATLEDGER_JITTER_SECONDS: '-1' },
      'SEATLEDGER_JITTER_SECONDS is "-1"; allowed: a whole number of seconds from 0 to 86400',
    ],
    [
      { SEATLEDGER_BUDGET_MINUTES: '0' },
      'SEATLEDGER_BUDGET_MINUTES is "0"; allowed: a number of minutes from 0.01 to 10080',
    ],
    [
      { SEATLEDGER_LISTEN: '8484' },
      'SEATLEDGER_LISTEN is "8484"; allowed: host:port, as in 127.0.0.1:8484 or [::1]:8484',
    ],
    [
      { SEATLEDGER_LISTEN: 'localhost:99999' },
      'SEATLEDGER_LISTEN is "localhost:99999"; allowed: host:port, as in 127.0.0.1:8484 or [::1]:8484',
    ],
    [
      { SEATLEDGER_TENANTS: 'tenants.json' },
      'SEATLEDGER_TENANTS is set, and this version reads one tenant; allowed: AZURE_TENANT_ID and its credential',
    ],
    [
      { HTTPS_PROXY: 'ftp://u:canary@proxy' },
      'HTTPS_PROXY is not the URL of a proxy; allowed: http://host:port or https://host:port',
    ],
    [
      { SEATLEDGER_PEOPLE: '/nowhere.json' },
      'SEATLEDGER_PEOPLE names "/nowhere.json", which cannot be read; allowed: the path of a JSON file in UTF-8',
    ],
  ])('%o', (broken, message) => {
    expect(messageOf({ ...base, ...broken })).toBe(message)
  })

  it('of a file names the variable, the file and the entry', () => {
    const path = fileWith('{ "a@x": { "shared": 1 } }')

    expect(messageOf({ ...base, SEATLEDGER_PEOPLE: path })).toMatch(
      /^SEATLEDGER_PEOPLE: ".*file\.json" is not as \.env\.example shows it: a@x\.shared: /,
    )
  })

  it('of a file that is no JSON quotes nothing of it', () => {
    expect(messageOf({ ...base, SEATLEDGER_PEOPLE: fileWith(`"${canary}" x`) })).toMatch(/: it is no JSON$/)
  })

  it('of SKU overrides stops as well', () => {
    const path = fileWith('{ "x": { "plan": "no-such-plan" } }')

    expect(messageOf({ ...base, SEATLEDGER_SKU_OVERRIDES: path })).toMatch(/^SEATLEDGER_SKU_OVERRIDES: /)
  })
})

describe('the credential', () => {
  const without = { ...base, AZURE_CLIENT_SECRET: undefined }

  it('names everything that is missing', () => {
    expect(messageOf({})).toBe(
      'missing: AZURE_TENANT_ID, AZURE_CLIENT_ID, a credential (one of AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PATH, AZURE_FEDERATED_TOKEN_FILE, SEATLEDGER_AUTH); set in the environment or in .env, see .env.example',
    )
    expect(messageOf({ ...base, AZURE_CLIENT_ID: undefined })).toMatch(/^missing: AZURE_CLIENT_ID; /)
  })

  it('is exactly one: conflicts are named', () => {
    expect(messageOf({ ...base, AZURE_FEDERATED_TOKEN_FILE: '/x', SEATLEDGER_AUTH: 'managed-identity' })).toBe(
      'AZURE_CLIENT_SECRET and AZURE_FEDERATED_TOKEN_FILE and SEATLEDGER_AUTH are set together; allowed: exactly one credential',
    )
    expect(messageOf({ ...base, AZURE_CLIENT_CERTIFICATE_PASSWORD: 'x' })).toBe(
      'AZURE_CLIENT_CERTIFICATE_PASSWORD has no certificate; allowed: with AZURE_CLIENT_CERTIFICATE_PATH only',
    )
  })

  it('may be a certificate with a password, a federated token, or what SEATLEDGER_AUTH says', () => {
    const path = fileWith('x')

    const certificate = readTenant({
      ...without,
      AZURE_CLIENT_CERTIFICATE_PATH: path,
      AZURE_CLIENT_CERTIFICATE_PASSWORD: canary,
    })
    const federated = readTenant({ ...without, AZURE_FEDERATED_TOKEN_FILE: path })
    const identity = readTenant({ ...without, AZURE_CLIENT_ID: undefined, SEATLEDGER_AUTH: 'managed-identity' })

    expect(certificate.connection?.credential).toMatchObject({ kind: 'certificate', path })
    expect(federated.connection?.credential).toEqual({ kind: 'federated-token', path })
    expect(identity.connection).toMatchObject({ credential: { kind: 'managed-identity' }, clientId: '' })
  })

  it('of a file must be readable', () => {
    expect(messageOf({ ...without, AZURE_CLIENT_CERTIFICATE_PATH: '/nowhere.pem' })).toBe(
      'AZURE_CLIENT_CERTIFICATE_PATH names a file that cannot be read; allowed: the path of a readable file',
    )
  })

  it('is no device code for a service', () => {
    const env = { ...without, SEATLEDGER_AUTH: 'device-code' }

    expect(readTenant(env).connection?.credential).toEqual({ kind: 'device-code' })
    expect(() => readConfig(env, { need: 'tenant', isService: true })).toThrow(
      'SEATLEDGER_AUTH is "device-code", which needs a person; allowed: managed-identity, or a credential',
    )
  })

  it('is shown by nothing but calling it', () => {
    const config = readTenant(base)
    const credential = config.connection?.credential

    expect(credential?.kind === 'client-secret' && credential.secret()).toBe(canary)
    for (const text of [
      inspect(config, { depth: 9, showHidden: true }),
      JSON.stringify(config),
      credential?.kind === 'client-secret' ? String(credential.secret) : '',
    ]) {
      expect(text).not.toContain(canary)
      expect(text).toContain('***')
    }
  })

  it('keeps the blanks of a secret', () => {
    const credential = readTenant({ ...base, AZURE_CLIENT_SECRET: ' a b ' }).connection?.credential

    expect(credential?.kind === 'client-secret' && credential.secret()).toBe(' a b ')
  })
})

describe('the secrets to be left out of logs', () => {
  it('are credentials, webhooks and the passwords of URLs, also where the rest is broken', () => {
    expect(
      collectSecrets({
        AZURE_CLIENT_SECRET: canary,
        AZURE_CLIENT_CERTIFICATE_PASSWORD: 'pem-password',
        SEATLEDGER_WEBHOOK_SECRET: 'hook',
        SEATLEDGER_CLOUD: 'moon',
        https_proxy: 'http://ada:p%40ss@proxy:8080',
        SEATLEDGER_STORE: 'postgres://u:dbpass@host/db',
      }),
    ).toEqual([canary, 'pem-password', 'hook', 'p%40ss', 'p@ss', 'dbpass', 'dbpass'])
    expect(collectSecrets({ HTTPS_PROXY: 'http://proxy:8080' })).toEqual([])
  })
})

describe('the cloud', () => {
  it.each(['public', 'gcc', 'gcc-high', 'dod', 'china'] as const)('%s is its preset', (name) => {
    expect(readTenant({ ...base, SEATLEDGER_CLOUD: name }).connection?.cloud).toEqual(presets[name])
  })

  it('replaces single hosts of a preset', () => {
    const env = {
      ...base,
      SEATLEDGER_CLOUD: 'gcc-high',
      SEATLEDGER_POWER_PLATFORM_URL: 'https://api.appsplatform.us:443',
    }

    expect(readTenant(env).connection?.cloud).toEqual({
      ...presets['gcc-high'],
      powerPlatformUrl: 'https://api.appsplatform.us',
    })
  })

  it('is custom with all hosts', () => {
    expect(readTenant(custom).connection?.cloud).toEqual({
      name: 'custom',
      loginUrl: 'https://localhost:8443',
      graphUrl: 'https://localhost:8444',
      powerPlatformUrl: 'https://localhost:8445',
      bapUrl: 'https://localhost:8446',
      bapScope: 'https://service.powerapps.com/.default',
      dataverseHosts: ['localhost', 'crm.contoso.example'],
    })
  })

  it('is not custom with some of them', () => {
    expect(messageOf({ ...custom, SEATLEDGER_BAP_URL: undefined, SEATLEDGER_DATAVERSE_HOSTS: '' })).toBe(
      'SEATLEDGER_CLOUD is "custom", which needs all hosts; missing: SEATLEDGER_BAP_URL, SEATLEDGER_DATAVERSE_HOSTS',
    )
  })
})

describe('the rest', () => {
  it.each<readonly [NodeJS.Platform, Env, string]>([
    ['linux', { HOME: '/home/ada', XDG_STATE_HOME: '/state' }, '/state/seatledger/seatledger.db'],
    ['linux', { HOME: '/home/ada', XDG_STATE_HOME: 'relative' }, '/home/ada/.local/state/seatledger/seatledger.db'],
    ['darwin', { HOME: '/Users/ada' }, '/Users/ada/Library/Application Support/seatledger/seatledger.db'],
    [
      'win32',
      { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' },
      'C:\\Users\\ada\\AppData\\Local\\seatledger\\seatledger.db',
    ],
    ['linux', { SEATLEDGER_STORE: './here.db' }, './here.db'],
    ['linux', { SEATLEDGER_STORE: ':memory:' }, ':memory:'],
  ])('the store on %s with %o is %s', (platform, env, path) => {
    expect(readConfig(env, { need: 'store', platform }).storePath).toBe(path)
  })

  it('the budget is 10 minutes for a live check, unless it is set', () => {
    const live = { need: 'tenant', defaultBudgetMinutes: 10 } as const

    expect(readConfig(base, live).connection.budgetMs).toBe(600_000)
    expect(readConfig({ ...base, SEATLEDGER_BUDGET_MINUTES: '0.5' }, live).connection.budgetMs).toBe(30_000)
  })

  it('the proxy is read in either case, with or without scheme', () => {
    expect(proxyOf({ HTTPS_PROXY: 'http://proxy:8080', NO_PROXY: 'localhost,.internal' })).toEqual({
      httpsProxy: 'http://proxy:8080',
      noProxy: 'localhost,.internal',
    })
    expect(proxyOf({ https_proxy: 'proxy:8080', no_proxy: '*' })).toEqual({
      httpsProxy: 'http://proxy:8080',
      noProxy: '*',
    })
  })

  it('an IPv6 address to listen on stands in brackets', () => {
    expect(readTenant({ ...base, SEATLEDGER_LISTEN: '[::1]:0' }).listen).toEqual({ host: '::1', port: 0 })
  })

  it('files are read', () => {
    const people = fileWith('{ "Ada@contoso.example": { "external": true } }')
    const overrides = fileWith('{ "749742bf-0d37-4158-a120-33567104deeb": { "ignore": true } }')

    const config = readTenant({ ...base, SEATLEDGER_PEOPLE: people, SEATLEDGER_SKU_OVERRIDES: overrides })

    expect(config.people.get('ada@contoso.example')).toEqual({ external: true })
    expect(config.skuOverrides.size).toBe(1)
  })
})
