/** Whether a play is what its row expects: every reason why it is not. */
import type { Coverage } from '../../src/model/coverage.ts'
import { isInScope, keyOf, readAnswer, type Answer, type Command } from './documents.ts'
import { contentsOf, differenceOf } from './kills/contents.ts'
import type { Expectation, Place, Row } from './row.ts'
import type { Played } from './stage.ts'
import { notIn, storedRows } from './stored-rows.ts'
import { secondDayMs } from './tenant.ts'
import type { Truth } from './truth.ts'

export interface Case {
  readonly row: Pick<Row, 'waits' | 'faults' | 'limits'>
  readonly command: Command
  readonly expectation: Expectation
  readonly play: Played
  /** Status by id, after the play. */
  readonly findings: ReadonlyMap<string, string>
  readonly truth: Truth
  readonly place: Place
  readonly baseStore: Buffer
}

const exitCodes = { complete: 0, optional: 0, incomplete: 3, failed: 1 } as const
/** What product.md gives each command, and what the last attempt may take beyond it. */
const budgetSeconds = { sync: 10_800, capacity: 600 } as const
const slackSeconds = 60

/** Empty where the row is green. */
export function judge(one: Case): string[] {
  const { play, expectation, command } = one
  const answer = readAnswer(play)
  const faults: (string | null)[] = [
    play.struck === 0 ? 'no fault struck: the row shows nothing' : null,
    play.exitCode === exitCodes[expectation.kind]
      ? null
      : `exit code ${play.exitCode} instead of ${exitCodes[expectation.kind]}`,
    play.trapped === 0 ? null : `${play.trapped} connections to the foreign host`,
    [...play.files.keys()].join() === 'store.db' ? null : `left behind: ${[...play.files.keys()].join(', ')}`,
    play.stderr.includes('seatledger failed') ? 'a fault of our own' : null,
    ...judgeWaits(one, budgetSeconds[command] + slackSeconds),
  ]
  if (answer === null) faults.push('standard output is no document')
  else if (typeof answer === 'string') faults.push(...judgeFailure(one, answer))
  else faults.push(...judgeCoverage(one, answer), ...judgeFigures(one, answer))
  if (command === 'capacity' || expectation.kind === 'failed') faults.push(isStoreUntouched(one))
  else if (play.exitCode !== 1) faults.push(...judgeStore(one))
  return faults.filter((fault) => fault !== null)
}

function judgeWaits({ play: { waitedSeconds }, row }: Case, most: number): (string | null)[] {
  const { atLeast = 0, atMost = most } = row.waits ?? {}
  return [
    waitedSeconds < atLeast ? `waited ${waitedSeconds} s, at least ${atLeast} s were asked for` : null,
    waitedSeconds > Math.min(atMost, most) ? `waited ${waitedSeconds} s, more than ${Math.min(atMost, most)} s` : null,
  ]
}

function judgeFailure({ expectation, play }: Case, message: string): (string | null)[] {
  if (expectation.kind !== 'failed') return [`failed: ${message}`]
  return [
    expectation.sentence.test(message)
      ? null
      : `the sentence does not match ${String(expectation.sentence)}: ${message}`,
    play.stderr.includes(message) ? null : 'the sentence is not on standard error',
  ]
}

/** Only what lies in scope suffers; something does, with a reason, a fix where nothing passes by itself, and the sentence. */
function judgeCoverage({ expectation, truth, command, place }: Case, answer: Answer): (string | null)[] {
  const rows = new Map(answer.coverage.map((row) => [keyOf(row), row]))
  const suffering: Coverage[] = []
  const faults: (string | null)[] = []
  for (const known of truth.answers[command].coverage) {
    const row = rows.get(keyOf(known))
    const inScope = isInScope(known, expectation, place)
    if (row === undefined && !inScope && !follows(known.source, expectation))
      faults.push(`${keyOf(known)} is not listed`)
    if (row === undefined || (row.state === known.state && row.reason === known.reason)) continue
    if (!inScope) faults.push(`${keyOf(row)} is ${row.state}: ${row.reason}`)
    else if (row.state !== 'complete') suffering.push(row)
  }
  if (expectation.kind === 'complete' || expectation.kind === 'failed') return faults
  if (suffering.length === 0) faults.push('nothing in scope is partial or not assessed')
  if (suffering.some(({ reason }) => (reason ?? '').length < 10)) faults.push('a source says no reason')
  const { sentence } = expectation
  if (!suffering.some(({ reason }) => sentence.test(reason ?? ''))) {
    faults.push(`no reason matches ${String(sentence)}: ${suffering.map(({ reason }) => reason).join(' | ')}`)
  }
  return faults
}

