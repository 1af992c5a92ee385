/** The peers' part of the table of trouble, as Markdown. */
import type { PeerName } from './peers.ts'
import type { PeerResult } from './run.ts'

export const peerNames: readonly PeerName[] = ['m365', 'graph-client', 'dynamics-web-api']

/** Three cells for a row, in the order of `peerNames`. */
export function peerCells(row: string, results: readonly PeerResult[], limitSeconds: number): string[] {
  return peerNames.map((name) => {
    const result = results.find((each) => each.row === row && each.peer === name)
    return result === undefined ? '–' : cellOf(result, limitSeconds)
  })
}

const notes = [
  'Each runs as its documentation shows, unchanged, in a process of its own: see `test/trouble/peers/README.md`.',
  '"Gave up" is a proper answer of a library, whose caller decides. In bold is what no caller can see: rows that are missing or twice',
  'though the exit code is 0, and a process that never ends. Where a peer follows a circle of links, it is the practice cloud that ends',
  'it: it forgets a page token after 500 others.',
]

/** What each peer was asked to do, in which version, and how its cells are read. */
export function peerLines(results: readonly PeerResult[]): string[] {
  const lines = results.flatMap(({ peer, version, command, outcome }) =>
    outcome === 'not applicable' ? [] : [`- \`${peer}\` ${version}: ${command}`],
  )
  return lines.length === 0 ? [] : [...new Set(lines)].toSorted().concat('', notes)
}

function cellOf(result: PeerResult, limitSeconds: number): string {
  if (result.outcome === 'not applicable') return '–'
  return [outcomeOf(result, limitSeconds), ...revealed(result)].join('; ')
}

function outcomeOf(result: PeerResult, limitSeconds: number): string {
  const { outcome, sentence, requests } = result
  if (outcome === 'threw') return `gave up after ${counted(requests)}: ${quoted(sentence)}`
  if (outcome === 'hung') return unended(result, limitSeconds)
  return result.isEqualToTruth ? `complete, ${counted(requests)}${waited(result)}` : differing(result)
}

function waited({ timers }: PeerResult): string {
  const seconds = timers.reduce((sum, timer) => sum + timer, 0)
  return seconds < 0.5 ? '' : `, waited ${whole(seconds)} s`
}

/** Exit code 0, and no word about it. */
function differing({ rows, trueRows, missing, extra }: PeerResult): string {
  const absent = missing === 0 ? '' : `, ${missing} missing`
  const surplus = extra === 0 ? '' : `, ${extra} that are twice or none`
  return `**not the truth, and not a word**: ${rows - extra} of ${trueRows} rows${absent}${surplus}`
}

/** Who was told to wait for longer than the limit does well to wait, and whose storm is not over goes on. */
function unended({ timers, requests }: PeerResult, limitSeconds: number): string {
  const wait = timers.at(-1)
  if (wait === undefined) return `**no end** within ${limitSeconds} s: ${counted(requests)}, no timer set`
  if (wait > limitSeconds) return `still waiting after ${limitSeconds} s: a timer of ${whole(wait)} s`
  return `still trying after ${limitSeconds} s: ${counted(requests)}, the last timer ${whole(wait)} s`
}

function revealed({ leaks, foreignTokens }: PeerResult): string[] {
  return [
    ...(foreignTokens === 0 ? [] : [`**${foreignTokens} tokens reached the foreign host**`]),
    ...leaks.map((leak) => `**prints the ${leak}**`),
  ]
}

function counted(requests: number): string {
  return `${requests} ${requests === 1 ? 'request' : 'requests'}`
}

function whole(seconds: number): string {
  return String(Math.round(seconds))
}

/** A sentence of somebody else's is shown as code, and cannot end its cell. */
function quoted(sentence: string): string {
  return `\`${sentence.replaceAll('`', "'").replaceAll('|', '/')}\``
}
