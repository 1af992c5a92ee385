/** One source at a time: bad rows, remarks, cuts, lost page chains, faults. */
import { describe, expect, test } from 'vitest'
import { AuthenticationError, SchemaError, SeatledgerError, ThrottledError } from '../../src/errors.ts'
import type { Page } from '../../src/model/dataset.ts'
import type { KeyedSource } from '../../src/sync/keyed-connectors.ts'
import { createMemorySpool } from '../../src/sync/memory-spool.ts'
import type { SourceProgress } from '../../src/sync/progress.ts'
import { SourceReader } from '../../src/sync/source-reader.ts'
import { testClock } from '../connectors/fixture.ts'
import { broken, forbidden, person, plain, run, source, type Step } from './practice-sources.ts'

const ann: Page = { ...plain, dataset: 'people', rows: [person('ann')] }
const ben: Page = { ...plain, dataset: 'people', rows: [person('ben')], requestId: 'request-2' }

function setUp() {
  const spool = createMemorySpool()
  const events: SourceProgress[] = []
  const stop = new AbortController()
  const reader = new SourceReader({
    spool,
    clock: testClock(),
    progress: (event) => events.push(event),
    signal: stop.signal,
  })
  const people = async (): Promise<string[]> => {
    const rows = await Array.fromAsync(spool.snapshot({ ...run, statuses: [] }).rows('people', null))
    return rows.map(({ id }) => id)
  }
  return { reader, spool, events, stop, people }
}

async function read(attempts: readonly (readonly Step[])[], about: Partial<KeyedSource> = {}) {
  const { reader, people, events } = setUp()
  const reading = await reader.read(source('graph/users', attempts, about))
  return { reading, people: await people(), events }
}

describe('a source that is read to its end', () => {
  test('is complete, with its rows, its last request and its time', async () => {
    const { reading, people } = await read([[ann, ben]])

    expect(reading).toMatchObject({
      state: 'complete',
      reason: null,
      fix: null,
      rows: 2,
      requestId: 'request-2',
      at: '2026-11-24T08:00:00.000Z',
      error: null,
    })
    expect(people).toEqual(['ann', 'ben'])
  })

  test('without a page is complete with none', async () => {
    const { reading } = await read([[]])

    expect(reading).toMatchObject({ state: 'complete', reason: null, rows: 0, requestId: null })
  })

  test('is partial by rows that were rejected, counted by dataset', async () => {
    const { reading } = await read([
      [
        { ...ann, rejected: 2 },
        { ...ben, rejected: 1 },
        { ...plain, dataset: 'groups', rows: [], rejected: 1 },
      ],
    ])

    expect(reading).toMatchObject({
      state: 'partial',
      rows: 2,
      reason: '3 rows of people did not match the expected shape; 1 row of groups did not match the expected shape',
      fix: 'update Seatledger; if it stays so, report it with the request id',
    })
  })

  test('passes on a remark and stays complete', async () => {
    const remark = { reason: 'legacy capacity model: no storage lines', fix: null }

    const { reading } = await read([[{ ...ann, remark }]])

    expect(reading).toMatchObject({ state: 'complete', reason: remark.reason, fix: null })
  })

  test('is partial where a remark says so; the same remark is said once', async () => {
    const remark = { state: 'partial', reason: 'group X could not be read', fix: 'grant GroupMember.Read.All' } as const

    const { reading } = await read([
      [
        { ...ann, remark },
        { ...ben, remark },
      ],
    ])

    expect(reading).toMatchObject({ state: 'partial', reason: remark.reason, fix: remark.fix })
  })
})

