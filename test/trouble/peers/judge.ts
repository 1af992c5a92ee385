/** What came of a peer's run: its rows beside the true ones, its last words, and whether a credential stands in what it printed. */
import { stripVTControlCharacters } from 'node:util'
import type { ChildEnd } from './child.ts'
import { folder } from './child.ts'
import { secret } from './peers.ts'
import { rowIds, type ListName } from './truth.ts'

export type Outcome = 'completed' | 'threw' | 'hung' | 'not applicable'

export interface Judgment {
  readonly outcome: Outcome
  /** Rows that it handed over as the result. */
  readonly rows: number
  readonly missing: number
  /** Rows that came twice, and what is no row at all. */
  readonly extra: number
  readonly isEqualToTruth: boolean
  /** Its own last words in one line. */
  readonly sentence: string
  readonly leaks: readonly ('token' | 'secret')[]
}

const longestSentence = 120
const token = /eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/

export function judge(ends: readonly ChildEnd[], lists: readonly ListName[], truth: readonly string[]): Judgment {
  const last = ends.at(-1)
  const printed = ends.map(({ stdout, stderr }) => `${stdout}\n${stderr}`).join('\n')
  const leaks = [...(token.test(printed) ? ['token' as const] : []), ...(hasSecret(printed) ? ['secret' as const] : [])]
  if (last === undefined || last.exitCode !== 0) {
    const outcome = last?.exitCode === null ? 'hung' : 'threw'
    const sentence = last === undefined ? '' : lastWords(last)
    return { outcome, rows: 0, missing: truth.length, extra: 0, isEqualToTruth: false, sentence, leaks }
  }
  const ids = rowIds(rowsIn(last.stdout), lists)
  const handedOver = new Set(ids)
  const missing = truth.filter((id) => !handedOver.has(id)).length
  const extra = ids.length - (truth.length - missing)
  return {
    outcome: 'completed',
    rows: ids.length,
    missing,
    extra,
    isEqualToTruth: missing === 0 && extra === 0,
    sentence: missing === 0 && extra === 0 ? '' : firstLine(last.stderr),
    leaks,
  }
}

function hasSecret(printed: string): boolean {
  return secret !== '' && printed.includes(secret)
}

/** Exit code 0 says that all is well: who printed no list then handed over no row. */
function rowsIn(stdout: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(stdout)
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

function lastWords({ exitCode, stderr, stdout, timers }: ChildEnd): string {
  const wait = timers.at(-1)
  if (exitCode === null) return wait === undefined ? '' : `its last timer: ${Number(wait.toFixed(1))} s`
  const said = firstLine(stderr) || firstLine(stdout)
  if (exitCode === 13) return 'ended without an answer and without an error (exit code 13)'
  return said === '' ? `no word (exit code ${exitCode})` : `${said}${statusIn(stderr, said)}`
}

/** Of a printed error whose first line does not say it. */
function statusIn(stderr: string, said: string): string {
  const [, status] = /^\s*(?:statusCode|status): ([3-5]\d\d),?$/m.exec(stderr) ?? []
  return status === undefined || said.includes(status) ? '' : ` (status ${status})`
}

/** The first line that speaks of an error, else the first. What names this machine or this moment is left out. */
function firstLine(text: string): string {
  const plain = stripVTControlCharacters(text.replaceAll(folder, ''))
    .replaceAll(/127\.0\.0\.1:\d+/g, 'the host')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '…')
    .replaceAll(/\b(?:Timestamp|Correlation ID|Trace ID): (?:Not Available|…|[\da-f-]{36})(?: - )?/g, '')
  const lines = plain.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
  const speaking = lines.find((line) => /error/i.test(line) && !line.startsWith('at ')) ?? lines[0] ?? ''
  const line = speaking.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ').replace(/ \{$/, '')
  return line.length > longestSentence ? `${line.slice(0, longestSentence)}…` : line
}
