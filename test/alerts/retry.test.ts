/** What becomes of a message after an attempt. */
import { describe, expect, test } from 'vitest'
import { isGone, longestHours, settle, type Attempt } from '../../src/alerts/retry.ts'

const createdAt = '2026-11-24T08:00:00.000Z'
const hourMs = 3_600_000

function attempt(status: number, about: Partial<Attempt> & { readonly retryAfterMs?: number | null } = {}): Attempt {
  const { retryAfterMs = null, ...rest } = about
  return {
    answer: { kind: 'answer', status, retryAfterMs },
    attempts: 1,
    createdAt,
    nowMs: Date.parse(createdAt),
    random: 0.5,
    isFlow: false,
    ...rest,
  }
}

const waitOf = (one: Attempt): number | null => {
  const settlement = settle(one)
  return settlement.state === 'pending' ? Date.parse(settlement.nextAt) - one.nowMs : null
}

test.each([200, 201, 202, 204, 299])('%d is delivered', (status) => {
  expect(settle(attempt(status))).toEqual({ state: 'delivered', at: createdAt, status })
})

test.each([401, 403, 404, 408, 409, 410, 429, 500, 502, 503, 504, 301, 307, 199, 600])(
  '%d waits: somebody may mend it',
  (status) => {
    expect(settle(attempt(status))).toMatchObject({ state: 'pending', status })
  },
)

test.each([400, 413, 415, 422])('%d is the end at once: the message would be refused each time', (status) => {
  expect(settle(attempt(status))).toMatchObject({
    state: 'dead',
    status,
    reason: expect.stringMatching(/; the message itself is refused$/),
  })
})

test('no answer waits with its reason', () => {
  const answer = { kind: 'failure', sentence: 'no answer within 15 s' } as const

  expect(settle({ ...attempt(0), answer })).toMatchObject({
    state: 'pending',
    status: null,
    reason: 'no answer within 15 s',
  })
})

test('a redirect is named as one', () => {
  expect(settle(attempt(308))).toMatchObject({
    reason: 'answered 308 Permanent Redirect, a redirect that is not followed',
  })
})

describe('the wait', () => {
  test('doubles from one second to six hours, half of it by chance', () => {
    const waits = [1, 2, 3, 4, 10, 20, 60].map((attempts) => waitOf(attempt(500, { attempts })))

    expect(waits).toEqual([750, 1500, 3000, 6000, 384_000, 4.5 * hourMs, 4.5 * hourMs])
    expect(waitOf(attempt(500, { random: 0 }))).toBe(500)
  })

  test('is what the receiver asks for, uncut', () => {
    expect(waitOf(attempt(429, { retryAfterMs: 50 * hourMs }))).toBe(50 * hourMs)
    expect(waitOf(attempt(503, { retryAfterMs: 1, attempts: 9 }))).toBe(1)
  })

  test('beyond the end is the end', () => {
    const asked = attempt(503, { retryAfterMs: 100 * 365 * 24 * hourMs })

    expect(settle(asked)).toMatchObject({
      state: 'dead',
      reason: 'answered 503 Service Unavailable; it asks to wait longer than 72 hours',
    })
  })
})

test('after three days it is given up, whatever the answer, but a last attempt that is taken counts', () => {
  const nowMs = Date.parse(createdAt) + longestHours * hourMs

  expect(settle(attempt(500, { nowMs, attempts: 30 }))).toMatchObject({
    state: 'dead',
    reason: 'answered 500 Internal Server Error; tried 30 times in more than 72 hours',
  })
  expect(settle(attempt(202, { nowMs }))).toMatchObject({ state: 'delivered' })
})

test('only a flow is gone by 404 and 410', () => {
  expect([404, 410, 500].map((status) => isGone(attempt(status, { isFlow: true })))).toEqual([true, true, false])
  expect(isGone(attempt(410))).toBe(false)
  expect(settle(attempt(410, { isFlow: true }))).toMatchObject({
    state: 'dead',
    reason: 'answered 410 Gone; the flow is no more, and its subscription was removed',
  })
})
