/** A host that refuses for ever: how long it is asked, by how many, and that all of it stays within the budget. */
import { describe, expect, test } from 'vitest'
import { openConnection } from '../../../connectors/connection.ts'
import { mockWire, type MockAnswer, type MockReply } from '../../../mocks/nock.ts'
import { ThrottledError, UpstreamError } from '../../../src/errors.ts'
import { graphRequest, settings, testClock, tokenAnswer, tokenUrl } from '../fixture.ts'

const startMs = Date.parse('2026-11-24T08:00:00Z')
const fine: MockReply = { body: { value: [] } }

function throttled(headers: Record<string, string> = {}): MockReply {
  return { status: 429, headers, body: { error: { code: 'TooManyRequests' } } }
}

/** Graph answers what `reply` says, as often as it is asked. */
function open(reply: (asked: number) => MockReply, budgetMs = settings.budgetMs) {
  let asked = 0
  const answer: MockAnswer = () => {
    asked += 1
    return reply(asked)
  }
  const most = 400
  const wire = mockWire()
    .post(tokenUrl, tokenAnswer('t'))
    .get(/graph/, ...Array.from({ length: most }, () => answer))
  const clock = testClock({ startMs })
  const connection = openConnection({ ...settings, budgetMs }, { clock })
  return {
    clock,
    asked: () => asked,
    /** The wire is at its end: what is left of the answers was not wanted. */
    end: () => expect(() => wire.verify()).toThrow('never asked'),
    send: (path = '/v1.0/users') => connection.transport.send(graphRequest(path)),
    fail: (path = '/v1.0/users') =>
      connection.transport.send(graphRequest(path)).then(
        () => {
          throw new Error('it was answered')
        },
        (error: unknown) => error,
      ),
  }
}

const minute = 60_000
const elapsed = ({ clock }: ReturnType<typeof open>): number => clock.now() - startMs

describe('Retry-After: 300 for ever', () => {
  test('is waited for in full seven times, and then the request ends', async () => {
    const host = open(() => throttled({ 'retry-after': '300' }), 180 * minute)

    const error = await host.fail()

    expect(error).toBeInstanceOf(ThrottledError)
    expect(error).toMatchObject({
      message:
        'GET /v1.0/users: 429 TooManyRequests, after 8 tries in 36 min 45 s at graph.microsoft.com (time budget 180 minutes)',
    })
    expect(host.clock.waits).toEqual(Array.from({ length: 7 }, () => 315_000))
    host.end()
  })

  test('costs ten requests at once hardly more tries than one', async () => {
    const host = open(() => throttled({ 'retry-after': '300' }), 180 * minute)
    const paths = Array.from({ length: 10 }, (_, index) => `/v1.0/${index}`)

    const errors = await Promise.all(paths.map((path) => host.fail(path)))

    expect(errors.every((error) => error instanceof ThrottledError)).toBe(true)
    expect(host.asked()).toBeLessThanOrEqual(8 + 10)
    expect(elapsed(host)).toBeLessThan(100 * minute)
    host.end()
  })

  test('costs who comes after it one try each', async () => {
    const host = open(() => throttled({ 'retry-after': '300' }), 180 * minute)
    await host.fail()

    const errors = [await host.fail('/v1.0/groups'), await host.fail('/v1.0/organization')]

    expect(host.asked()).toBe(10)
    expect(errors).toMatchObject([
      {
        message:
          'GET /v1.0/groups: 429 TooManyRequests, after 1 try in 5 min 15 s at graph.microsoft.com (time budget 180 minutes)',
      },
      { facts: { status: 429 } },
    ])
    host.end()
  })

  test('ends within a budget that does not hold all tries, and says so', async () => {
    const host = open(() => throttled({ 'retry-after': '300' }), 10 * minute)

    await expect(host.fail()).resolves.toMatchObject({
      message:
        'GET /v1.0/users: 429, graph.microsoft.com asks to wait for 300 seconds and 285 seconds are left of the time budget of 10 minutes',
    })
    expect(elapsed(host)).toBeLessThanOrEqual(10 * minute)
    host.end()
  })
})

