/** Where a run stands, flat. */
import { Run } from './answers.ts'
import { known } from './known.ts'
import type { RunState } from './sources.ts'

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
