/** Where a run stands, flat. */
import type { Run as RunState } from '../model/service.ts'
import { Run } from './answers.ts'
import { known } from './known.ts'

export function runRow({ runId, state, startedAt, finishedAt, exitCode, error, findings, incomplete }: RunState): Run {
  return known(Run, {
    runId,
    state,
    startedAt,
    finishedAt,
    exitCode,
    ...findings,
    isComplete: incomplete === null ? null : !incomplete,
    errorMessage: error?.message ?? null,
    errorHint: error?.hint ?? null,
  })
}
