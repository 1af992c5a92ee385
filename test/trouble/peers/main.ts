/** The peers alone, for whoever works on them: `node test/trouble/peers/main.ts [--only PART-OF-ID] [--peer NAME] [--limit SECONDS]`. */
import { parseArgs } from 'node:util'
import { rows } from '../rows/index.ts'
import { peerRowsOf, undisturbed } from './rows.ts'
import { defaultLimitSeconds, installPeers, runPeers, type PeerResult } from './run.ts'
import { peerNames } from './table.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    peer: { type: 'string', default: '' },
    limit: { type: 'string', default: String(defaultLimitSeconds) },
  },
})

function describe(result: PeerResult): string {
  const { row, peer, outcome, rows: count, trueRows, missing, extra, requests, struck, seconds, timers } = result
  const waits = timers.map((timer) => timer.toFixed(1)).join(' ')
  return [
    `${row} | ${peer} | ${outcome} ${count}/${trueRows}, ${missing} missing, ${extra} extra`,
    `${requests} requests, ${struck} struck, ${seconds.toFixed(1)} s, timers ${waits}`,
    `${result.leaks.join()} ${result.foreignTokens} | ${result.sentence}`,
  ].join(' | ')
}

await installPeers()
const chosen = peerRowsOf(rows).filter(({ id }) => id === undisturbed || id.includes(values.only))
await runPeers(chosen, {
  limitSeconds: Number(values.limit),
  only: peerNames.filter((name) => name.includes(values.peer)),
  onResult: (result) => console.log(describe(result)),
})
