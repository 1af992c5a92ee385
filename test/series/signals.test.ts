/** Real signals to a real process: `serve` and `sync` are stopped in the middle of a run. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { startServer, type RunningServer } from '../../mocks/server.ts'
import { gate } from '../cli/gate.ts'
import { startProgram } from '../cli/process.ts'
import { startSilence } from '../connectors/loopback.ts'

let server: RunningServer
let folder = ''

beforeAll(async () => {
  server = await startServer([{ name: 'contoso', tenant: loadTenant('contoso') }])
})
afterAll(async () => {
  await server.close()
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatledger-signals-'))
  return () => rmSync(folder, { recursive: true, force: true })
})

const store = (): string => join(folder, 'store.db')

/** What the practice tenant needs, and a store in the folder of the test. */
function env(more: Record<string, string | undefined> = {}): Record<string, string | undefined> {
  return { ...server.announcement.tenants[0]?.env, SEATLEDGER_STORE: store(), ...more }
}

test('serve ends with 0 within 5 seconds of SIGTERM in mid-sync, and leaves the store byte for byte', async () => {
  await startProgram(['sync'], { cwd: folder, env: env() }).ended
  const before = readFileSync(store())
  const silent = gate()
  // Its tokens are not for its host, so that sign-in works and the list of environments never comes.
  const silence = await startSilence(silent.open)
  const program = startProgram(['serve'], {
    cwd: folder,
    env: env({
      SEATLEDGER_BAP_URL: silence.origin,
      SEATLEDGER_START_AT_ONCE: 'true',
      SEATLEDGER_LISTEN: '127.0.0.1:0',
    }),
  })
  const { health } = z.object({ health: z.string() }).parse(JSON.parse(await program.seen('"serving"')))
  await silent.opened
  const during: unknown = await (await fetch(health)).json()

  const stoppedAt = performance.now()
  program.child.kill('SIGTERM')
  const { exitCode, stdout, stderr } = await program.ended
  const tookMs = performance.now() - stoppedAt
  await silence.close()

  expect(during).toMatchObject({ status: 'ok', isSyncing: true, lastRun: null })
  expect(exitCode).toBe(0)
  // The link that signs in, and nothing else.
  expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sign-in\?token=[\w-]+\n$/)
  expect(tookMs).toBeLessThan(5000)
  expect(stderr).toMatch(/"event":"job-failed".*\n.*"event":"stopped"/)
  expect(readFileSync(store())).toEqual(before)
  expect(readdirSync(folder)).toEqual(['store.db'])
})

test('sync that is stopped by SIGINT says so in one sentence, without a stack', async () => {
  const program = startProgram(['sync', '--verbose'], { cwd: folder, env: env() })
  await program.seen('"event":"request"')

  program.child.kill('SIGINT')
  const { exitCode, stdout, stderr } = await program.ended

  expect([exitCode, stdout]).toEqual([1, ''])
  expect(stderr).toContain('Stopped by SIGINT.')
  expect(stderr).not.toMatch(/^ {4}at /m)
  expect(readdirSync(folder)).toEqual([])
})
