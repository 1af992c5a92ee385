/**
 * The acceptance line on readers: a hundred at a time while a sync goes on, no error, and the sync at most 1.5 times as long. The
 * practice cloud and the service in processes of their own, the readers in this one.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as after } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { readOnce, readUntil, type Read, type Reading } from './readers.ts'

const tenant = 'generate:users=20000,environments=12'
const readers = 100
/** A reader looks at an answer for a second or so. */
const look = 1000
const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'seatledger-readers-'))

const Announcement = z.object({
  caPath: z.string(),
  tenants: z.tuple([z.object({ env: z.record(z.string(), z.string()) })]),
})
const Run = z.object({ runId: z.string(), state: z.string(), startedAt: z.string(), finishedAt: z.string().nullable() })

const children: ChildProcess[] = []
let base = ''
let token = ''

beforeAll(async () => {
  execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'ignore' })
  const cloud = start(['mocks/server.ts', tenant], {})
  const { caPath, tenants } = Announcement.parse(JSON.parse(await firstLine(cloud)))
  const [{ env }] = tenants
  const serve = start(['dist/src/cli/entry.js', 'serve'], {
    ...env,
    NODE_EXTRA_CA_CERTS: caPath,
    SEATLEDGER_STORE: join(folder, 'store.db'),
    SEATLEDGER_LISTEN: '127.0.0.1:0',
  })
  const link = new URL(await firstLine(serve))
  token = link.searchParams.get('token') ?? ''
  base = `${link.origin}/api/v1/tenants/${env['AZURE_TENANT_ID']}`
}, 300_000)

afterAll(async () => {
  for (const child of children.toReversed()) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  rmSync(folder, { recursive: true, force: true })
})

it('a hundred readers during a sync get no error, and the sync is at most 1.5 times as long', async () => {
  await syncSeconds()
  const idle = await idleRead(look)
  const alone = [await syncSeconds()]
  const busy = await busySync(look)
  alone.push(await syncSeconds())
  const flatOut = { idle: await idleRead(0), busy: await busySync(0) }

  const aloneSeconds = alone.reduce((sum, one) => sum + one, 0) / alone.length
  const told = (idleRun: Read, { seconds, storedAt, read }: Busy) => ({
    idle: { ...idleRun, errors: idleRun.errors.length },
    duringSync: { ...read, errors: read.errors.length },
    // Until the new run is stored; what is asked after that is made anew for its first reader.
    p99MsDuringSync: read.p99MsBefore(storedAt),
    p99Ratio: Math.round((read.p99MsBefore(storedAt) / idleRun.p99Ms) * 100) / 100,
    syncSeconds: { alone, withReaders: seconds, ratio: Math.round((seconds / aloneSeconds) * 100) / 100 },
  })
  console.log(JSON.stringify({ looking: told(idle, busy), flatOut: told(flatOut.idle, flatOut.busy) }, null, 2))
  expect([...idle.errors, ...busy.read.errors, ...flatOut.idle.errors, ...flatOut.busy.read.errors]).toEqual([])
  expect(busy.read.answers).toBeGreaterThan(readers)
  expect(busy.seconds / aloneSeconds).toBeLessThan(1.5)
})

const reading = (lookMs: number): Reading => ({ base, token, readers, lookMs })

async function idleRead(lookMs: number): Promise<Read> {
  await readOnce(reading(lookMs))
  return readUntil(AbortSignal.timeout(10_000), reading(lookMs))
}

interface Busy {
  readonly seconds: number
  readonly storedAt: number
  readonly read: Read
}

async function busySync(lookMs: number): Promise<Busy> {
  await readOnce(reading(lookMs))
  const over = new AbortController()
  const read = readUntil(over.signal, reading(lookMs))
  const { seconds, storedAt } = await syncOnce()
  over.abort()
  return { seconds, storedAt, read: await read }
}

async function syncSeconds(): Promise<number> {
  return (await syncOnce()).seconds
}

async function syncOnce(): Promise<Pick<Busy, 'seconds' | 'storedAt'>> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const begun = await fetch(`${base}/runs`, { method: 'POST', headers, body: '{"full":true}' })
  const { runId } = Run.parse(await begun.json())
  for (;;) {
    const run = Run.parse(await (await fetch(`${base}/runs/${runId}`, { headers })).json())
    if (run.state === 'stored') {
      const document = await (await fetch(`${base}/runs/${runId}/document`, { headers })).json()
      // Of the document: before it was written to the store.
      const storedAt = Date.parse(z.object({ finishedAt: z.string() }).parse(document).finishedAt)
      return { seconds: (Date.parse(run.finishedAt ?? '') - Date.parse(run.startedAt)) / 1000, storedAt }
    }
    if (run.state !== 'running') throw new Error(`the sync ended as ${run.state}`)
    await after(250)
  }
}

function start(argv: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, argv, {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: folder, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  return child
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('no output')
  for await (const line of createInterface({ input: stdout })) return line
  throw new Error('it ended before it was ready')
}
