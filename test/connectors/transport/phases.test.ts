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
