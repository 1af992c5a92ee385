/**
 * `npm run trouble`: plays every row against `sync` and `capacity`, then the same rows against the peers, which it installs. Ends with 1
 * where a row is not green. `-- --only WORD` plays the rows whose id or family holds it, `--no-peers` leaves the peers out, `--quick` does
 * not play each row once more with pseudonyms, `--write` writes docs/trouble.md.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { peerRowsOf, undisturbed } from './peers/rows.ts'
import { installPeers, runPeers, type PeerResult } from './peers/run.ts'
import { playRow, type Result } from './play-row.ts'
import { describePeer, describeResult, summaryOf } from './report.ts'
import type { Row } from './row.ts'
import { rows } from './rows/index.ts'
import { openStage } from './stage.ts'
import { trouble } from './table.ts'
import { findTruth } from './truth.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    peers: { type: 'boolean', default: true },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
  allowNegative: true,
})
const { only } = values
const chosen = rows.filter(({ id, family }) => id.includes(only) || family.includes(only))
if (chosen.length === 0) throw new Error(`no row and no family holds ${only}`)

// Side by side: the peers wait for real, in processes of their own.
const [results, peers] = await Promise.all([playOurs(chosen), values.peers ? playPeers(chosen) : []])
console.log(summaryOf(results))
if (values.write) {
  const day = new Date().toISOString().slice(0, 10)
  const isQuick = values.quick
  const page = trouble({ rows: chosen, results, peers, day, isQuick })
  writeFileSync(join(import.meta.dirname, '../../docs/trouble.md'), page)
}
if (results.some(({ faults }) => faults.length > 0)) process.exitCode = 1

async function playOurs(played: readonly Row[]): Promise<readonly Result[]> {
  const stage = await openStage()
  const found: Result[] = []
  try {
    const truth = await findTruth(stage)
    for (const row of played) {
      for (const result of await playRow(stage, truth, row, values.quick)) {
        found.push(result)
        console.log(describeResult(row, result))
      }
    }
  } finally {
    await stage.close()
  }
  return found
}

/** A comparison is fair only where the peers are right when nothing goes wrong. */
async function playPeers(played: readonly Row[]): Promise<readonly PeerResult[]> {
  await installPeers()
  const found = await runPeers(peerRowsOf(played), { onResult: (result) => console.log(describePeer(result)) })
  const unfair = found.filter(({ row, isEqualToTruth }) => row === undisturbed && !isEqualToTruth)
  if (unfair.length === 0) return found
  console.log(`not fair: undisturbed, ${unfair.map(({ peer }) => peer).join(' and ')} differ from the truth`)
  process.exitCode = 1
  return found
}
