/** Runs a job at the times of a cron expression, one at a time, until it is told to stop. Knows nothing of what the job does. */
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { nextTime } from './cron.ts'

export interface Schedule {
  readonly cron: string
  readonly timeZone: string
  readonly startAtOnce: boolean
  /** Longest random wait after a due time, so that many installations do not call at the same second. */
  readonly jitterSeconds: number
  readonly clock: Clock
  /** Aborting it stops the wait, and the job, which gets it too. */
  readonly signal: AbortSignal
  readonly job: (signal: AbortSignal) => Promise<void>
  readonly log: Log
  /** Told of the next due time (milliseconds since 1970), `null` where there is none. */
  readonly onNext?: (dueMs: number | null) => void
}

/** A job that is told to stop gets this long, so that all ends within 5 s. */
const stopWaitMs = 4_500
/** One wait is at most this long: the clock of a machine that slept is seen soon, and no timer overflows. */
const longestSleepMs = 60_000

/** Resolves when it was told to stop: `true` when no job was left running. A job that fails is logged and does not end the schedule. */
export async function runSchedule(schedule: Schedule): Promise<boolean> {
  const { clock, signal, log } = schedule
  let dueMs = schedule.startAtOnce ? clock.now() : nextDue(schedule, clock.now())
  while (dueMs !== null && !signal.aborted) {
    schedule.onNext?.(dueMs)
    if (!(await waitUntil(dueMs + jitterMs(schedule, dueMs), clock, signal))) break
    if (!(await runJob(schedule))) return false
    reportMissed(schedule, dueMs)
    dueMs = nextDue(schedule, Math.max(dueMs, clock.now()))
  }
  if (dueMs === null) log.warn('schedule-ended')
  schedule.onNext?.(null)
  return true
}

function nextDue({ cron, timeZone }: Schedule, afterMs: number): number | null {
  return nextTime(cron, timeZone, afterMs)
}

/** What is due already is not spread: a start at once is at once. */
function jitterMs({ jitterSeconds, clock }: Schedule, dueMs: number): number {
  return dueMs <= clock.now() ? 0 : Math.floor(clock.random() * jitterSeconds * 1000)
}

/** Whether the time was reached; `false` when it was told to stop before. */
async function waitUntil(timeMs: number, clock: Clock, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted && clock.now() < timeMs) {
    try {
      await clock.sleep(Math.min(timeMs - clock.now(), longestSleepMs), signal)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }
  return !signal.aborted
}

/** Whether the job ended, by itself or soon after it was told to. */
async function runJob({ job, clock, signal, log }: Schedule): Promise<boolean> {
  const startedMs = clock.now()
  log.info('job-started')
  const ended = job(signal).then(
    () => log.info('job-ended', { durationMs: clock.now() - startedMs }),
    (error: unknown) => log.error('job-failed', { durationMs: clock.now() - startedMs, message: messageOf(error) }),
  )
  const over = new AbortController()
  const hasEnded = await Promise.race([ended.then(() => true), stopWait(clock, signal, over.signal).then(() => false)])
  // A timer that nobody waits for would keep the process alive.
  over.abort()
  if (!hasEnded) log.error('job-left-running', { waitedMs: stopWaitMs })
  return hasEnded
}

/** Resolves `stopWaitMs` after the abort; never without one. `over`: it is no longer waited for. */
async function stopWait(clock: Clock, signal: AbortSignal, over: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true, signal: over })
  })
  await clock.sleep(stopWaitMs, over)
}

/** Due times that passed while the job ran are skipped, never made up for, and said. */
function reportMissed(schedule: Schedule, dueMs: number): void {
  let missed = 0
  let timeMs = nextDue(schedule, dueMs)
  while (timeMs !== null && timeMs <= schedule.clock.now()) {
    missed += 1
    timeMs = nextDue(schedule, timeMs)
  }
  if (missed > 0) schedule.log.warn('due-times-skipped', { count: missed, reason: 'the job before was still running' })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
