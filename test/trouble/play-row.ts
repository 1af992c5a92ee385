/** Plays one row with every command that it meets, and says whether it is green. */
import { Canaries } from '../security/canaries.ts'
import { readAnswer, readFindings, type Command } from './documents.ts'
import { judge, type Case } from './judge.ts'
import { namesIn, plantedNames } from './names.ts'
import { patient, type Expectation, type Row } from './row.ts'
import type { Played, Stage } from './stage.ts'
import { argvOf, type Truth } from './truth.ts'

export interface Result {
  readonly row: string
  readonly command: Command
  /** `store`: what became of it, in words. */
  readonly outcome: 'completed' | 'incomplete' | 'gave up'
  readonly exitCode: number
  readonly requests: number
  readonly struck: number
  readonly waitedSeconds: number
  readonly isEqualToTruth: boolean
  readonly isStoreUnchanged: boolean
  readonly sentence: string
  /** Empty: the row is green. */
  readonly faults: readonly string[]
}

/** `isQuick`: not once more with pseudonyms. */
export async function playRow(stage: Stage, truth: Truth, row: Row, isQuick = false): Promise<Result[]> {
  const results = [await playCommand(stage, truth, { row, command: 'sync', expectation: row.sync, isQuick })]
  if (row.capacity !== undefined) {
    results.push(await playCommand(stage, truth, { row, command: 'capacity', expectation: row.capacity, isQuick }))
  }
  return results
}

async function playCommand(
  stage: Stage,
  truth: Truth,
  asked: {
    readonly row: Row
    readonly command: Command
    readonly expectation: Expectation
    readonly isQuick: boolean
  },
): Promise<Result> {
  const { row, command, expectation, isQuick } = asked
  const plan = { seed: 5, faults: row.faults(stage.place) }
  const play = await stage.play(argvOf[command], plan, row.limits ?? patient)
  const findings = await readFindings(stage, play.storePath)
  const { baseStore, place } = stage
  const one: Case = { row, command, expectation, play, findings, truth, place, baseStore }
  const pseudonyms = isQuick ? [] : await playUnderPseudonyms(stage, one, play.exitCode)
  const faults = [...judge(one), ...leaksOf(play), ...selfCheck(one), ...pseudonyms]
  return { ...describe(one), row: row.id, faults }
}

function describe({ play, command, truth, baseStore }: Case) {
  const answer = readAnswer(play)
  const isEqual =
    typeof answer === 'object' && JSON.stringify(answer?.pools) === JSON.stringify(truth.answers[command].pools)
  return {
    command,
    outcome: outcomeOf(play),
    exitCode: play.exitCode,
    requests: play.requests,
    struck: play.struck,
    waitedSeconds: Math.round(play.waitedSeconds),
    isEqualToTruth: isEqual && play.exitCode === 0,
    isStoreUnchanged: play.files.get('store.db')?.equals(baseStore) === true,
    sentence: sentenceOf(play, truth, command),
  }
}

function outcomeOf({ exitCode }: Played): Result['outcome'] {
  if (exitCode === 0) return 'completed'
  return exitCode === 3 ? 'incomplete' : 'gave up'
}

/** Of the failure, or of the first source that is worse off than in truth. */
function sentenceOf(play: Played, truth: Truth, command: Command): string {
  const answer = readAnswer(play)
  if (answer === null) return ''
  if (typeof answer === 'string') return answer
  const known = new Set(truth.answers[command].coverage.map(({ reason }) => reason))
  return answer.coverage.find(({ reason }) => !known.has(reason))?.reason ?? ''
}

/** The client secret and every token, in all that was printed and in every file. */
function leaksOf(play: Played): string[] {
  const canaries = new Canaries()
  play.tokens.forEach((token, index) => canaries.add(`token ${index}`, token))
  const texts: [string, string][] = [
    ['standard output', play.stdout],
    ['standard error', play.stderr],
    ...[...play.files].map(([name, bytes]): [string, string] => [name, bytes.toString('latin1')]),
  ]
  return texts.flatMap(([place, text]) => canaries.foundIn(text).map((name) => `${name} was found in ${place}`))
}

/** Once more with pseudonyms: the same exit code, and no name of the tenant in what was printed. */
async function playUnderPseudonyms(stage: Stage, { row, command }: Case, exitCode: number): Promise<string[]> {
  const plan = { seed: 5, faults: row.faults(stage.place) }
  const play = await stage.play([...argvOf[command], '--pseudonymize'], plan, row.limits ?? patient)
  const names = namesIn(`${play.stdout}\n${play.stderr}`, plantedNames(stage.tenant))
  return [
    ...(play.exitCode === exitCode ? [] : [`with --pseudonymize: exit code ${play.exitCode}`]),
    ...names.map((name) => `with --pseudonymize: ${name} was printed`),
    ...leaksOf(play).map((leak) => `with --pseudonymize: ${leak}`),
  ]
}

/** A row that an undisturbed run would pass as well can show nothing. Where all is expected to be whole, that a fault struck is what tells them apart. */
function selfCheck(one: Case): string[] {
  const { truth, command, expectation } = one
  const struck = expectation.kind === 'complete' ? 0 : 1
  const undisturbed = judge({ ...one, play: { ...truth.plays[command], struck }, findings: truth.findings })
  return undisturbed.length === 0 ? ['the row cannot fail: an undisturbed run passes it'] : []
}
