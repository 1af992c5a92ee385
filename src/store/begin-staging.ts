/** What a sync writes to while it reads: the lock of its tenant and the staging file, whose troubles are those of the store. */
import type { DatabaseSync } from 'node:sqlite'
import { writeRun } from './sqlite-writes.ts'
import type { ReadingLog } from './staged-readings.ts'
import { openStagedRun, type StagedRun } from './staged-run.ts'
import { lockPath, stagingPath } from './staging-path.ts'
import type { StageRequest, Staging } from './store.ts'
import { storedSnapshot } from './stored-snapshot.ts'
import { lockSync, type SyncLock } from './sync-lock.ts'

/** What staging needs of the store beside which it lies. */
export interface StoreBeside {
  readonly path: string
  readonly write: () => DatabaseSync
  readonly holds: (runId: string) => boolean
  /** Makes sentences of errors. */
  readonly guard: <T>(act: () => T) => T
}

export function beginStaging(store: StoreBeside, request: StageRequest): Staging {
  const { path } = store
  const staging = stagingPath(path, request.run)
  const lock = path === ':memory:' ? null : lockSync(lockPath(path, request.run), path, request.run.startedAt)
  try {
    return stagingOf(store, openStagedRun(staging, request, store.holds), lock)
  } catch (error) {
    lock?.release()
    throw error
  }
}

function stagingOf(store: StoreBeside, { file, run, attempt }: StagedRun, lock: SyncLock | null): Staging {
  const { guard } = store
  return {
    run,
    attempt,
    readings: guardedReadings(file.readings, guard),
    put: (page) => guard(() => file.put(page)),
    keep: (findings) => guard(() => file.keep(findings)),
    keepLedger: (ledger) => guard(() => file.keepLedger(ledger)),
    keepTold: (changes) => guard(() => file.keepTold(changes)),
    drop: (part) => guard(() => file.drop(part)),
    snapshot: (head) => storedSnapshot(head, file, store.path),
    commit: async (record, findings = [], alerts = null) => {
      guard(() => {
        file.keep(findings)
        file.close()
        writeRun(store.write(), file.path, record, alerts)
      })
      file.remove()
      lock?.release()
    },
    discard: async () => {
      file.remove()
      lock?.release()
    },
  }
}

function guardedReadings(log: ReadingLog, guard: StoreBeside['guard']): ReadingLog {
  return {
    kept: log.kept,
    lastPart: log.lastPart,
    finish: (reading) => guard(() => log.finish(reading)),
    take: (key) => guard(() => log.take(key)),
    forgetHidden: () => guard(() => log.forgetHidden()),
    keepAnswer: (part, request, answer) => guard(() => log.keepAnswer(part, request, answer)),
    takeAnswer: (part, request) => guard(() => log.takeAnswer(part, request)),
    dropAnswers: (part) => guard(() => log.dropAnswers(part)),
  }
}
