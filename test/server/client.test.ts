/** The service as a process of its own: a client made of its description compiles and works, a run can be followed, and the stop is quick. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { createClient } from '@hey-api/openapi-ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { startServer, type RunningServer } from '../../mocks/server.ts'
import { startProgram, type Program } from '../cli/process.ts'

const tenant = loadTenant('contoso')
const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))
let cloud: RunningServer
let folder = ''
let service: Program
let link = ''

beforeAll(async () => {
  cloud = await startServer([{ name: 'contoso', tenant }])
  folder = mkdtempSync(join(tmpdir(), 'seatledger-client-'))
  const env = { ...cloud.announcement.tenants[0]?.env, SEATLEDGER_STORE: join(folder, 'store.db') }
  service = startProgram(['serve'], { cwd: folder, env: { ...env, SEATLEDGER_LISTEN: '127.0.0.1:0' } })
  link = await service.printed('sign-in?token=')
}, 60_000)
afterAll(async () => {
  service.child.kill('SIGTERM')
  await service.ended
  await cloud.close()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

const origin = (): string => new URL(link).origin
const token = (): string => new URL(link).searchParams.get('token') ?? ''
const headers = (): Record<string, string> => ({
  authorization: `Bearer ${token()}`,
  'content-type': 'application/json',
})
const base = (): string => `${origin()}/api/v1/tenants/${tenant.id}`

/** The client's program: types are checked by tsc, and it prints what it was told. */
const program = `
import { client } from './client/client.gen.ts'
import { explainPool, listFindings, listTenants, plan, startRun } from './client/sdk.gen.ts'
import type { Finding, Problem } from './client/types.gen.ts'

const [baseUrl = '', token = ''] = process.argv.slice(2)
client.setConfig({ baseUrl, auth: () => token })
const { data: list } = await listTenants({ throwOnError: true })
const tenant: string = list.tenants[0]?.tenantId ?? ''
const { data: page, response } = await listFindings({ path: { tenant }, query: { limit: 1, sort: '-subject' }, throwOnError: true })
const first: Finding | undefined = page.findings[0]
const { data: pool } = await explainPool({ path: { tenant, pool: 'record-routes' }, throwOnError: true })
const { data: bought } = await plan({ path: { tenant }, body: { voice: 7 }, throwOnError: true })
const { error } = await startRun({ path: { tenant: 'nobody' }, body: {} })
const problem: Problem | undefined = error
console.log(JSON.stringify({
  severity: first?.severity, total: response.headers.get('x-total-count'), entitled: pool.pool?.entitled,
  monthly: bought.monthly, code: problem?.code,
}))
`

describe('serve in a process of its own', () => {
  test('runs a sync beside it, and tells of it as it goes on', async () => {
    const begun = await fetch(`${base()}/runs`, { method: 'POST', headers: headers(), body: '{}' })
    const { runId } = z.object({ runId: z.string() }).parse(await begun.json())
    const events = await (await fetch(`${base()}/runs/${runId}/events`, { headers: headers() })).text()

    expect(begun.status).toBe(202)
    expect(events).toContain('event: progress')
    expect(events.trimEnd().split('\n').at(-1)).toMatch(/^data: \{"runId":"[\w-]+","state":"stored".*"exitCode":0/)
  }, 60_000)

  test('is asked by a client that is made of its description', async () => {
    const output = join(folder, 'client')
    const description = join(folder, 'openapi.json')
    writeFileSync(description, await (await fetch(`${origin()}/api/openapi.json`)).text())
    symlinkSync(modules, join(folder, 'node_modules'))
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    writeFileSync(join(folder, 'main.ts'), program)
    const settings = {
      compilerOptions: {
        strict: true,
        noEmit: true,
        target: 'es2024',
        module: 'nodenext',
        lib: ['es2024', 'dom', 'dom.iterable'],
        types: ['node'],
        allowImportingTsExtensions: true,
        skipLibCheck: true,
      },
      include: ['main.ts', 'client'],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings))

    await createClient({
      input: description,
      output: { path: output, module: { extension: '.ts' } },
      plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
      logs: { level: 'silent' },
    })
    const run = promisify(execFile)
    await run(process.execPath, [join(modules, 'typescript/bin/tsc'), '-p', folder])
    const { stdout } = await run(process.execPath, [
      '--experimental-transform-types',
      '--no-warnings',
      pathToFileURL(join(folder, 'main.ts')).href.slice('file://'.length),
      origin(),
      token(),
    ])

    expect(JSON.parse(stdout)).toMatchObject({ severity: 'info', total: '1', entitled: 200, code: 'unknown-tenant' })
  }, 120_000)

  test('stops within seconds of SIGTERM, also while somebody follows a run', async () => {
    await fetch(`${base()}/runs`, { method: 'POST', headers: headers(), body: '{}' })
    const { runs } = z
      .object({ runs: z.array(z.object({ runId: z.string() })) })
      .parse(await (await fetch(`${base()}/runs`, { headers: headers() })).json())
    const followed = await fetch(`${base()}/runs/${runs[0]?.runId}/events`, { headers: headers() })
    const stoppedAt = performance.now()

    service.child.kill('SIGTERM')
    await followed.text().catch(() => '')
    const { exitCode, stderr } = await service.ended

    expect(performance.now() - stoppedAt).toBeLessThan(6000)
    expect(exitCode).toBe(0)
    expect(stderr).not.toContain(token())
  }, 60_000)
})