/** A pool is as in the truth, or says that it is not known. */
function judgeFigures({ expectation, truth, command }: Case, answer: Answer): (string | null)[] {
  const whole = truth.answers[command]
  if (expectation.kind === 'complete') {
    return [
      JSON.stringify(answer.pools) === JSON.stringify(whole.pools) ? null : 'pools differ from the truth',
      JSON.stringify(answer.seats) === JSON.stringify(whole.seats) ? null : 'seats differ from the truth',
    ]
  }
  return answer.pools.map((pool, index) => {
    const known = whole.pools[index]
    // A figure that is not known is null; never another one.
    const isSame = pool.status === known?.status && (pool.entitled ?? known.entitled) === known.entitled
    return isSame || pool.status === 'unknown' ? null : `${pool.pool} is ${pool.status}, in truth ${known?.status}`
  })
}

/** People and groups are looked up because environments name them: where one is not read, fewer are wanted, and that is whole. */
function follows(source: string, expectation: Expectation): boolean {
  if (expectation.kind !== 'incomplete' || !expectation.scope.sources.includes('dataverse/')) return false
  return source === 'graph/users' || source === 'graph/groups'
}

function judgeStore(one: Case): (string | null)[] {
  const { expectation, truth, play } = one
  if (expectation.kind === 'complete' && expectation.lacks === undefined) {
    const difference = differenceOf(truth.contents, contentsOf(play.storePath, secondDayMs))
    return [difference === null ? null : `the store differs from the truth: ${difference}`]
  }
  return [...judgeRows(one), ...judgeFindings(one)]
}

/** What is out of scope is whole; what is in scope holds nothing but the truth. */
function judgeRows({ truth, play, expectation, place }: Case): (string | null)[] {
  const rows = storedRows(play.storePath)
  return truth.answers.sync.coverage.map((source) => {
    const [seen, known] = [rows.get(keyOf(source)) ?? [], truth.rows.get(keyOf(source)) ?? []]
    const mayLack = isInScope(source, expectation, place) || follows(source.source, expectation)
    const missing = mayLack
      ? null
      : notIn(
          known.filter((row) => !mayMiss(row, expectation)),
          seen,
        )
    if (missing !== null) return `${keyOf(source)} lacks ${missing}`
    const invented = notIn(
      seen.filter((row) => !mayLie(row, expectation)),
      known,
    )
    return invented === null ? null : `${keyOf(source)} holds what is not so: ${invented}`
  })
}

function mayLie(row: string, expectation: Expectation): boolean {
  return expectation.kind === 'incomplete' && row.startsWith(`${expectation.scope.untrue ?? ''} `)
}

function mayMiss(row: string, expectation: Expectation): boolean {
  return expectation.kind === 'complete' && row.startsWith(`${expectation.lacks ?? ''} `)
}

/** What was open stays open unless it is mended in truth; what is new is so in truth. */
function judgeFindings({ truth, findings, expectation }: Case): (string | null)[] {
  const lost = [...truth.baseFindings].filter(([id, status]) => {
    const now = findings.get(id)
    return now === undefined || (now === 'resolved' && status !== 'resolved' && truth.findings.get(id) !== 'resolved')
  })
  const invented = [...findings].filter(
    ([id, status]) => status !== 'resolved' && !truth.findings.has(id) && !truth.baseFindings.has(id),
  )
  const differing = [...truth.findings].filter(([id, status]) => findings.get(id) !== status)
  return [
    expectation.kind !== 'complete' || differing.length === 0 ? null : `findings that differ: ${differing.join(' | ')}`,
    lost.length === 0 ? null : `lost or resolved findings: ${lost.map(([id]) => id).join(', ')}`,
    invented.length === 0 ? null : `findings that are not so: ${invented.map(([id]) => id).join(', ')}`,
  ]
}

function isStoreUntouched({ play, baseStore }: Case): string | null {
  return play.files.get('store.db')?.equals(baseStore) === true ? null : 'the store is not as it was'
}
