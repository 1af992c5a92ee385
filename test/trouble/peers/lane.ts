/** One lane of a peer in a thread of its own, whose practice cloud no other lane's bodies can hold up. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import type { FaultPlan } from '../../../mocks/faults/plan.ts'
import { aimedAtApis, endsTokens, jobFor } from './aims.ts'
import { startPeerCloud, type PeerCloud } from './cloud.ts'
import { versionOf } from './install.ts'
import { judge } from './judge.ts'
import { credentials, peers, runProcesses, type Job, type Peer } from './peers.ts'
import type { LaneOrder, PeerResult, PeerRow } from './run.ts'
import { truthOf } from './truth.ts'

/** For a sign-in before the trouble. */
const preparationSeconds = 45

/** Row after row, each result as soon as it is there. */
async function runLane(
  { peer: name, rows, limitSeconds }: LaneOrder,
  onResult: (result: PeerResult) => void,
): Promise<void> {
  const peer = peers.find((each) => each.name === name)
  if (peer === undefined) throw new Error(`${name} is no peer`)
  const practice = await startPeerCloud()
  const home = mkdtempSync(join(tmpdir(), 'seatledger-peer-'))
  let signedIn = ''
  try {
    for (const row of rows) {
      if (signedIn === '') signedIn = await prepare(peer, practice, home)
      onResult(await runRow(peer, row, { practice, home, signedIn, limitSeconds }))
      if (endsTokens(row.faults)) signedIn = ''
    }
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
  const last = (await runProcesses(peer.prepare, env, preparationSeconds)).at(-1)
  if (last !== undefined && last.exitCode !== 0) throw new Error(`${peer.name} cannot be prepared: ${last.stderr}`)
  return folder
}

interface Stage {
  readonly limitSeconds: number
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
  const { practice, home, limitSeconds } = stage
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
  foreignTokens: 0,
} as const

// Last: what stands above is known by then.
const order: LaneOrder = workerData
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a thread has no origin
await runLane(order, (result) => parentPort?.postMessage(result))
