/** Waits, tries, queues and the budget, on a clock that never waits. */
import { describe, expect, test } from 'vitest'
import { openConnection } from '../../../connectors/connection.ts'
import { mockWire, type MockAnswer, type MockReply } from '../../../mocks/nock.ts'
import { powerPlatformScope, presets } from '../../../src/clouds.ts'
import { ThrottledError, UpstreamError } from '../../../src/errors.ts'
import { graphRequest, settings, testClock, tokenAnswer, tokenUrl, type TestClock } from '../fixture.ts'

const usersUrl = 'https://graph.microsoft.com/v1.0/users'
const startMs = Date.parse('2026-11-24T08:00:00Z')

function throttled(retryAfter: string | null, status = 429): MockReply {
  return {
    status,
    headers: retryAfter === null ? {} : { 'retry-after': retryAfter },
    body: { error: { code: 'TooManyRequests' } },
  }
}

const fine: MockReply = { body: { value: [] } }

function open(options: { clock?: TestClock; budgetMs?: number; signal?: AbortSignal } = {}) {
  const clock = options.clock ?? testClock({ startMs })
  const connection = openConnection(
    { ...settings, budgetMs: options.budgetMs ?? settings.budgetMs },
    { clock, signal: options.signal },
  )
  return { clock, connection, send: (path = '/v1.0/users') => connection.transport.send(graphRequest(path)) }
}

describe('a throttled request', () => {
  // Jitter draws 0.5 of at most 10 %; back-off draws 0.5 of at most 1 s after the first try.
  test.each([
    ['seconds', '17', 17_850],
    ['a date', 'Tue, 24 Nov 2026 08:05:00 GMT', 315_000],
    ['a date of the old form', 'Tuesday, 24-Nov-26 08:05:00 GMT', 315_000],
    ['a date of the oldest form', 'Tue Nov 24 08:05:00 2026', 315_000],
    ['a long wait', '300', 315_000],
    ['nothing', null, 500],
    ['garbage', 'soon', 500],
    ['half garbage', '12 monkeys', 500],
    ['zero', '0', 500],
    ['a negative number', '-5', 500],
    ['a date in the past', 'Tue, 24 Nov 2026 07:59:59 GMT', 500],
  ])('that is asked for %s waits as long', async (_, retryAfter, waitMs) => {
    mockWire().post(tokenUrl, tokenAnswer('t')).get(usersUrl, throttled(retryAfter), fine)
    const { clock, connection, send } = open()

    const answer = await send()

    expect(answer.status).toBe(200)
    expect(clock.waits).toEqual([waitMs])
    expect(connection.counts()).toEqual({ graph: 2, powerPlatform: 0, dataverse: 0, signIn: 1, retried: 1 })
  })

  test.each([
    [0, 100_000],
    [0.999, 109_990],
  ])('with jitter %d of a tenth waits %d ms, never less than asked', async (random, waitMs) => {
    mockWire().post(tokenUrl, tokenAnswer('t')).get(usersUrl, throttled('100'), fine)
    const { clock, send } = open({ clock: testClock({ startMs, random: () => random }) })

    await send()

    expect(clock.waits).toEqual([waitMs])
  })

  test('ends at once when the wait is longer than the budget, and says how long was asked for', async () => {
    mockWire().post(tokenUrl, tokenAnswer('t')).get(usersUrl, throttled('3600'))
    const { clock, send } = open()

    const error = await send().catch((caught: unknown) => caught)

    expect(error).toBeInstanceOf(ThrottledError)
    expect(error).toMatchObject({
      message:
        'GET /v1.0/users: 429, graph.microsoft.com asks to wait for 3600 seconds and 600 seconds are left of the time budget of 10 minutes',
      facts: { status: 429, serviceCode: 'TooManyRequests' },
    })
    expect(clock.waits).toEqual([])
  })

  test('takes the host with it: the next request to it is not even sent', async () => {
    mockWire().post(tokenUrl, tokenAnswer('t')).get(usersUrl, throttled('99999999999'))
    const { send } = open()
    await expect(send()).rejects.toThrow('asks to wait for 99999999999 seconds')

    const second = send('/v1.0/groups')

    await expect(second).rejects.toBeInstanceOf(ThrottledError)
    await expect(second).rejects.toThrow('GET /v1.0/groups: not sent, graph.microsoft.com pauses all requests for')
  })

  test('gives up after 8 tries, with waits that double', async () => {
    const refusals = Array.from({ length: 8 }, () => throttled(null))
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(usersUrl, ...refusals)
    const { clock, connection, send } = open({ clock: testClock({ startMs, random: () => 0.999 }) })

    const error = await send().catch((caught: unknown) => caught)

    expect(error).toBeInstanceOf(ThrottledError)
    expect(error).toMatchObject({
      message:
        'GET /v1.0/users: 429 TooManyRequests, after 8 tries in 2 min 7 s at graph.microsoft.com (time budget 10 minutes)',
      hint: 'Run again later; SEATLEDGER_BUDGET_MINUTES bounds how long a run takes, waits included.',
    })
    expect(clock.waits).toEqual([999, 1998, 3996, 7992, 15_984, 31_968, 63_936])
    expect(connection.counts()).toMatchObject({ graph: 8, retried: 7 })
  })

  test('never comes back at once, however low the jitter draws', async () => {
    mockWire().post(tokenUrl, tokenAnswer('t')).get(usersUrl, throttled(null), fine)
    const { clock, send } = open({ clock: testClock({ startMs, random: () => 0 }) })

    await send()

    expect(clock.waits).toEqual([250])
  })
})

