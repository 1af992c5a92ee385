/**
 * The acceptance line on `sync` of a large tenant: 100,000 users, 20 environments of 1,000 system users each; the practice cloud and
 * the product in processes of their own, requests and peak memory measured.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'

/** As large as the acceptance line says: nothing is given but what the generator does by itself. */
const tenant = 'generate:users=100000'
const environments = 20

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'seatledger-large-'))
const peakFile = join(folder, 'peak-kilobytes')
/** Loaded into the product's process before anything else: its own word on its peak memory, in KB. */
const hook = `data:text/javascript,import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync('${peakFile}',String(process.resourceUsage().maxRSS)))`

const Announcement = z.object({
  caPath: z.string(),
  tenants: z.tuple([z.object({ env: z.record(z.string(), z.string()), control: z.string() })]),
})
type Announcement = z.infer<typeof Announcement>

const Counts = z.object({
  graph: z.int(),
  powerPlatform: z.int(),
  dataverse: z.int(),
  signIn: z.int(),
  environments: z.record(z.string(), z.int()),
})

const SyncDocument = z.object({
  schema: z.literal('seatledger.sync/1'),
  requests: z.object({ graph: z.int(), powerPlatform: z.int(), dataverse: z.int(), signIn: z.int(), retried: z.int() }),
  coverage: z.array(z.object({ state: z.string(), required: z.boolean() })),
  rows: z.record(z.string(), z.int()),
  findings: z.record(z.string(), z.int()),
})

let cloud: ChildProcess | null = null

beforeAll(() => {
  execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'ignore' })
}, 300_000)

afterAll(() => {
  cloud?.kill()
  rmSync(folder, { recursive: true, force: true })
})

it('sync of 100,000 users asks little, and remembers little at a time', async () => {
  const announcement = await startCloud()

  const started = performance.now()
  const { document, peakMB } = await syncWith(announcement)
  const seconds = (performance.now() - started) / 1000
  const { environments: perEnvironment, ...counted } = Counts.parse(await controlOf(announcement, 'counts'))

  const mostPerEnvironment = Math.max(...Object.values(perEnvironment))
  console.log({ seconds, peakMB, counted, mostPerEnvironment, rows: document.rows, findings: document.findings })
  expect(document.requests).toStrictEqual({ ...counted, retried: 0 })
  expect(document.coverage.filter((row) => row.required && row.state !== 'complete')).toStrictEqual([])
  expect(counted.graph).toBeLessThanOrEqual(40)
  expect(Object.keys(perEnvironment)).toHaveLength(environments)
  expect(mostPerEnvironment).toBeLessThanOrEqual(12)
  expect(peakMB).toBeLessThan(350)
})

async function startCloud(): Promise<Announcement> {
  const child = spawn(process.execPath, ['mocks/server.ts', tenant], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  cloud = child
  for await (const line of createInterface(child.stdout)) return Announcement.parse(JSON.parse(line))
  throw new Error('the practice cloud ended without a word')
}

async function controlOf({ tenants: [{ control }] }: Announcement, verb: string): Promise<unknown> {
  const response = await fetch(`${control}/${verb}`)
  return response.json()
}

async function syncWith({ caPath, tenants: [{ env }] }: Announcement) {
  const product = spawn(process.execPath, ['--import', hook, 'bin/seatledger.js', 'sync', '--json'], {
    cwd: root,
    env: { PATH: process.env['PATH'], NODE_EXTRA_CA_CERTS: caPath, ...env, SEATLEDGER_STORE: join(folder, 'store.db') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [report, log] = await Promise.all([text(product.stdout), text(product.stderr)])
  if (report === '') throw new Error(`sync printed no document\n${log}`)
  return { document: SyncDocument.parse(JSON.parse(report)), peakMB: Number(readFileSync(peakFile, 'utf8')) / 1024 }
}
