/** One attempt on a real socket: bytes, encodings, limits of size and time, broken connections. */
import type { RequestListener } from 'node:http'
import { inspect } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { openConnection, type RequestEvent } from '../../../connectors/connection.ts'
import { openAgents } from '../../../connectors/transport/agents.ts'
import { exchange } from '../../../connectors/transport/exchange.ts'
import { defaultLimits } from '../../../connectors/transport/phases.ts'
import {
  createCertificates,
  sendJson,
  settingsFor,
  startLoopback,
  startSilence,
  trust,
  type Certificates,
  type Loopback,
} from '../loopback.ts'
import { testClock } from '../fixture.ts'

let certificates: Certificates
let host: Loopback
let answer: RequestListener = (_, response) => response.end()

beforeAll(async () => {
  certificates = await createCertificates()
  trust(certificates)
  host = await startLoopback(certificates, (request, response) => answer(request, response))
})

afterAll(() => host.close())
afterEach(() => {
  vi.useRealTimers()
})

function open(origin: string, signal?: AbortSignal) {
  const clock = testClock()
  const events: RequestEvent[] = []
  const connection = openConnection(settingsFor(origin), { clock, signal, onRequest: (event) => events.push(event) })
  const get = (path: string, ownSignal?: AbortSignal) =>
    connection.transport.send({
      api: 'graph',
      method: 'GET',
      url: `${origin}${path}`,
      scope: `${origin}/.default`,
      ...(ownSignal === undefined ? {} : { signal: ownSignal }),
    })
  return { get, clock, events: () => events.filter((event) => event.api === 'graph'), connection }
}

describe('the bytes', () => {
  test.each([
    "/v1.0/users?$filter=startswith(displayName,'A')&$skiptoken=a%2Bb+c/d==",
    "/v1.0/users('a@b.example')?$select=id,%64isplayName&&x",
    '/v1.0/users?a=?b?c',
    '/v1.0/users',
  ])('%s arrives as it was given', async (path) => {
    answer = (_, response) => sendJson(response, {})

    await open(host.origin).get(path)

    expect(host.requests.at(-1)).toBe(`GET ${path}`)
  })

  test('a query that HTTP cannot carry is percent-encoded, and a fragment stays at home', async () => {
    answer = (_, response) => sendJson(response, {})

    await open(host.origin).get('/v1.0/users?$search="displayName:ü x"#part')

    expect(host.requests.at(-1)).toBe('GET /v1.0/users?$search=%22displayName:%C3%BC%20x%22')
  })

  test('gzip is decoded, a byte order mark and an odd JSON type are read', async () => {
    answer = (_, response) =>
      response
        .writeHead(200, { 'content-type': 'application/problem+json', 'content-encoding': 'gzip' })
        .end(gzipSync('\uFEFF{"value":[1]}'))

    const response = await open(host.origin).get('/v1.0/users')

    expect(response.body).toEqual({ value: [1] })
  })

  test.each([
    ['application/json', '', null],
    ['text/html', '', null],
    [null, '{"a":1}', { a: 1 }],
  ])('%s %j is read as %j', async (type, sent, expected) => {
    answer = (_, response) => response.writeHead(200, type === null ? {} : { 'content-type': type }).end(sent)

    const response = await open(host.origin).get('/v1.0/users/$count')

    expect(response.body).toEqual(expected)
  })
})

describe('an answer that is no JSON', () => {
  test.each([
    ['text/html; charset="canary"', '<p>canary', 'text/html and no JSON'],
    ['text/plain', '42', 'text/plain and no JSON'],
    ['canary', 'canary', 'of no known type and no JSON'],
    [null, 'canary', 'of no known type and no JSON'],
  ])('%s is named, once, and nothing of it is kept', async (type, sent, words) => {
    answer = (_, response) => response.writeHead(200, type === null ? {} : { 'content-type': type }).end(sent)
    const { get, events } = open(host.origin)

    const error = await get('/v1.0/users').catch((caught: unknown) => caught)

    expect(error).toMatchObject({
      message: `GET /v1.0/users: 200, the answer is ${words}`,
      hint: 'A proxy or a wrong host often answers so: check HTTPS_PROXY and the hosts of the configured cloud.',
      facts: { status: 200 },
    })
    expect(inspect(error)).not.toContain('canary')
    expect(events()).toHaveLength(1)
  })
})