describe('the whole host', () => {
  test('waits when one request is throttled, and another host does not', async () => {
    const sentAt: Record<string, number[]> = {}
    const clock = testClock({ startMs })
    const stamp =
      (reply: MockReply): MockAnswer =>
      (request) => {
        const key = request.url.host
        sentAt[key] = [...(sentAt[key] ?? []), clock.now() - startMs]
        return reply
      }
    mockWire()
      .post(tokenUrl, tokenAnswer('t'), tokenAnswer('p'))
      .get(/\/v1[.]0\//, stamp(throttled('60')), ...Array.from({ length: 6 }, () => stamp(fine)))
      .get(/tenantCapacity/, stamp(fine))
    const { connection, send } = open({ clock })

    const first = send()
    const others = Promise.all(['/v1.0/a', '/v1.0/b', '/v1.0/c', '/v1.0/d', '/v1.0/e'].map((path) => send(path)))
    await connection.transport.send({
      api: 'power-platform',
      method: 'GET',
      url: 'https://api.powerplatform.com/licensing/tenantCapacity',
      scope: powerPlatformScope(presets.public),
    })
    await Promise.all([first, others])

    const [refused, ...later] = sentAt['graph.microsoft.com'] ?? []
    expect(refused).toBe(0)
    expect(later).toHaveLength(6)
    expect(Math.min(...later)).toBeGreaterThanOrEqual(60_000)
    expect(sentAt['api.powerplatform.com']).toHaveLength(1)
  })

  test.each([
    ['graph', 4, 12],
    ['bap', 2, 8],
  ] as const)('%s has at most %d requests in flight', async (api, most, count) => {
    let inFlight = 0
    let highest = 0
    const slow: MockAnswer = async () => {
      inFlight += 1
      highest = Math.max(highest, inFlight)
      await new Promise((resolve) => setImmediate(resolve))
      inFlight -= 1
      return fine
    }
    const answers = Array.from({ length: count }, () => slow)
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(/graph[.]microsoft|api[.]bap/, ...answers)
    const { connection } = open()
    const request =
      api === 'graph'
        ? graphRequest('/v1.0/users')
        : { api, method: 'GET' as const, url: `${presets.public.bapUrl}/providers`, scope: presets.public.bapScope }

    await Promise.all(answers.map(() => connection.transport.send(request)))

    expect(highest).toBe(most)
  })

  test('is asked one at a time after a throttle, then more with each success', async () => {
    let inFlight = 0
    const seen: number[] = []
    const slow =
      (reply: MockReply): MockAnswer =>
      async () => {
        inFlight += 1
        seen.push(inFlight)
        await new Promise((resolve) => setImmediate(resolve))
        inFlight -= 1
        return reply
      }
    const warmUp = Array.from({ length: 4 }, () => fine)
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(usersUrl, ...warmUp, slow(throttled('5')), ...Array.from({ length: 9 }, () => slow(fine)))
    const { send } = open()
    for (const _ of warmUp) await send()

    await send()
    await Promise.all(Array.from({ length: 8 }, () => send()))

    expect(seen.slice(0, 2)).toEqual([1, 1])
    expect(Math.max(...seen)).toBeLessThanOrEqual(4)
    expect(seen[2]).toBe(1)
  })
})

describe('a service that is unwell', () => {
  test.each([500, 502, 503, 504])('%d is tried again after a back-off', async (status) => {
    mockWire().post(tokenUrl, tokenAnswer('t')).get(usersUrl, { status, body: '<html>' }, fine)
    const { clock, send } = open()

    await send()

    expect(clock.waits).toEqual([500])
  })

  test('503 with Retry-After is obeyed like 429', async () => {
    mockWire().post(tokenUrl, tokenAnswer('t')).get(usersUrl, throttled('30', 503), fine)
    const { clock, send } = open()

    await send()

    expect(clock.waits).toEqual([31_500])
  })

  test.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN'])('%s is tried again', async (code) => {
    mockWire().post(tokenUrl, tokenAnswer('t')).get(usersUrl, { fail: code }, fine)

    const answer = await open().send()

    expect(answer.status).toBe(200)
  })

  test.each(['ENOTFOUND', 'ENETUNREACH', 'EADDRNOTAVAIL'])(
    '%s is not: the name is wrong or there is no way',
    async (code) => {
      mockWire().post(tokenUrl, tokenAnswer('t')).get(usersUrl, { fail: code })

      const error = await open()
        .send()
        .catch((caught: unknown) => caught)

      expect(error).toBeInstanceOf(UpstreamError)
      expect(error).toMatchObject({ message: `GET /v1.0/users: graph.microsoft.com cannot be reached (${code})` })
    },
  )

  test('a refused connection may be a restart: a few short tries, and then it is final', async () => {
    const refusals = Array.from({ length: 3 }, () => ({ fail: 'ECONNREFUSED' }))
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(usersUrl, ...refusals)
    const { clock, send } = open()

    await expect(send()).rejects.toMatchObject({
      message:
        'GET /v1.0/users: graph.microsoft.com cannot be reached (ECONNREFUSED), after 3 tries in 2 s at graph.microsoft.com (time budget 10 minutes)',
      hint: 'Check the name of the host, the network and HTTPS_PROXY.',
    })
    expect(clock.waits).toEqual([500, 1000])
  })

  test('a refused connection that is taken again costs a moment', async () => {
    mockWire().post(tokenUrl, tokenAnswer('t')).get(usersUrl, { fail: 'ECONNREFUSED' }, fine)
    const { clock, send } = open()

    await send()

    expect(clock.waits).toEqual([500])
  })

  test.each([400, 404, 409, 410, 501])('%d is an answer and not tried again', async (status) => {
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(usersUrl, { status, body: { error: { code: 'X' } } })

    await expect(open().send()).rejects.toThrow(`GET /v1.0/users: ${status} X`)
  })
})

