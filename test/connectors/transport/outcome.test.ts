/** What an attempt came to, and the wait that follows from it. */
import { describe, expect, test } from 'vitest'
import { final, transient } from '../../../connectors/transport/failure.ts'
import { delayOf, read } from '../../../connectors/transport/outcome.ts'
import { testClock } from '../fixture.ts'

const json = 'application/json'

function got(
  text: string,
  { status = 200, type = json, ...headers }: { status?: number; type?: string } & Record<string, string | number> = {},
) {
  const all = { 'content-type': type, ...Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, String(v)])) }
  return read({ kind: 'answer', status, headers: all, bytes: Buffer.from(text) }, { 'client-request-id': 'sent' })
}

const clock = () => testClock({ startMs: Date.parse('2026-11-24T08:00:00Z'), random: () => 0.5 })
const refused = (status: number, headers: Record<string, string> = {}) => got('{}', { status, ...headers })

describe('an answer', () => {
  test('bears its body, its bytes and the id of its request', () => {
    expect(got('{"a":1}')).toEqual({
      kind: 'answer',
      status: 200,
      headers: { 'content-type': json },
      bytes: Buffer.from('{"a":1}'),
      body: { a: 1 },
      requestId: 'sent',
    })
    expect(got('{"a":1}', { 'request-id': 'r' })).toMatchObject({ requestId: 'r' })
  })

  test.each([200, 204, 299])('of %d whose JSON is cut is tried again', (status) => {
    expect(got('{"a":', { status })).toEqual(transient('the JSON of the answer is cut or broken', status))
  })

  test.each([199, 300, 400, 503])('of %d whose JSON is cut is that refusal', (status) => {
    expect(got('{"a":', { status })).toMatchObject({ kind: 'answer', status, body: '{"a":' })
  })

  test('that is no JSON is none, and what it is is told', () => {
    expect(got('<html>', { type: 'text/html; charset=utf-8' })).toEqual({
      ...final(
        'the answer is text/html and no JSON',
        'A proxy or a wrong host often answers so: check HTTPS_PROXY and the hosts of the configured cloud.',
      ),
      status: 200,
    })
    expect(got('<html>', { type: 'text/html', status: 502 })).toMatchObject({ kind: 'answer', body: '<html>' })
  })

  test('that is a text by JSON is that text', () => {
    expect(got('"42"')).toMatchObject({ kind: 'answer', body: '42' })
  })

  test.each([
    [100, 'answer'],
    [101, 'failure'],
  ])('%d levels deep is an %s', (levels, kind) => {
    expect(got('['.repeat(levels) + ']'.repeat(levels)).kind).toBe(kind)
    expect(got(`"${'['.repeat(500)}"`, { status: 400 })).toMatchObject({ body: '['.repeat(500) })
  })

  test('that is too deep is a failure for good, a refusal as deep one without a body', () => {
    const deep = '['.repeat(101) + ']'.repeat(101)

    expect(got(deep)).toEqual({ ...final('the answer is nested too deep to be read'), status: 200 })
    expect(got(deep, { status: 403 })).toMatchObject({ kind: 'answer', status: 403, body: null })
  })
})

describe('the wait after it', () => {
  test.each([429, 500, 502, 503, 504])('%d is backed off from', (status) => {
    expect(delayOf(refused(status), 2, clock())).toEqual({ waitMs: 1000, askedMs: null, isForHost: status === 429 })
  })

  test.each([200, 400, 401, 404, 408, 501, 505])('%d has none', (status) => {
    expect(delayOf(refused(status), 1, clock())).toBeNull()
  })

  test('a status that is transient for this call alone is backed off from, for itself', () => {
    expect(delayOf(refused(404), 1, clock(), [404])).toEqual({ waitMs: 500, askedMs: null, isForHost: false })
  })

  test.each([
    [429, '10', 1, 10_500, 10_000],
    [503, '10', 1, 10_500, 10_000],
    [429, '1', 5, 8000, 1000],
    [429, 'Tue, 24 Nov 2026 08:01:00 GMT', 1, 63_000, 60_000],
  ])('%d with Retry-After %s after try %d is %d ms', (status, retryAfter, tries, waitMs, askedMs) => {
    expect(delayOf(refused(status, { 'retry-after': retryAfter }), tries, clock())).toEqual({
      waitMs,
      askedMs,
      isForHost: true,
    })
  })

  test('a date is that of the clock which the answer shows', () => {
    const headers = { date: 'Tue, 24 Nov 2026 09:00:00 GMT', 'retry-after': 'Tue, 24 Nov 2026 09:00:10 GMT' }

    expect(delayOf(refused(429, headers), 1, clock())?.askedMs).toBe(10_000)
  })

  test('a failure is waited for by its own request, one for good not at all', () => {
    expect(delayOf(transient('broken'), 3, clock())).toEqual({ waitMs: 2000, askedMs: null, isForHost: false })
    expect(delayOf(final('gone'), 1, clock())).toBeNull()
  })
})

test.each([
  [429, {}, true],
  [503, {}, false],
  [503, { 'retry-after': '5' }, true],
  [503, { 'retry-after': '0' }, false],
])('%d with %j is about the host: %j', (status, headers, expected) => {
  expect(delayOf(refused(status, headers), 1, clock())?.isForHost).toBe(expected)
})
