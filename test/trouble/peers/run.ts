/** Runs rows of trouble against the peers: side by side, each with a practice cloud of its own, row after row. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { FaultPlan } from '../../../mocks/faults/plan.ts'
import { startPeerCloud, type PeerCloud } from './cloud.ts'
import { aimedAtApis, endsTokens, jobFor } from './aims.ts'
import { versionOf } from './install.ts'
import { judge, type Judgment } from './judge.ts'
import { credentials, peers, runProcesses, type Job, type Peer, type PeerName } from './peers.ts'
import { truthOf } from './truth.ts'

export { installPeers } from './install.ts'

export interface PeerRow {
  readonly id: string
  /** null: undisturbed. */
  readonly faults: FaultPlan | null
}

export interface PeerResult extends Judgment {
  readonly row: string
  readonly peer: PeerName
  readonly version: string
  /** What it was asked to do; '' where nothing that it can be asked fits the row. */
  readonly command: string
  readonly trueRows: number
  /** As the practice cloud counted. */
  readonly requests: number
  /** Requests that a fault hit. */
  readonly struck: number
  /** From its first connection to its end. */
  readonly seconds: number
  /** Seconds that its timers were asked to wait, one by one. */
  readonly timers: readonly number[]
  readonly peakMiB: number | null
  /** Bearer tokens that reached a foreign host. */
  readonly foreignTokens: number
}

export interface PeerOptions {
  /** After its first connection a peer has so long for a row. Default 45. */
  readonly limitSeconds?: number
  readonly only?: readonly PeerName[]
  readonly onResult?: (result: PeerResult) => void
}

export const defaultLimitSeconds = 45

/** In the order of the rows. */
export async function runPeers(rows: readonly PeerRow[], options: PeerOptions = {}): Promise<readonly PeerResult[]> {
  const { only } = options
  const chosen = peers.filter(({ name }) => only === undefined || only.includes(name))
  const results = await Promise.all(chosen.flatMap((peer) => runInLanes(peer, rows, options)))
  const order = new Map(rows.map(({ id }, index) => [id, index]))
  return results.flat().toSorted((left, right) => (order.get(left.row) ?? 0) - (order.get(right.row) ?? 0))
}

/** Every so manieth row in each lane. */
function runInLanes(peer: Peer, rows: readonly PeerRow[], options: PeerOptions): Promise<readonly PeerResult[]>[] {
  return Array.from({ length: peer.lanes }, (_, lane) =>
    runLane(
      peer,
      rows.filter((_row, index) => index % peer.lanes === lane),
      options,
    ),
  )
}

async function runLane(peer: Peer, rows: readonly PeerRow[], options: PeerOptions): Promise<readonly PeerResult[]> {
  const practice = await startPeerCloud()
  const home = mkdtempSync(join(tmpdir(), 'seatledger-peer-'))
  let signedIn = ''
  try {
    const results: PeerResult[] = []
    for (const row of rows) {
      if (signedIn === '') signedIn = await prepare(peer, practice, home)
      const result = await runRow(peer, row, { practice, home, signedIn, ...options })
      options.onResult?.(result)
      results.push(result)
      if (endsTokens(row.faults)) signedIn = ''
    }
    return results
  } finally {
    await practice.close()
    rmSync(home, { recursive: true, force: true })
  }
}

/** The home folder of somebody who signed in. */
async function prepare(peer: Peer, practice: PeerCloud, home: string): Promise<string> {
  const folder = mkdtempSync(join(home, 'signed-in-'))
  for (const [path, content] of Object.entries(peer.settings ?? {})) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), JSON.stringify(content))
  }
  const env = { ...credentials, ...practice.env, HOME: folder }
  const last = (await runProcesses(peer.prepare, env, defaultLimitSeconds)).at(-1)
  if (last !== undefined && last.exitCode !== 0) throw new Error(`${peer.name} cannot be prepared: ${last.stderr}`)
  return folder
}

interface Stage extends PeerOptions {
  readonly practice: PeerCloud
  readonly home: string
  readonly signedIn: string
}

async function runRow(peer: Peer, row: PeerRow, stage: Stage): Promise<PeerResult> {
  const faults = aimedAtApis(row.faults)
  const job = jobFor(peer.jobs, faults)
  const named = { row: row.id, peer: peer.name, version: versionOf(peer.packageName) }
  if (job === null) return { ...named, ...notApplicable, sentence: 'it asks nothing that this row strikes' }
  const result = { ...named, ...(await runJob(job, faults, stage)) }
  if (faults === null || result.struck > 0) return result
  return { ...result, outcome: 'not applicable', sentence: 'none of its requests was struck' }
}

async function runJob(job: Job, faults: FaultPlan | null, stage: Stage) {
  const { practice, home, limitSeconds = defaultLimitSeconds } = stage
  const ownHome = mkdtempSync(join(home, 'row-'))
  const isWanted = (path: string): boolean => job.isFresh !== true || !basename(path).startsWith('.cli-m365-')
  cpSync(stage.signedIn, ownHome, { recursive: true, filter: isWanted })
  const truth = await truthOf(job.lists)
  practice.cloud.resetCounts()
  const before = practice.foreign().tokens
  await practice.setFaults(faults)
  const env = { ...credentials, ...practice.env, HOME: ownHome }
  const ends = await runProcesses(job.processes, env, limitSeconds)
  const struck = practice.cloud.struck().reduce((sum, fault) => sum + fault.struck, 0)
  await practice.setFaults(null)
  return {
    command: job.command,
    ...judge(ends, job.lists, truth),
    trueRows: truth.length,
    requests: practice.cloud.requests().length,
    struck,
    seconds: ends.reduce((sum, end) => sum + end.seconds, 0),
    timers: ends.flatMap((end) => end.timers),
    peakMiB: ends.at(-1)?.peakMiB ?? null,
    foreignTokens: practice.foreign().tokens - before,
  }
}

const notApplicable = {
  command: '',
  outcome: 'not applicable',
  rows: 0,
  missing: 0,
  extra: 0,
  isEqualToTruth: false,
  leaks: [],
  trueRows: 0,
  requests: 0,
  struck: 0,
  seconds: 0,
  timers: [],
  peakMiB: null,
  foreignTokens: 0,
} as const
