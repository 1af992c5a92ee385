/** The only importer of nock: blocks the network, answers from expectations or from a practice cloud, and fails the test on what is missing or unused. */
import nock from 'nock'
import { onTestFinished } from 'vitest'
import type { PracticeCloud, WireBehavior, WireRequest, WireResponse } from './wire.ts'

/** `body`: bytes and text go out as they are, all else as JSON. `fail` breaks the connection with a code such as `ECONNRESET`. */
export interface MockReply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly fail?: string
}

export type MockAnswer = MockReply | ((request: WireRequest) => MockReply | Promise<MockReply>)

export interface MockWire {
  /** What was asked, in order. */
  readonly requests: readonly WireRequest[]
  /** Each answer serves one request, in order; a text matches the whole address, query included. */
  get(url: string | RegExp, ...answers: MockAnswer[]): MockWire
  post(url: string | RegExp, ...answers: MockAnswer[]): MockWire
  /** Throws, once, for a request without an answer and for an answer without a request; called by itself at the end of the test. */
  readonly verify: () => void
}

export interface InstalledCloud {
  readonly requests: readonly WireRequest[]
  readonly verify: () => void
}

interface Expectation {
  readonly method: string
  readonly url: string | RegExp
  readonly answers: MockAnswer[]
}

/** Stands at every socket of this process until the test ends; null means that nobody answers this request. */
type Answer = (request: WireRequest) => Promise<WireResponse> | null

/** Single expectations. To be called inside a test or a `beforeEach`, one of these functions per test. */
export function mockWire(): MockWire {
  const expectations: Expectation[] = []
  const wire = intercept(
    (request) => {
      const answer = expectations.find((each) => each.answers.length > 0 && isMeant(each, request))?.answers.shift()
      return answer === undefined ? null : reply(answer, request)
    },
    () =>
      expectations.flatMap((each) =>
        each.answers.splice(0).map(() => `unused: ${each.method} ${String(each.url)} was mocked and never asked`),
      ),
  )
  const expect = (method: string, url: string | RegExp, answers: MockAnswer[]): MockWire => {
    expectations.push({ method, url, answers: [...answers] })
    return mock
  }
  const mock: MockWire = {
    requests: wire.requests,
    get: (url, ...answers) => expect('GET', url, answers),
    post: (url, ...answers) => expect('POST', url, answers),
    verify: wire.verify,
  }
  return mock
}

/** A whole practice cloud on its own host names. To be called inside a test or a `beforeEach`, one of these functions per test. */
export function installCloud(cloud: PracticeCloud): InstalledCloud {
  const hosts = new Set(cloud.hosts().map((origin) => new URL(origin).host))
  return intercept(
    (request) => (hosts.has(request.url.host) ? cloud.handle(request) : null),
    () => [],
  )
}

function intercept(answer: Answer, unused: () => string[]): InstalledCloud {
  const requests: WireRequest[] = []
  const missing: string[] = []
  if (!nock.isActive()) nock.activate()
  nock.disableNetConnect()
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']) {
    nock(/.*/)
      .persist()
      .intercept(() => true, method)
      .optionally()
      // One parameter only: with two, nock takes the second for a callback and the request hangs.
      .reply(async (wire: Request) => {
        const request = await readRequest(wire)
        requests.push(request)
        const response = await answer(request)
        const code = codeOfBreak(response?.wire)
        if (code !== null) throw brokenConnection(code)
        if (response !== null) return [response.status, Buffer.from(response.body), response.headers]
        missing.push(`missing: ${request.method} ${request.url.href} was asked and is not mocked`)
        throw brokenConnection('ENETUNREACH')
      })
  }
  const verify = (): void => {
    const faults = [...missing.splice(0), ...unused()]
    if (faults.length > 0) throw new Error(`the wire and its mocks differ\n${faults.join('\n')}`)
  }
  onTestFinished(() => {
    nock.cleanAll()
    nock.enableNetConnect()
    nock.restore()
    verify()
  })
  return { requests, verify }
}

async function readRequest(wire: Request): Promise<WireRequest> {
  const body = wire.method === 'GET' || wire.method === 'HEAD' ? '' : await wire.text()
  return { method: wire.method, url: new URL(wire.url), headers: Object.fromEntries(wire.headers), body }
}

function isMeant(expectation: Expectation, request: WireRequest): boolean {
  if (expectation.method !== request.method) return false
  if (expectation.url instanceof RegExp) return expectation.url.test(request.url.href)
  return new URL(expectation.url).href === request.url.href
}

async function reply(answer: MockAnswer, request: WireRequest): Promise<WireResponse> {
  const given = typeof answer === 'function' ? await answer(request) : answer
  if (given.fail !== undefined) throw brokenConnection(given.fail)
  const status = given.status ?? 200
  const { body = '' } = given
  if (typeof body === 'string' || body instanceof Uint8Array) return { status, headers: given.headers ?? {}, body }
  const headers = { 'content-type': 'application/json; charset=utf-8', ...given.headers }
  return { status, headers, body: JSON.stringify(body) }
}

/** What a client would see: nock has no sockets to end, and what is slow would be slow for nothing. */
function codeOfBreak(wire: WireBehavior | undefined): string | null {
  if (wire === undefined || wire.how === 'drip') return null
  if (wire.how === 'refuse') return 'ECONNREFUSED'
  return wire.how.startsWith('reset') ? 'ECONNRESET' : 'ETIMEDOUT'
}

function brokenConnection(code: string): Error {
  return Object.assign(new Error(`the mocked connection broke (${code})`), { code })
}
