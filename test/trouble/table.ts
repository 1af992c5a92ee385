/** The matrix as Markdown: ours and the peers', side by side. */
import { peerCells, peerLines, peerNames } from './peers/table.ts'
import { defaultLimitSeconds, type PeerResult } from './peers/run.ts'
import type { Result } from './play-row.ts'
import { families, type Row } from './row.ts'
import { summaryOf } from './report.ts'

export interface Played {
  readonly rows: readonly Row[]
  readonly results: readonly Result[]
  readonly peers: readonly PeerResult[]
  /** `2026-11-24`. */
  readonly day: string
  /** Not once more with pseudonyms. */
  readonly isQuick: boolean
}

export function trouble({ rows, results, peers, day, isQuick }: Played): string {
  const heads = [
    'what goes wrong',
    '`seatledger sync`',
    '`seatledger capacity`',
    ...peerNames.map((name) => `\`${name}\``),
  ]
  const tables = families.flatMap((family) => [
    `## ${family.slice(0, 1).toUpperCase()}${family.slice(1)}`,
    '',
    lineOf(heads),
    lineOf(heads.map(() => '---')),
    ...rows.filter((row) => row.family === family).map((row) => lineOf(cellsOf(row, results, peers))),
    '',
  ])
  return [...introduction(results, day, isQuick), ...peerLines(peers), '', ...tables].join('\n')
}

function introduction(results: readonly Result[], day: string, isQuick: boolean): string[] {
  return [
    '# Trouble: what goes wrong, and what becomes of it',
    '',
    `Made by \`npm run trouble -- ${isQuick ? '--quick ' : ''}--write\` on ${day}. ${summaryOf(results)}.`,
    '',
    'Every row is played against the practice cloud over TLS on loopback; the faults are seeded. Ours runs under a clock that jumps over its',
    'waits, so that a wait of hours is waited in full and costs nothing; small pages give every list several. A row is green where the exit code and',
    'the coverage are what the contract says, every row and finding that was read equals the undisturbed run, nothing is resolved or cleared by what',
    'could not be read, the store is byte for byte as it was where the run failed, and neither the secret nor a token is found in any output or',
    `file. ${isQuick ? 'Without `--quick` each row is' : 'Each row was'} played once more with \`--pseudonymize\`, and no name, sign-in name or id of the tenant may be printed.`,
    '',
    'The peers wait for real, up to a limit, and are asked for what they can read. `–`: nothing that the peer asks for meets the fault.',
    '',
  ]
}

function cellsOf(row: Row, results: readonly Result[], peers: readonly PeerResult[]): string[] {
  const ours = (['sync', 'capacity'] as const).map((command) => {
    const result = results.find((each) => each.row === row.id && each.command === command)
    return result === undefined ? '–' : cellOf(result)
  })
  return [row.title, ...ours, ...peerCells(row.id, peers, defaultLimitSeconds)]
}

function cellOf({ outcome, exitCode, requests, waitedSeconds, sentence, faults }: Result): string {
  const verdict = faults.length === 0 ? '' : '**not green** '
  const waited = waitedSeconds === 0 ? '' : `, waited ${waitedSeconds} s`
  // Ports of this run say nothing.
  const said =
    sentence === ''
      ? ''
      : `: ${sentence.replaceAll(/localhost:\d+/g, 'HOST').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')}`
  const word = outcome === 'completed' ? 'complete, equal to the truth' : outcome
  return `${verdict}${word} (${exitCode}), ${requests} requests${waited}${said}`
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
}
