/** The time limits of one attempt, in faked time. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defaultLimits, Phases } from '../../../connectors/transport/phases.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function afterBytesEvery(phases: Phases, stepMs: number, times: number): void {
  for (let count = 0; count < times && !phases.signal.aborted; count += 1) {
    vi.advanceTimersByTime(stepMs)
    phases.bytesCame()
  }
}

test('connecting may take 10 s, the headers 60 s, a gap in the body 30 s', () => {
  const connecting = new Phases(defaultLimits, 600_000)
  vi.advanceTimersByTime(10_000)
  const waiting = new Phases(defaultLimits, 600_000)
  vi.advanceTimersByTime(9999)
  waiting.sent()
  vi.advanceTimersByTime(60_000)
  const reading = new Phases(defaultLimits, 600_000)
  reading.sent()
  reading.headersCame()
  vi.advanceTimersByTime(30_000)

  expect(connecting.expired).toBe('no connection within 10 s')
  expect(waiting.expired).toBe('no answer within 60 s')
  expect(reading.expired).toBe('the body stood still for 30 s')
  expect(reading.signal.aborted).toBe(true)
})

test('a body that trickles may take 120 s in all', () => {
  const phases = new Phases(defaultLimits, 600_000)
  phases.sent()
  phases.headersCame()

  afterBytesEvery(phases, 10_000, 11)
  const before = phases.expired
  afterBytesEvery(phases, 10_000, 1)

  expect(before).toBeNull()
  expect(phases.expired).toBe('the body was not complete within 120 s')
})

test('each limit ends an attempt when it is reached, and not a millisecond before', () => {
  const limits = { connectMs: 1000, headersMs: 2500, bodyIdleMs: 3000, bodyTotalMs: 5000, bodyBytes: 1 }
  const steps: [(phases: Phases) => void, number, string][] = [
    [() => {}, 1000, 'no connection within 1 s'],
    [(phases) => phases.sent(), 2500, 'no answer within 2.5 s'],
    [(phases) => phases.headersCame(), 3000, 'the body stood still for 3 s'],
  ]
  for (const [begin, ms, sentence] of steps) {
    const phases = new Phases(limits, 600_000)
    begin(phases)
    vi.advanceTimersByTime(ms - 1)
    expect([phases.expired, phases.signal.aborted]).toEqual([null, false])
    vi.advanceTimersByTime(1)
    expect([phases.expired, phases.signal.aborted]).toEqual([sentence, true])
  }
})

test('the limits by default', () => {
  expect(defaultLimits).toEqual({
    connectMs: 10_000,
    headersMs: 60_000,
    bodyIdleMs: 30_000,
    bodyTotalMs: 120_000,
    bodyBytes: 67_108_864,
  })
})

test('the budget of the run ends an attempt whatever its phase', () => {
  const phases = new Phases(defaultLimits, 5000)

  vi.advanceTimersByTime(5000)

  expect(phases.expired).toBe('the time budget of the run ended before the answer came')
})

test('an attempt that ended in time leaves no timer behind', () => {
  const phases = new Phases(defaultLimits, 5000)
  phases.sent()
  phases.headersCame()

  phases.end()

  expect(vi.getTimerCount()).toBe(0)
})
