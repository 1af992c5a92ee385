/** Runs rows of trouble against the peers: side by side, each with a practice cloud of its own, row after row. */
import { Worker } from 'node:worker_threads'
import type { FaultPlan } from '../../../mocks/faults/plan.ts'
import type { Judgment } from './judge.ts'
import { peers, type Peer, type PeerName } from './peers.ts'

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

export interface LaneOrder {
  readonly peer: PeerName
  readonly rows: readonly PeerRow[]
  readonly limitSeconds: number
}

/** Every so manieth row in each lane. */
function runInLanes(peer: Peer, rows: readonly PeerRow[], options: PeerOptions): Promise<readonly PeerResult[]>[] {
  const { limitSeconds = defaultLimitSeconds } = options
  return Array.from({ length: peer.lanes }, (_, lane) => {
    const own = rows.filter((_row, index) => index % peer.lanes === lane)
    return runLane({ peer: peer.name, rows: own, limitSeconds }, options)
  })
}

function runLane(order: LaneOrder, { onResult }: PeerOptions): Promise<readonly PeerResult[]> {
  const results: PeerResult[] = []
  const worker = new Worker(new URL('./lane.ts', import.meta.url), { workerData: order })
  worker.on('message', (result: PeerResult) => {
    results.push(result)
    onResult?.(result)
  })
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => resolve(results))
  })
}
