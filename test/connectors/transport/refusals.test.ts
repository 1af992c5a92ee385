/** The errors of the transport: kind, sentence, hint and facts of each. */
import { describe, expect, test } from 'vitest'
import {
  budgetSpent,
  errorOf,
  labelOf,
  notSent,
  stopped,
  unanswered,
  waitTooLong,
} from '../../../connectors/transport/refusals.ts'
import { final, transient } from '../../../connectors/transport/failure.ts'
import { SeatledgerError, ThrottledError, UpstreamError } from '../../../src/errors.ts'

const answer = (status: number, code: string | null = 'X', headers: Record<string, string> = {}) => ({
  status,
  headers,
  body: code === null ? null : { error: { code } },
  requestId: 'r',
})
const nothing = { status: null, serviceCode: null, requestId: null }
const effort = { host: 'a.example', tries: 8, elapsedMs: 191_001, budgetMs: 10_800_000 }
const cost = 'after 8 tries in 3 min 12 s at a.example (time budget 180 minutes)'
const later = 'Run again later; SEATLEDGER_BUDGET_MINUTES bounds how long a run takes, waits included.'
const raise = 'Raise SEATLEDGER_BUDGET_MINUTES.'

test('a request is called by method and path, without host, query and fragment', () => {
  expect(labelOf({ method: 'GET', url: 'https://a.example/v1.0/users?$top=1#x' })).toBe('GET /v1.0/users')
  expect(labelOf({ method: 'POST', url: 'no address' })).toBe('POST (no address)')
})

describe('an answer that is no success', () => {
  test.each([
    [299, 'UpstreamError', 'upstream'],
    [400, 'UpstreamError', 'upstream'],
    [401, 'PermissionError', 'permission'],
    [402, 'UpstreamError', 'upstream'],
    [403, 'PermissionError', 'permission'],
    [404, 'UpstreamError', 'upstream'],
    [428, 'UpstreamError', 'upstream'],
    [429, 'ThrottledError', 'throttled'],
    [500, 'UpstreamError', 'upstream'],
  ])('%d is a %s', (status, name, code) => {
    const error = errorOf('GET /x', answer(status))

    expect(error).toMatchObject({ name, code, message: `GET /x: ${status} X`, hint: null })
    expect(error.facts).toEqual({ status, serviceCode: 'X', requestId: 'r' })
  })

  test('bears the words of HTTP where the service has none, and neither where HTTP has none', () => {
    expect(errorOf('GET /x', answer(503, null)).message).toBe('GET /x: 503 Service Unavailable')
    expect(errorOf('GET /x', answer(599, null)).message).toBe('GET /x: 599')
  })

  test('says how often and how long which host was asked, and what time a run has', () => {
    expect(errorOf('GET /x', answer(503), effort)).toMatchObject({ message: `GET /x: 503 X, ${cost}`, hint: later })
    expect(errorOf('GET /x', answer(429), effort)).toMatchObject({ message: `GET /x: 429 X, ${cost}`, hint: later })
  })

  test.each([
    [300, 'https://evil.example/a?b#c', 'to https://evil.example'],
    [302, 'http://evil.example:8080/', 'to http://evil.example:8080'],
    [399, '/relative', 'elsewhere'],
    [307, undefined, 'elsewhere'],
  ])('%d to %s is not followed', (status, location, where) => {
    const error = errorOf('GET /x', answer(status, 'X', location === undefined ? {} : { location }))

    expect(error).toBeInstanceOf(UpstreamError)
    expect(error).toMatchObject({
      message: `GET /x: ${status} X, a redirect ${where} that is not followed`,
      hint: 'A proxy or a wrong host often answers so: check the hosts of the configured cloud.',
      facts: { status },
    })
  })
})

describe('no answer', () => {
  test('that could be read: the failure, its status and its hint, and the tries', () => {
    const broken = unanswered('GET /x', transient('the JSON is cut', 200), effort)
    const lost = unanswered('GET /x', final('the host is gone', 'Look for it.'), effort)

    expect(broken).toMatchObject({ message: `GET /x: 200, the JSON is cut, ${cost}`, hint: later })
    expect(broken.facts).toEqual({ status: 200, serviceCode: null, requestId: null })
    expect(lost).toMatchObject({ message: 'GET /x: the host is gone', hint: 'Look for it.', facts: nothing })
  })

  test('because it was not sent', () => {
    expect(notSent('GET /x', 'it writes')).toMatchObject({ message: 'GET /x: not sent, it writes', hint: null })
    expect(notSent('GET /x', 'it writes', 'Do not.')).toMatchObject({ hint: 'Do not.', facts: nothing })
    expect(budgetSpent('GET /x', 600)).toMatchObject({
      message: 'GET /x: not sent, the time budget of the run is spent (0.01 minutes)',
      hint: raise,
    })
  })
})

describe('a wait beyond the budget', () => {
  const named = { label: 'GET /x', host: 'a.example' }

  test('is told in whole seconds: what is asked rounded up, what is left rounded down', () => {
    const error = waitTooLong(named, { status: 429, serviceCode: 'TooMany', requestId: 'r' }, 3_600_001, {
      leftMs: 599_999,
      budgetMs: 600_000,
    })

    expect(error).toBeInstanceOf(ThrottledError)
    expect(error).toMatchObject({
      message:
        'GET /x: 429, a.example asks to wait for 3601 seconds and 599 seconds are left of the time budget of 10 minutes',
      hint: 'Run again later, or raise SEATLEDGER_BUDGET_MINUTES.',
      facts: { status: 429, serviceCode: 'TooMany', requestId: 'r' },
    })
  })

  test('of a pause that another request brought, and of a budget that is overdrawn', () => {
    expect(waitTooLong(named, null, 1000, { leftMs: -1, budgetMs: 60_000 })).toMatchObject({
      message:
        'GET /x: not sent, a.example pauses all requests for 1 seconds and 0 seconds are left of the time budget of 1 minute',
      facts: nothing,
    })
  })
})

test('a stop is told as one, unless it has a reason of our own', () => {
  const own = new SeatledgerError('busy', 'another sync runs')

  expect(stopped('GET /x', AbortSignal.abort(own))).toBe(own)
  expect(stopped('GET /x', AbortSignal.abort(new Error('secret')))).toMatchObject({
    code: 'stopped',
    message: 'GET /x: stopped before it was answered',
    hint: null,
  })
})