describe('the budget', () => {
  test('ends tries that would outlast it', async () => {
    mockWire().post(tokenUrl, tokenAnswer('t')).get(usersUrl, { status: 503 }, { status: 503 })
    const { clock, send } = open({ budgetMs: 1000 })

    await expect(send()).rejects.toThrow(
      'GET /v1.0/users: 503 Service Unavailable, after 2 tries in 1 s at graph.microsoft.com (time budget 0.02 minutes)',
    )
    expect(clock.waits).toEqual([500])
  })

  test('that is spent lets nothing out', async () => {
    mockWire().post(tokenUrl, tokenAnswer('t')).get(usersUrl, fine)
    const { clock, send } = open({ budgetMs: 60_000 })
    await send()
    clock.advance(60_000)

    await expect(send()).rejects.toThrow('GET /v1.0/users: not sent, the time budget of the run is spent (1 minute)')
  })

  test('starts with the connection, not with a request', async () => {
    mockWire().post(tokenUrl, tokenAnswer('t')).get(usersUrl, fine, throttled('50'))
    const { clock, send } = open({ budgetMs: 60_000 })
    await send()
    clock.advance(20_000)

    await expect(send()).rejects.toThrow('for 50 seconds and 40 seconds are left')
  })
})

test('a stop ends a wait at once', async () => {
  const controller = new AbortController()
  const clock: TestClock = {
    ...testClock({ startMs }),
    sleep: (_, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('aborted')))
        controller.abort()
      }),
  }
  mockWire().post(tokenUrl, tokenAnswer('t')).get(usersUrl, throttled('60'))

  await expect(open({ clock, signal: controller.signal }).send()).rejects.toMatchObject({
    code: 'stopped',
    message: 'GET /v1.0/users: stopped before it was answered',
  })
})

test('a stop empties the queue', async () => {
  const controller = new AbortController()
  mockWire()
    .post(tokenUrl, tokenAnswer('t'))
    .get(usersUrl, () => {
      controller.abort()
      return fine
    })
  const { send } = open({ signal: controller.signal })

  const results = await Promise.allSettled([send(), send(), send()])

  expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected'])
})
