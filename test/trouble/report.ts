/** Results as lines of a terminal. */
import type { PeerResult } from './peers/run.ts'
import type { Result } from './play-row.ts'
import type { Row } from './row.ts'

export function describeResult({ title }: Pick<Row, 'title'>, result: Result): string {
  const { command, outcome, requests, struck, waitedSeconds, exitCode, sentence, faults } = result
  const equal = result.isEqualToTruth ? 'equal to the truth' : 'not equal'
  const store = result.isStoreUnchanged ? 'store unchanged' : 'run stored'
  const verdict = faults.length === 0 ? 'green' : 'RED'
  return [
    `${verdict} ${result.row} (${command}): ${title}`,
    `      ${outcome}, exit code ${exitCode}; ${requests} requests, ${struck} struck, waited ${waitedSeconds} s; ${equal}; ${store}`,
    ...(sentence === '' ? [] : [`      "${sentence}"`]),
    ...faults.map((fault) => `      - ${fault}`),
  ].join('\n')
}

export function summaryOf(results: readonly Result[]): string {
  const green = results.filter(({ faults }) => faults.length === 0).length
  const rows = new Set(results.map(({ row }) => row)).size
  return `${green} of ${results.length} results are green, over ${rows} rows`
}

export function describePeer({ peer, row, outcome, requests, struck, seconds, sentence }: PeerResult): string {
  const said = sentence === '' ? '' : `: ${sentence}`
  return `${peer} ${row}: ${outcome}, ${requests} requests, ${struck} struck, ${Math.round(seconds)} s${said}`
}