describe('the limits', () => {
  test.each([
    ['arrays', (depth: number) => '['.repeat(depth) + ']'.repeat(depth)],
    ['objects', (depth: number) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)],
    [
      'both, with rows before and after',
      (depth: number) => '[{"a":1},{"b":'.repeat(depth) + '1' + '},2]'.repeat(depth),
    ],
    ['what never closes', (depth: number) => '['.repeat(depth)],
  ])('JSON that is nested 100,000 deep by %s is one sentence', async (_, deep) => {
    answer = (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(`{"value":${deep(100_000)}}`)
    const { get, events } = open(host.origin)

    await expect(get('/v1.0/users')).rejects.toMatchObject({
      message: 'GET /v1.0/users: 200, the answer is nested too deep to be read',
    })
    expect(events()).toHaveLength(1)
  })

  test('a refusal that is nested as deep is a refusal', async () => {
    answer = (_, response) => response.writeHead(403, { 'content-type': 'application/json' }).end('['.repeat(1_000_000))

    await expect(open(host.origin).get('/v1.0/users')).rejects.toThrow('GET /v1.0/users: 403 Forbidden')
  })

  test('brackets within texts nest nothing', async () => {
    const texts = { value: ['['.repeat(1000), '\\"['.repeat(1000), '{"a":'.repeat(1000), 'é"\\'] }
    answer = (_, response) => sendJson(response, texts)

    expect((await open(host.origin).get('/v1.0/users')).body).toEqual(texts)
  })

  test('headers above 16 KiB are refused, without another try', async () => {
    answer = (_, response) => response.writeHead(200, { 'x-long': 'x'.repeat(17 * 1024) }).end('{}')
    const { get, events } = open(host.origin)

    await expect(get('/v1.0/users')).rejects.toThrow(
      /the headers of the answer of localhost:\d+ are larger than 16 KiB$/,
    )
    expect(events()).toHaveLength(1)
  })

  test('a body above 64 MiB once decoded is refused, without another try', async () => {
    const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024))
    answer = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
    const { get, events } = open(host.origin)

    await expect(get('/v1.0/users')).rejects.toThrow('GET /v1.0/users: the body is larger than 67108864 bytes')
    expect(events()).toHaveLength(1)
  })

  test('a host that takes the connection and never shakes hands ends after 10 s, and is tried again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const silence = await startSilence(() => vi.advanceTimersByTime(10_000))
    const { get, clock } = open(silence.origin)

    await expect(get('/v1.0/users')).rejects.toThrow(
      /no connection within 10 s, after 8 tries in .+ at localhost:\d+ \(time budget 10 minutes\)$/,
    )
    expect(clock.waits).toHaveLength(7)
    await silence.close()
  })

  test('a host that answers nothing ends after 60 s', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    answer = () => setImmediate(() => vi.advanceTimersByTime(60_000))
    const { get, events } = open(host.origin)

    await expect(get('/v1.0/users')).rejects.toThrow('GET /v1.0/users: no answer within 60 s, after 8 tries')
    expect(events().map((event) => event.status)).toEqual(Array.from({ length: 8 }, () => null))
  })

  test('a body that stands still ends the attempt', async () => {
    answer = (_, response) => response.writeHead(200).write('a')
    const agents = openAgents({ httpsProxy: null, noProxy: null })
    const call = { method: 'GET', url: `${host.origin}/v1.0/users`, headers: {}, body: null } as const
    const limits = { ...defaultLimits, bodyIdleMs: 20 }

    const result = await exchange(call, { agents, limits, leftMs: 60_000, signal: new AbortController().signal })
    agents.close()

    expect(result).toMatchObject({ kind: 'failure', mostTries: 8, sentence: 'the body stood still for 0.02 s' })
  })
})

describe('a broken connection', () => {
  test('a reset and a body that is cut are tried again', async () => {
    const faults: RequestListener[] = [
      (request) => request.socket.destroy(),
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
        response.write('{"value":[')
        setImmediate(() => response.destroy())
      },
      (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"value":['),
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'),
    ]
    answer = (request, response) => (faults.shift() ?? ((_, last) => sendJson(last, { value: [] })))(request, response)
    const { get, events, connection } = open(host.origin)

    const response = await get('/v1.0/users')

    expect(response.body).toEqual({ value: [] })
    expect(events().map((event) => [event.attempt, event.status])).toEqual([
      [1, null],
      [2, null],
      [3, 200],
      [4, null],
      [5, 200],
    ])
    expect(connection.counts()).toMatchObject({ graph: 5, retried: 4 })
  })

  test('JSON that stays cut is an error after 8 tries', async () => {
    answer = (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"value":[')

    await expect(open(host.origin).get('/v1.0/users')).rejects.toThrow(
      'GET /v1.0/users: 200, the JSON of the answer is cut or broken, after 8 tries',
    )
  })

  test('a caller that stops ends the request at once', async () => {
    const controller = new AbortController()
    answer = () => controller.abort()

    await expect(open(host.origin).get('/v1.0/users', controller.signal)).rejects.toMatchObject({ code: 'stopped' })
  })

  test('stopping the connection ends the request at once', async () => {
    const controller = new AbortController()
    answer = () => controller.abort()

    await expect(open(host.origin, controller.signal).get('/v1.0/users')).rejects.toMatchObject({ code: 'stopped' })
  })
})
