/** What an undisturbed run of the second day comes to: what every row is held against. */
import { readAnswer, readFindings, type Answer, type Command } from './documents.ts'
import { contentsOf, type Contents } from './kills/contents.ts'
import type { Played, Stage } from './stage.ts'
import { storedRows, type StoredRows } from './stored-rows.ts'
import { secondDayMs } from './tenant.ts'

export interface Truth {
  readonly plays: Readonly<Record<Command, Played>>
  readonly answers: Readonly<Record<Command, Answer>>
  readonly contents: Contents
  readonly rows: StoredRows
  readonly findings: ReadonlyMap<string, string>
  /** After the first day. */
  readonly baseFindings: ReadonlyMap<string, string>
}

export const argvOf: Readonly<Record<Command, readonly string[]>> = {
  sync: ['sync', '--fail-on', 'never', '--json', '--verbose'],
  capacity: ['capacity', '--fail-on', 'never', '--json', '--verbose'],
}

export async function findTruth(stage: Stage, more: readonly string[] = []): Promise<Truth> {
  const basePath = (await stage.play(['findings', '--fail-on', 'never'], null)).storePath
  const baseFindings = await readFindings(stage, basePath)
  const sync = await stage.play([...argvOf.sync, ...more], null)
  const capacity = await stage.play([...argvOf.capacity, ...more], null)
  return {
    plays: { sync, capacity },
    answers: { sync: answerOf(sync), capacity: answerOf(capacity) },
    contents: contentsOf(sync.storePath, secondDayMs),
    rows: storedRows(sync.storePath),
    findings: await readFindings(stage, sync.storePath),
    baseFindings,
  }
}

function answerOf(play: Played): Answer {
  const answer = readAnswer(play)
  if (play.exitCode === 0 && answer !== null && typeof answer !== 'string') return answer
  throw new Error(`the undisturbed run ended with ${play.exitCode}\n${play.stderr}`)
}