describe('a throttle without a wait', () => {
  test('is backed off from by the host as a whole, however many ask', async () => {
    const host = open(() => throttled(), 180 * minute)
    const paths = Array.from({ length: 6 }, (_, index) => `/v1.0/${index}`)

    await Promise.all(paths.map((path) => host.fail(path)))

    const rising = [500, 1000, 2000, 4000, 8000, 16_000, 32_000]
    expect(host.clock.waits.filter((ms, index) => host.clock.waits.indexOf(ms) === index).slice(0, 7)).toEqual(rising)
    expect(host.asked()).toBeLessThanOrEqual(8 + 6)
    host.end()
  })

  test.each([600, 5000, 42_000])('ends within a budget of %d ms', async (budgetMs) => {
    const host = open(() => throttled(), budgetMs)

    await expect(host.send()).rejects.toThrow('time budget')
    expect(elapsed(host)).toBeLessThanOrEqual(budgetMs)
    host.end()
  })
})

test('a storm that refuses the first tries of every request is survived', async () => {
  const tries = new Map<string, number>()
  const wire = mockWire()
    .post(tokenUrl, tokenAnswer('t'))
    .get(
      /graph/,
      ...Array.from({ length: 80 }, (): MockAnswer => ({ url }) => {
        const count = (tries.get(url.pathname) ?? 0) + 1
        tries.set(url.pathname, count)
        return count > 3 ? fine : throttled()
      }),
    )
  const { transport } = openConnection({ ...settings, budgetMs: 180 * minute }, { clock: testClock({ startMs }) })
  const paths = Array.from({ length: 20 }, (_, index) => `/v1.0/${index}`)

  const answers = await Promise.all(paths.map((path) => transport.send(graphRequest(path))))

  expect(answers).toHaveLength(20)
  expect(wire.requests).toHaveLength(81)
})

test('one answer restores a host that was given up', async () => {
  const host = open((asked) => (asked === 9 || asked > 12 ? fine : throttled()), 180 * minute)
  await host.fail()
  await host.send()

  await host.send()

  expect(host.asked()).toBe(13)
  host.end()
})

test('a host that is dead for one request is asked once by the next', async () => {
  const host = open(() => ({ status: 503, body: '' }))
  await host.fail()

  await expect(host.fail('/v1.0/groups')).resolves.toMatchObject({
    message:
      'GET /v1.0/groups: 503 Service Unavailable, after 1 try in 0 s at graph.microsoft.com (time budget 10 minutes)',
  })
  expect(host.asked()).toBe(9)
  host.end()
})

test('one address that is always broken costs the others nothing', async () => {
  const wire = mockWire()
    .post(tokenUrl, tokenAnswer('t'))
    .get(/users/, ...Array.from({ length: 8 }, () => ({ status: 500 })))
    .get(/groups/, fine, { status: 500 }, fine)
  const { transport } = openConnection(settings, { clock: testClock({ startMs }) })
  const broken = transport.send(graphRequest('/v1.0/users'))
  await transport.send(graphRequest('/v1.0/groups'))
  await expect(broken).rejects.toBeInstanceOf(UpstreamError)

  await transport.send(graphRequest('/v1.0/groups'))

  expect(wire.requests).toHaveLength(12)
})

describe('a date is measured by the clock that wrote it', () => {
  test.each([
    ['ours is two hours late', '2026-11-24T10:00:00Z', 'Tue, 24 Nov 2026 10:05:00 GMT', 315_000],
    ['ours is two hours ahead', '2026-11-24T06:00:00Z', 'Tue, 24 Nov 2026 06:05:00 GMT', 315_000],
    ['it is over by that clock, though not by ours', '2026-11-24T09:00:00Z', 'Tue, 24 Nov 2026 08:30:00 GMT', 500],
  ])('%s', async (_, serviceTime, retryAfter, waitMs) => {
    const date = new Date(serviceTime).toUTCString()
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(/users/, throttled({ date, 'retry-after': retryAfter }), fine)
    const clock = testClock({ startMs })
    const { transport } = openConnection(settings, { clock })

    await transport.send(graphRequest('/v1.0/users'))

    expect(clock.waits).toEqual([waitMs])
  })

  test('a Date that is none leaves ours', async () => {
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .get(/users/, throttled({ date: 'now', 'retry-after': 'Tue, 24 Nov 2026 08:01:00 GMT' }), fine)
    const clock = testClock({ startMs })

    await openConnection(settings, { clock }).transport.send(graphRequest('/v1.0/users'))

    expect(clock.waits).toEqual([63_000])
  })
})

test('a wait of a second that is asked for again and again is backed off from', async () => {
  const host = open((asked) => (asked > 6 ? fine : throttled({ 'retry-after': '1' })))

  await host.send()

  expect(host.clock.waits).toEqual([1050, 1050, 2000, 4000, 8000, 16_000])
  host.end()
})
