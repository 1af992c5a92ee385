/** What only a real process shows: proxies and certificates, pipes, and an old Node. The practice cloud listens in this process. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { startServer, type RunningServer } from '../../mocks/server.ts'
import { startConnectProxy, type ConnectProxy } from '../connectors/loopback.ts'
import { entry, startProgram } from './process.ts'

let server: RunningServer
let proxy: ConnectProxy
let folder = ''

beforeAll(async () => {
  server = await startServer([{ name: 'contoso', tenant: loadTenant('contoso') }])
  proxy = await startConnectProxy()
})
afterAll(async () => {
  await Promise.all([server.close(), proxy.close()])
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatledger-process-'))
  return () => rmSync(folder, { recursive: true, force: true })
})

/** What the practice tenant needs, and a store in the folder of the test. */
function env(more: Record<string, string | undefined> = {}): Record<string, string | undefined> {
  return { ...server.announcement.tenants[0]?.env, SEATLEDGER_STORE: join(folder, 'store.db'), ...more }
}

function hostOf(variable: string): string {
  return new URL(env()[variable] ?? '').host
}

describe('a proxy', () => {
  test('carries sign-in and all three APIs, but not the hosts of NO_PROXY', async () => {
    const before = proxy.tunnels.length
    const control = server.tenants.get('contoso')
    control?.cloud.resetCounts()

    const { exitCode, stdout, stderr } = await startProgram(['sync', '--json'], {
      cwd: folder,
      env: env({ HTTPS_PROXY: proxy.url, NO_PROXY: hostOf('SEATLEDGER_BAP_URL') }),
    }).ended
    const tunnels = new Set(proxy.tunnels.slice(before))

    expect([exitCode, stderr.includes('read: graph/organization')]).toEqual([0, true])
    for (const name of ['SEATLEDGER_LOGIN_URL', 'SEATLEDGER_GRAPH_URL', 'SEATLEDGER_POWER_PLATFORM_URL']) {
      expect(tunnels).toContain(hostOf(name))
    }
    expect(tunnels).not.toContain(hostOf('SEATLEDGER_BAP_URL'))
    // Sign-in, Graph, the Power Platform API, and each environment with Dataverse.
    expect(tunnels.size).toBe(3 + Object.keys(control?.cloud.counts().environments ?? {}).length)
    const { signIn, ...counted } = control?.cloud.counts() ?? { signIn: 0 }
    expect(JSON.parse(stdout).requests).toMatchObject({ ...withoutEnvironments(counted), signIn, retried: 0 })
  })
})

function withoutEnvironments(counts: object): object {
  return Object.fromEntries(Object.entries(counts).filter(([name]) => name !== 'environments'))
}

test('without NODE_EXTRA_CA_CERTS sign-in fails at once, with 1 and a sentence that names it', async () => {
  const { exitCode, stdout, stderr } = await startProgram(['sync', '--verbose'], {
    cwd: folder,
    env: env({ NODE_EXTRA_CA_CERTS: undefined }),
  }).ended

  expect([exitCode, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^sign-in for .* failed: .*is not trusted.*NODE_EXTRA_CA_CERTS before start$/m)
  expect(stderr).not.toContain(env()['AZURE_CLIENT_SECRET'])
  expect(readdirSync(folder)).toEqual([])
})

describe('streams', () => {
  test('piped output is plain text, whatever TERM says', async () => {
    const { exitCode, stdout, stderr } = await startProgram(['capacity'], {
      cwd: folder,
      env: env({ TERM: 'xterm-256color' }),
    }).ended

    expect(exitCode).toBe(0)
    expect(stdout).toContain('12.75 GB')
    expect(stdout + stderr).not.toContain('\u001B')
  })

  test('a reader that leaves early is no error', async () => {
    const script = `"$0" "$@" | true; echo "\${PIPESTATUS[0]}"`
    const child = spawn('bash', ['-c', script, process.execPath, entry, '--help'], { cwd: folder })
    let printed = ''
    child.stdout.on('data', (text: Buffer) => (printed += text.toString()))
    child.stderr.on('data', (text: Buffer) => (printed += text.toString()))
    await once(child, 'close')

    expect(printed).toBe('0\n')
  })
})

describe('the file .env', () => {
  test('is read, and variables of the process win over it', async () => {
    writeFileSync(join(folder, '.env'), 'SEATLEDGER_CLOUD=nowhere\nSEATLEDGER_EDITION=no-such-edition\n')

    const { exitCode, stderr } = await startProgram(['findings'], { cwd: folder, env: { SEATLEDGER_CLOUD: 'public' } })
      .ended

    expect(exitCode).toBe(64)
    expect(stderr).toContain('no-such-edition')
    expect(stderr).not.toContain('nowhere')
  })

  test('that cannot be read ends with 64 and one line', async () => {
    mkdirSync(join(folder, '.env'))

    const { exitCode, stdout, stderr } = await startProgram(['findings'], { cwd: folder }).ended

    expect([exitCode, stdout]).toEqual([64, ''])
    expect(stderr).toMatch(/^The file [.]env of this folder cannot be read.*\n$/)
  })
})

describe('bin/seatledger.js', () => {
  const script = readFileSync(new URL('../../bin/seatledger.js', import.meta.url), 'utf8')

  test.each(['20.20.2', '22.22.0', '8.17.0'])('refuses Node %s in one sentence, before it loads anything', (node) => {
    let printed = ''
    const stderr = { write: (text: string) => (printed += text) }
    const old = { versions: { node }, stderr, exitCode: 0 }

    runInNewContext(script, { process: old })

    expect(old.exitCode).toBe(64)
    expect(printed).toMatch(new RegExp(`^seatledger needs Node[.]js 24 or later, and this is ${node}: .*[.]\n$`))
  })

  test('uses no syntax that an old Node cannot read', () => {
    expect(script).not.toMatch(/\b(const|let|await)\b|=>|\?\?|\?\.|`/)
  })
})
