/** People by id: 1,000 a request, and by filters in batches where that route withholds license states. */
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { mockWire, type MockReply } from '../../../mocks/nock.ts'
import type { WireRequest } from '../../../mocks/wire.ts'
import { PermissionError, SchemaError, ThrottledError, UpstreamError } from '../../../src/errors.ts'
import { tokenAnswer, tokenUrl } from '../fixture.ts'
import { openConnectors, readPages, readUntilError, rejectedIn, rowsOf } from '../sources.ts'
import {
  graphRequests,
  graphUrl,
  guid,
  person,
  refused,
  throttled,
  wireUser,
  wireUserWithoutStates,
} from './wire-users.ts'

const byIds = `${graphUrl}/directoryObjects/getByIds?$select=id,userPrincipalName,displayName,userType,accountEnabled,assignedLicenses,licenseAssignmentStates`
const batch = `${graphUrl}/$batch`

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => guid('user', index))

const Ids = z.object({ ids: z.array(z.string()), types: z.array(z.string()) })
const Batch = z.object({ requests: z.array(z.object({ id: z.string(), method: z.string(), url: z.string() })) })
type BatchItem = z.infer<typeof Batch>['requests'][number]

const itemsOf = (request: WireRequest): BatchItem[] => Batch.parse(JSON.parse(request.body)).requests

/** The users that an item's filter asks for, by their numbers. */
function askedIn({ url }: BatchItem): number[] {
  const filter = new URL(url, graphUrl).searchParams.get('$filter') ?? ''
  return [...filter.matchAll(/'aaaaaaaa-0000-4000-8000-(\d+)'/g)].map((match) => Number(match[1]))
}

/** Answers items in the opposite order, as the service may. */
function answerBatch(answer: (item: BatchItem) => Readonly<Record<string, unknown>>) {
  return (request: WireRequest): MockReply => ({
    body: {
      responses: itemsOf(request)
        .map((item) => ({ id: item.id, ...answer(item) }))
        .toReversed(),
    },
  })
}

const found = (item: BatchItem) => ({ status: 200, body: { value: askedIn(item).map((index) => wireUser(index)) } })

/** A service that withholds license states of the first id, before its batches. */
function withheld() {
  return mockWire()
    .post(tokenUrl, tokenAnswer('t'))
    .post(byIds, { body: { value: [wireUserWithoutStates(0)] } })
}

