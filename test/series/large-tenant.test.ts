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

const tenant = 'generate:users=100000,environments=20'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'seatledger-large-'))
const peakFile = join(folder, 'peak-kilobytes')
/** Loaded into the product's process before anything else: its own word on its peak memory, in KB. */
const hook = `data:text/javascript,import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync('${peakFile}',String(process.resourceUsage().maxRSS)))`

const Announcement = z.object({ env: z.record(z.string(), z.string()) })

let cloud: ChildProcess

beforeAll(() => {
  execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'ignore' })
})

afterAll(() => {
  cloud.kill()
  rmSync(folder, { recursive: true, force: true })
})

const SyncDocument = z.object({
  schema: z.literal('seatledger.sync/1'),
  requests: z.object({ graph: z.int(), powerPlatform: z.int(), dataverse: z.int(), signIn: z.int(), retried: z.int() }),
  rows: z.record(z.string(), z.int()),
  findings: z.record(z.string(), z.int()),
})

it('sync of 100,000 users asks little, and remembers little at a time', async () => {
  const announced = await startCloud()

  const { document, peakMB } = await syncWith(announced.env)

  expect(document.requests.graph).toBeLessThanOrEqual(40)
  expect(peakMB).toBeLessThan(350)
})

async function startCloud() {
  cloud = spawn(process.execPath, ['mocks/server.ts', tenant], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  if (cloud.stdout === null) throw new Error('the practice cloud prints nothing')
  for await (const line of createInterface(cloud.stdout)) return Announcement.parse(JSON.parse(line))
  throw new Error('the practice cloud ended without a word')
}

async function syncWith(cloudEnv: Readonly<Record<string, string>>) {
  const product = spawn(process.execPath, ['--import', hook, 'bin/seatledger.js', 'sync', '--json'], {
    cwd: root,
    env: { ...process.env, ...cloudEnv, SEATLEDGER_STORE: join(folder, 'store.db') },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const document = SyncDocument.parse(JSON.parse(await text(product.stdout)))
  return { document, peakMB: Number(readFileSync(peakFile, 'utf8')) / 1024 }
}