describe('a source that ends with an error', () => {
  test('before the first row is not assessed', async () => {
    const { reading, events } = await read([[broken('/v1.0/users', 503)]])

    expect(reading).toMatchObject({
      state: 'not-assessed',
      reason: 'GET /v1.0/users: 503',
      fix: 'run the command again later',
      rows: 0,
    })
    expect(events).toEqual([
      { isKept: false, source: 'graph/users', environment: null, rows: 0, state: 'not-assessed' },
    ])
  })

  test('after some rows is partial where that is worth something', async () => {
    const { reading, people } = await read([[{ ...ann, rejected: 1 }, broken('/v1.0/users', 503)]])

    expect(reading).toMatchObject({
      state: 'partial',
      rows: 1,
      reason: 'cut after 1 row: GET /v1.0/users: 503; 1 row of people did not match the expected shape',
    })
    expect(people).toEqual(['ann'])
  })

  test('after some rows is not assessed where it was a refusal', async () => {
    const remark = { state: 'partial', reason: 'the members of Agents could not be read', fix: null } as const

    const { reading, people } = await read([[{ ...ann, remark }, forbidden('/v1.0/groups')]])

    expect(reading).toMatchObject({
      state: 'not-assessed',
      rows: 0,
      reason: 'GET /v1.0/groups: 403 Authorization_RequestDenied',
      fix: 'grant what graph/users needs',
    })
    expect(people).toEqual([])
  })

  test('after some rows keeps none where half of it is worth nothing', async () => {
    const { reading, people } = await read([[ann, broken('/roles')]], { ifCut: 'not-assessed' })

    expect(reading).toMatchObject({
      state: 'not-assessed',
      rows: 0,
      reason: 'GET /roles: 500',
    })
    expect(people).toEqual([])
  })

  test.each([
    ['a refusal: the permission of the source', forbidden('/v1.0/users'), 'grant what graph/users needs'],
    [
      'a hint of the error itself',
      new AuthenticationError('No.', 'check AZURE_CLIENT_SECRET'),
      'check AZURE_CLIENT_SECRET',
    ],
    ['a sign-in without a hint', new AuthenticationError('No.'), 'run `seatledger doctor`: it tries each sign-in'],
    [
      'a strange answer',
      new SchemaError('GET /v1.0/users: no value'),
      'update Seatledger; if it stays so, report it with the request id',
    ],
    [
      'a wait longer than the budget',
      new ThrottledError(
        'GET /v1.0/users: 429',
        { status: 429, serviceCode: null, requestId: null },
        'raise SEATLEDGER_BUDGET_MINUTES',
      ),
      'raise SEATLEDGER_BUDGET_MINUTES',
    ],
  ])('is mended by %s', async (_, error, fix) => {
    const { reading } = await read([[error]])

    expect(reading).toMatchObject({ state: 'not-assessed', fix, error })
  })
})

describe('a page chain that the service lost', () => {
  test.each(['Directory_ExpiredPageToken', 'DirectoryPageTokenNotFoundException'])(
    '(%s) begins again at the first page, without what was read',
    async (code) => {
      const lost = broken('/v1.0/users', 400, code)

      const { reading, people } = await read([
        [ann, lost],
        [{ ...ann, rejected: 1 }, lost],
        [ben, ann],
      ])

      expect(reading).toMatchObject({ state: 'complete', rows: 2, reason: null })
      expect(people).toEqual(['ben', 'ann'])
    },
  )

  test('is given up after three new beginnings', async () => {
    let beginnings = 0
    const lost = broken('/v1.0/users', 400, 'Directory_ExpiredPageToken')

    const { reading } = await read([[() => void (beginnings += 1), ann, lost]])

    expect(beginnings).toBe(4)
    expect(reading).toMatchObject({ state: 'partial', rows: 1 })
  })

  test('of one reading leaves the other reading of the same source', async () => {
    const { reader, people } = setUp()
    await reader.read(source('graph/users', [[ann]]))

    await reader.read(source('graph/users', [[ben, broken('/x', 400, 'Directory_ExpiredPageToken')], [ben]]))

    expect(await people()).toEqual(['ann', 'ben'])
  })

  test('another 400 is no reason to begin again', async () => {
    let beginnings = 0

    await read([[() => void (beginnings += 1), broken('/v1.0/users', 400, 'Request_UnsupportedQuery')]])

    expect(beginnings).toBe(1)
  })
})

describe('several sources', () => {
  test('are read no more at a time than allowed, and come back in their order', async () => {
    const { reader } = setUp()
    let running = 0
    let most = 0
    const slow = (id: 'graph/users' | 'graph/groups' | 'graph/audit'): KeyedSource => ({
      ...source(id, []),
      async *pages() {
        running += 1
        most = Math.max(most, running)
        await Promise.resolve()
        yield ann
        await Promise.resolve()
        running -= 1
      },
    })

    const readings = await reader.readAll([slow('graph/users'), slow('graph/groups'), slow('graph/audit')], 2)

    expect(most).toBe(2)
    expect(readings.map(({ source: { id } }) => id)).toEqual(['graph/users', 'graph/groups', 'graph/audit'])
  })

  test('stop with the first fault: no other is left running, none begins', async () => {
    const { reader, spool } = setUp()
    const fault = new SeatledgerError('store', 'The store x cannot grow: the disk is full.')
    let isAborted = false
    let begun = 0
    const waiting: KeyedSource = {
      ...source('graph/groups', []),
      async *pages(signal) {
        begun += 1
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
        isAborted = signal.aborted
        yield ann
      },
    }
    spool.put = () => {
      throw fault
    }

    const readings = reader.readAll([waiting, source('graph/users', [[ann]]), waiting], 2)

    await expect(readings).rejects.toBe(fault)
    expect([isAborted, begun]).toEqual([true, 1])
  })

  test('that are stopped before they begin ask nothing', async () => {
    const { reader, stop, events } = setUp()
    const reason = new SeatledgerError('stopped', 'Stopped by SIGTERM.')
    stop.abort(reason)

    await expect(reader.readAll([source('graph/users', [[ann]])], 2)).rejects.toBe(reason)
    expect(events).toEqual([])
  })
})