describe('people by id', () => {
  test('are asked for 1,000 at a time, as users', async () => {
    const wire = mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .post(byIds, { body: { value: [wireUser(0)] } }, { body: { value: [wireUser(1000)] } })

    const pages = await readPages(openConnectors().connectors.people(ids(1001)))

    const bodies = graphRequests(wire.requests).map(({ body }) => Ids.parse(JSON.parse(body)))
    expect(bodies.map((body) => body.ids.length)).toEqual([1000, 1])
    expect(bodies.flatMap((body) => body.ids)).toEqual(ids(1001))
    expect(bodies.map(({ types }) => types)).toEqual([['user'], ['user']])
    expect(rowsOf(pages, 'people')).toEqual([person(0), person(1000)])
  })

  test('that nobody knows are absent, and nobody asked for needs no request', async () => {
    const wire = mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .post(byIds, { body: { value: [] } })
    const { connectors } = openConnectors()

    expect(rowsOf(await readPages(connectors.people(ids(3))), 'people')).toEqual([])
    expect(await readPages(connectors.people([]))).toEqual([])
    expect(graphRequests(wire.requests)).toHaveLength(1)
  })

  test('are read after a throttle, and a bad row is counted', async () => {
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .post(byIds, throttled, { body: { value: [wireUser(0), wireUser(1, { id: 'no guid' })] } })
    const { connectors, clock } = openConnectors()

    const pages = await readPages(connectors.people(ids(2)))

    expect(rowsOf(pages, 'people')).toEqual([person(0)])
    expect(rejectedIn(pages)).toBe(1)
    expect(clock.waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(5000)
  })

  test('that may not be read end with a permission error', async () => {
    mockWire().post(tokenUrl, tokenAnswer('t')).post(byIds, refused)
    const source = openConnectors().connectors.people(ids(1))

    const { error } = await readUntilError(source)

    expect(error).toBeInstanceOf(PermissionError)
    expect(error.message).toBe('POST /v1.0/directoryObjects/getByIds: 403 Authorization_RequestDenied')
    expect(source.permission).toContain('User.Read.All')
  })
})

describe('where getByIds withholds license states', () => {
  test('people are read by filters of 15 ids, 20 filters a batch, and getByIds is not tried again', async () => {
    const wire = withheld().post(batch, ...Array.from({ length: 5 }, () => answerBatch(found)))

    const pages = await readPages(openConnectors().connectors.people(ids(1001)))

    const items = graphRequests(wire.requests).slice(1).map(itemsOf)
    expect(items.map((list) => list.length)).toEqual([20, 20, 20, 7, 1])
    expect(Math.max(...items.flat().map((item) => askedIn(item).length))).toBe(15)
    expect(new Set(items.flat().map(({ method }) => method))).toEqual(new Set(['GET']))
    expect(items.flat().every(({ url }) => url.startsWith('/users?$select=id,'))).toBe(true)
    expect(rowsOf(pages, 'people')).toEqual(Array.from({ length: 1001 }, (_, index) => person(index)))
  })

  test('a null counts as withheld too', async () => {
    mockWire()
      .post(tokenUrl, tokenAnswer('t'))
      .post(byIds, { body: { value: [wireUser(0, { licenseAssignmentStates: null })] } })
      .post(batch, answerBatch(found))

    const pages = await readPages(openConnectors().connectors.people(ids(1)))

    expect(rowsOf(pages, 'people')).toEqual([person(0)])
    expect(rejectedIn(pages)).toBe(0)
  })

  test('throttled items alone are sent again, after the longest wait that one of them asks for', async () => {
    const wire = withheld().post(
      batch,
      answerBatch((item) => {
        if (item.id === '0') return { status: 429, headers: { 'Retry-After': '7' } }
        if (item.id === '2') return { status: 503, headers: { 'retry-after': '3' } }
        return found(item)
      }),
      answerBatch(found),
    )
    const { connectors, clock } = openConnectors()

    const pages = await readPages(connectors.people(ids(45)))

    const sent = graphRequests(wire.requests)
      .slice(1)
      .map((request) => itemsOf(request).map(({ id }) => id))
    expect(sent).toEqual([
      ['0', '1', '2'],
      ['0', '2'],
    ])
    expect(clock.waits).toEqual([7000])
    expect(rowsOf(pages, 'people')).toEqual(ids(45).map((_, index) => person(index)))
  })

  test.each([
    ['the clock of the service', { date: 'Tue, 24 Nov 2026 11:00:00 GMT' }, 'Tue, 24 Nov 2026 11:05:00 GMT'],
    ['our clock where the answer has none', {}, 'Tue, 24 Nov 2026 08:05:00 GMT'],
  ])('a date in an item is measured by %s', async (_, headers, retryAfter) => {
    withheld().post(
      batch,
      (request) => ({
        ...answerBatch(() => ({ status: 429, headers: { 'Retry-After': retryAfter } }))(request),
        headers,
      }),
      answerBatch(found),
    )
    const { connectors, clock } = openConnectors()

    await readPages(connectors.people(ids(1)))

    expect(clock.waits).toEqual([300_000])
  })

  test('items that name no wait are waited for ever longer, and given up after eight rounds', async () => {
    withheld().post(batch, ...Array.from({ length: 8 }, () => answerBatch(() => ({ status: 429, headers: {} }))))
    const { connectors, clock } = openConnectors()

    const { error } = await readUntilError(connectors.people(ids(1)))

    expect(error).toBeInstanceOf(ThrottledError)
    expect(error.message).toBe('GET /v1.0/users in a batch: 429, after 8 tries at graph.microsoft.com')
    expect(clock.waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 64_000])
  })

  test('a refused item ends the source with a permission error', async () => {
    withheld().post(
      batch,
      answerBatch((item) => (item.id === '1' ? refused : found(item))),
    )

    const { error } = await readUntilError(openConnectors().connectors.people(ids(16)))

    expect(error).toBeInstanceOf(PermissionError)
    expect(error.message).toBe('GET /v1.0/users in a batch: 403 Authorization_RequestDenied')
  })

  test('an item that the service does not understand ends the source, too', async () => {
    withheld().post(
      batch,
      answerBatch(() => ({ status: 400, body: { error: { code: 'Request_UnsupportedQuery' } } })),
    )

    const { error } = await readUntilError(openConnectors().connectors.people(ids(1)))

    expect(error).toBeInstanceOf(UpstreamError)
    expect(error.message).toBe('GET /v1.0/users in a batch: 400 Request_UnsupportedQuery')
  })

  test.each([
    ['no responses', {}],
    ['a response too few', { responses: [] }],
    ['one without a list', { responses: [{ id: '0', status: 200, body: 'text' }] }],
    ['one for another request', { responses: [{ id: '5', status: 200, body: { value: [] } }] }],
  ])('a batch with %s is a broken answer', async (_, body) => {
    withheld().post(batch, { body })

    const { error } = await readUntilError(openConnectors().connectors.people(ids(1)))

    expect(error).toBeInstanceOf(SchemaError)
  })

  test('a list that goes on after its page in the batch is read as any other', async () => {
    const next = `${graphUrl}/users?$skiptoken=2`
    const wire = withheld()
      .post(
        batch,
        answerBatch((item) =>
          item.id === '0' ? { status: 200, body: { value: [wireUser(0)], '@odata.nextLink': next } } : found(item),
        ),
      )
      .get(next, { body: { value: [wireUser(1)] } })
      .get(/\/users[?][$]select=id,/, { body: { value: [wireUser(0)], '@odata.nextLink': next } })

    const pages = await readPages(openConnectors().connectors.people(ids(16)))

    expect(rowsOf(pages, 'people')).toEqual([person(15), person(0), person(1)])
    expect(graphRequests(wire.requests)).toHaveLength(4)
  })

  test('bad rows of a batch are counted', async () => {
    withheld().post(
      batch,
      answerBatch(() => ({ status: 200, body: { value: [wireUser(0), { id: guid('user', 1) }] } })),
    )

    const pages = await readPages(openConnectors().connectors.people(ids(2)))

    expect(rowsOf(pages, 'people')).toEqual([person(0)])
    expect(rejectedIn(pages)).toBe(1)
  })
})
