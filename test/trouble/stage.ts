/** Where rows are played: a practice cloud on real sockets, a store with one undisturbed run, and the product in this process. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tls from 'node:tls'
import type { Limits } from '../../connectors/connection.ts'
import type { FaultPlan } from '../../mocks/faults/plan.ts'
import type { TenantServer } from '../../mocks/loopback/tenant-server.ts'
import { startServer } from '../../mocks/server.ts'
import type { TenantDescription } from '../../mocks/tenant.ts'
import type { Clock } from '../../src/clock.ts'
import { run } from '../../src/cli/main.ts'
import { createJumpingClock } from './clock.ts'
import { chosenEnvironments, firstDay, firstDayMs, mostRows, secondDay, secondDayMs } from './tenant.ts'
import type { Place } from './row.ts'

export interface Played {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  readonly requests: number
  /** Virtual. */
  readonly waitedSeconds: number
  readonly storePath: string
  /** Every byte of every file that lies beside the store, the store included. */
  readonly files: ReadonlyMap<string, Buffer>
  readonly struck: number
  /** Connections to the trap. */
  readonly trapped: number
  /** Access tokens that were given out meanwhile. */
  readonly tokens: readonly string[]
}

export interface Stage {
  readonly place: Place
  readonly tenant: TenantDescription
  /** The store before each play. */
  readonly baseStore: Buffer
  /** One command on a copy of the base store, on the second day, under these faults. */
  play(argv: readonly string[], plan: FaultPlan | null, limits?: Limits): Promise<Played>
  /** One more command on the store that a play left, undisturbed. */
  ask(storePath: string, argv: readonly string[]): Promise<string>
  close(): Promise<void>
}

export async function openStage(): Promise<Stage> {
  let clock: Clock = createJumpingClock(firstDayMs)
  const named = [{ name: 'trouble', tenant: firstDay() }]
  // What getByIds withholds is read in a `$batch`, so that one is sent.
  const options = { mostRows, getByIdsWithholds: ['licenseAssignmentStates'] }
  const server = await startServer(named, { ...options, now: () => clock.now() })
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(server.announcement.caPath, 'utf8')])
  const tenantServer = server.tenants.get('trouble')
  if (tenantServer === undefined) throw new Error('the practice cloud did not start')
  const trap = await openTrap()
  const root = mkdtempSync(join(tmpdir(), 'seatledger-trouble-'))
  let plays = 0
  const command = async (argv: readonly string[], storePath: string, limits?: Limits) => {
    let [stdout, stderr] = ['', '']
    const exitCode = await run(argv, {
      env: { ...tenantServer.env(), SEATLEDGER_STORE: storePath, SEATLEDGER_EVIDENCE: '90' },
      clock,
      stdout: (text) => (stdout += text),
      stderr: (text) => (stderr += text),
      ...(limits === undefined ? {} : { limits }),
    })
    return { exitCode, stdout, stderr }
  }
  const folderFor = (): string => {
    const folder = join(root, `play-${(plays += 1)}`)
    mkdirSync(folder)
    return folder
  }
  const basePath = join(folderFor(), 'store.db')
  const first = await command(['sync', '--fail-on', 'never'], basePath)
  if (first.exitCode !== 0) throw new Error(`the undisturbed first sync ended with ${first.exitCode}\n${first.stderr}`)
  const baseStore = readFileSync(basePath)
  const tenant = secondDay()
  await tenantServer.replace(tenant)
  return {
    place: { ...chosenEnvironments(tenant), trap: trap.origin },
    tenant,
    baseStore,
    async play(argv, plan, limits) {
      clock = createJumpingClock(secondDayMs)
      const storePath = join(folderFor(), 'store.db')
      writeFileSync(storePath, baseStore, { mode: 0o600 })
      await tenantServer.setFaults(plan)
      tenantServer.cloud.resetCounts()
      const trappedBefore = trap.connections()
      const tokensBefore = tenantServer.cloud.tokens().length
      const printed = await command(argv, storePath, limits)
      const seen = lookBack(tenantServer)
      await tenantServer.setFaults(null)
      const waitedSeconds = (clock.now() - secondDayMs) / 1000
      const trapped = trap.connections() - trappedBefore
      const tokens = tenantServer.cloud.tokens().slice(tokensBefore)
      return { ...printed, ...seen, waitedSeconds, trapped, tokens, storePath, files: filesBeside(storePath) }
    },
    async ask(storePath, argv) {
      clock = createJumpingClock(secondDayMs + 60_000)
      return (await command(argv, storePath)).stdout
    },
    async close() {
      rmSync(root, { recursive: true, force: true })
      await Promise.all([server.close(), trap.close()])
    },
  }
}

function lookBack({ cloud }: TenantServer): { readonly requests: number; readonly struck: number } {
  return { requests: cloud.requests().length, struck: cloud.struck().reduce((sum, { struck }) => sum + struck, 0) }
}

function filesBeside(storePath: string): ReadonlyMap<string, Buffer> {
  const folder = join(storePath, '..')
  return new Map(existsSync(folder) ? readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]) : [])
}

/** Counts who connects, which is one too many. */
async function openTrap() {
  let connections = 0
  const server = net.createServer((socket) => {
    connections += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return {
    origin: `https://localhost:${port}`,
    connections: () => connections,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
