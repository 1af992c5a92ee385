import { describe, expect, it } from 'vitest'
import { createLog } from '../../src/log.ts'
import { runSchedule, type Schedule } from '../../src/schedule/scheduler.ts'
import { SteppedClock } from './stepped-clock.ts'

interface Bench {
  readonly clock: SteppedClock
  readonly stop: AbortController
  readonly starts: string[]
  readonly events: string[]
  readonly running: () => number
  readonly ended: Promise<boolean>
}

/** A job that takes `jobMs`, under the schedule of every minute unless told otherwise. */
function start(jobMs: number, changes: Partial<Schedule> = {}, startTime = '2026-11-24T10:00:30Z', chance = 0): Bench {
  const clock = new SteppedClock(startTime, chance)
  const stop = new AbortController()
  const starts: string[] = []
  const events: string[] = []
  let running = 0
  const job = async (signal: AbortSignal): Promise<void> => {
    starts.push(new Date(clock.now()).toISOString())
    running += 1
    try {
      await clock.sleep(jobMs, signal)
    } finally {
      running -= 1
    }
  }
  const log = createLog({ write: (line) => events.push(line) })
  const ended = runSchedule({
    cron: '* * * * *',
    timeZone: 'UTC',
    startAtOnce: false,
    jitterSeconds: 0,
    clock,
    signal: stop.signal,
    job,
    log,
    ...changes,
  })
  return { clock, stop, starts, events, running: () => running, ended }
}

function eventsOf(bench: Bench): string[] {
  return bench.events.map((line) => /"event":"([\w-]+)"/.exec(line)?.[1] ?? '')
}

describe('the schedule', () => {
  it('runs the job at each due time', async () => {
    const bench = start(1_000)

    await bench.clock.advance(120_000)
    bench.stop.abort()

    expect(bench.starts).toEqual(['2026-11-24T10:01:00.000Z', '2026-11-24T10:02:00.000Z'])
    expect(await bench.ended).toBe(true)
  })

  it('leaves no wait behind when it is stopped in the middle of a job: a timer would keep the process alive', async () => {
    const bench = start(50_000)
    await bench.clock.advance(40_000)
    expect(bench.running()).toBe(1)

    bench.stop.abort()

    expect(await bench.ended).toBe(true)
    expect(bench.clock.asleep).toBe(0)
  })

  it('starts at once where it is told to, without jitter', async () => {
    const bench = start(1_000, { startAtOnce: true, jitterSeconds: 20 }, '2026-11-24T10:00:30Z', 0.5)

    await bench.clock.advance(60_000)
    bench.stop.abort()

    expect(bench.starts).toEqual(['2026-11-24T10:00:30.000Z', '2026-11-24T10:01:10.000Z'])
    await bench.ended
  })

  it('never runs two jobs at a time: due times during a job are skipped, and said', async () => {
    const bench = start(150_000)

    await bench.clock.advance(60_000)
    expect(bench.running()).toBe(1)
    await bench.clock.advance(180_000)
    bench.stop.abort()
    await bench.ended

    expect(bench.starts).toEqual(['2026-11-24T10:01:00.000Z', '2026-11-24T10:04:00.000Z'])
    const skipped = bench.events.find((line) => line.includes('due-times-skipped')) ?? ''
    expect(skipped).toContain('"count":2')
  })

  it('goes on after a job that failed', async () => {
    let tries = 0
    const bench = start(0, {
      job: async () => {
        tries += 1
        await Promise.reject(new Error('no network'))
      },
    })

    await bench.clock.advance(120_000)
    bench.stop.abort()
    await bench.ended

    expect(tries).toBe(2)
    expect(eventsOf(bench)).toEqual(['job-started', 'job-failed', 'job-started', 'job-failed'])
  })

  it('waits in pieces, so that months are no trouble', async () => {
    const bench = start(1_000, { cron: '0 3 1 1 *' }, '2026-03-01T00:00:00Z')

    await bench.clock.advance(10 * 60_000)
    bench.stop.abort()
    await bench.ended

    expect(bench.clock.longestMs).toBe(60_000)
    expect(bench.starts).toEqual([])
  })

  it('tells the next due time', async () => {
    const told: (number | null)[] = []
    const bench = start(1_000, { onNext: (dueMs) => told.push(dueMs) })

    await bench.clock.advance(40_000)
    bench.stop.abort()
    await bench.ended

    expect(told).toEqual([Date.parse('2026-11-24T10:01:00Z'), Date.parse('2026-11-24T10:02:00Z'), null])
  })
})

describe('stopping', () => {
  it('ends a wait at once', async () => {
    const bench = start(1_000)

    await bench.clock.advance(10_000)
    bench.stop.abort()

    expect(await bench.ended).toBe(true)
    expect(bench.starts).toEqual([])
  })

  it('ends a job that listens at once, in the middle of it', async () => {
    const bench = start(60_000)

    await bench.clock.advance(40_000)
    expect(bench.running()).toBe(1)
    bench.stop.abort()

    expect(await bench.ended).toBe(true)
    expect(bench.running()).toBe(0)
    expect(eventsOf(bench)).toEqual(['job-started', 'job-failed'])
  })

  it('leaves a job that does not listen after less than 5 seconds', async () => {
    const bench = start(0, { job: async () => await new Promise<void>(() => undefined) })

    await bench.clock.advance(30_000)
    bench.stop.abort()
    await bench.clock.advance(4_999)

    expect(await bench.ended).toBe(false)
    expect(eventsOf(bench)).toEqual(['job-started', 'job-left-running'])
  })

  it('before the start runs nothing', async () => {
    const bench = start(1_000, { startAtOnce: true, signal: AbortSignal.abort() })

    expect(await bench.ended).toBe(true)
    expect(bench.starts).toEqual([])
  })
})
