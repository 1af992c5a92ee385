/** Delivery from the outbox over the wire: two senders on one store, a sender that is killed or stopped, order, and what a run leaves in the clear. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPoster, type Poster } from '../../connectors/webhook/post.ts'
import { mockWire } from '../../mocks/nock.ts'
import { deliver, type DeliveryEvent, type DeliveryParts, type Target } from '../../src/alerts/deliver.ts'
import { signatureOf } from '../../src/alerts/signature.ts'
import type { Clock } from '../../src/clock.ts'
import type { OutboxEntry } from '../../src/model/alert.ts'
import { SqliteStore } from '../../src/store/sqlite.ts'
import { testClock } from '../connectors/fixture.ts'
import { runRecord, stageOf } from '../store/practice-run.ts'

const url = 'https://hooks.contoso.example/a'
const webhook: Target = { name: 'webhook', trust: 'operator', url: () => url, secret: () => 'secret' }
let folder: string
let stores: SqliteStore[]
let poster: Poster

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatledger-deliver-'))
  stores = [0, 1].map(() => new SqliteStore(join(folder, 'store.db')))
  poster = openPoster({ proxy: { httpsProxy: null, noProxy: null }, userAgent: 'seatledger/test', now: () => 0 })
})
afterEach(async () => {
  poster.close()
  for (const one of stores) await one.close()
  rmSync(folder, { recursive: true, force: true })
})

function store(index = 0): SqliteStore {
  const found = stores[index]
  if (found === undefined) throw new Error('no store')
  return found
}

async function waiting(...entries: readonly Partial<OutboxEntry>[]): Promise<void> {
  const staging = store().stage(stageOf('run-1'))
  await staging.commit(runRecord('run-1'), [], {
    at: runRecord('run-1').startedAt,
    entries: entries.map((about, index) => ({
      eventId: `event-${index + 1}`,
      target: 'webhook',
      createdAt: '2026-11-24T08:00:00.000Z',
      isPseudonymized: false,
      body: `{"n":${index + 1}}`,
      ...about,
    })),
  })
}

function send(about: Partial<DeliveryParts> = {}) {
  const events: DeliveryEvent[] = []
  const ended = deliver({
    alerts: store().alerts,
    tenantId: 'contoso',
    targets: [webhook],
    post: poster.post,
    clock: testClock(),
    signal: new AbortController().signal,
    onlyPseudonymized: false,
    roundMs: 20_000,
    tell: (event) => events.push(event),
    ...about,
  })
  return ended.then(() => events)
}

const statesOf = async (): Promise<string[]> =>
  (await store().alerts.deliveries('contoso')).map(({ eventId, state }) => `${eventId} ${state}`)

test('each message goes once, in order, signed with the time of its attempt', async () => {
  const wire = mockWire().post(url, { status: 500 }, { status: 202 }, { status: 202 })
  await waiting({}, {})

  const events = await send()

  expect(wire.requests.map(({ body }) => body)).toEqual(['{"n":1}', '{"n":1}', '{"n":2}'])
  expect(events.map(({ eventId, settlement: { state } }) => `${eventId} ${state}`)).toEqual([
    'event-1 pending',
    'event-1 delivered',
    'event-2 delivered',
  ])
  const startMs = Date.parse('2026-11-24T08:00:00Z')
  expect(wire.requests.map(({ headers }) => headers['seatledger-signature'])).toEqual([
    signatureOf('secret', '{"n":1}', startMs),
    signatureOf('secret', '{"n":1}', startMs + 750),
    signatureOf('secret', '{"n":2}', startMs + 750),
  ])
})

test('two senders on one store send nothing twice', async () => {
  const wire = mockWire()
  wire.post(url, ...Array.from({ length: 20 }, () => ({ status: 202 })))
  await waiting(...Array.from({ length: 20 }, () => ({})))

  await Promise.all([send(), send({ alerts: store(1).alerts }), send()])
  await send({ alerts: store(1).alerts })

  const ids = wire.requests.map(({ headers }) => headers['seatledger-event-id'])
  expect(ids).toHaveLength(20)
  expect(new Set(ids).size).toBe(20)
})

test('what a killed sender had claimed is sent again after a while, under the same event id', async () => {
  const wire = mockWire().post(url, { status: 202 })
  await waiting({})
  const clock = testClock()
  const killed = await store(1).alerts.claim({
    tenantId: 'contoso',
    target: 'webhook',
    now: new Date(clock.now()).toISOString(),
    until: new Date(clock.now() + 120_000).toISOString(),
    onlyPseudonymized: false,
  })

  await send({ clock })
  expect(wire.requests).toEqual([])
  clock.advance(120_000)
  await send({ clock })

  expect(killed?.eventId).toBe('event-1')
  expect(wire.requests.map(({ headers }) => headers['seatledger-event-id'])).toEqual(['event-1'])
})

test('a stop leaves what was not answered waiting, and says nothing of it', async () => {
  const stop = new AbortController()
  const wire = mockWire().post(
    url,
    () => {
      stop.abort()
      return new Promise(() => undefined)
    },
    { status: 202 },
  )
  await waiting({})

  expect(await send({ signal: stop.signal })).toEqual([])
  expect(await statesOf()).toEqual(['event-1 pending'])
  await send()

  expect(wire.requests).toHaveLength(2)
  expect(await statesOf()).toEqual(['event-1 delivered'])
})

test('a store that is busy when the answer comes is waited for: what arrived does not go out again', async () => {
  const locker = new DatabaseSync(join(folder, 'store.db'))
  const impatient = new SqliteStore(join(folder, 'store.db'), 1)
  stores.push(impatient)
  const wire = mockWire().post(url, () => {
    locker.exec('BEGIN IMMEDIATE')
    return { status: 202 }
  })
  await waiting({})
  const clock = testClock()
  const sleep: Clock['sleep'] = async (ms) => {
    if (locker.isTransaction) locker.exec('ROLLBACK')
    await clock.sleep(ms)
  }

  await send({ alerts: impatient.alerts, clock: { ...clock, sleep } })
  await send()
  locker.close()

  expect(wire.requests).toHaveLength(1)
  expect(await statesOf()).toEqual(['event-1 delivered'])
})

test('what one target throws ends after all others have ended', async () => {
  const broken: Target = {
    ...webhook,
    url: () => {
      throw new Error('no address')
    },
  }
  const teams: Target = { name: 'teams', trust: 'operator', url: () => 'https://teams.example/a', secret: null }
  mockWire().post('https://teams.example/a', { status: 200 })
  await waiting({}, { target: 'teams' })

  await expect(send({ targets: [broken, teams] })).rejects.toThrow('no address')

  expect(await statesOf()).toEqual(['event-1 pending', 'event-2 delivered'])
})

test('one target that is down holds back no other', async () => {
  const teams: Target = { name: 'teams', trust: 'operator', url: () => 'https://teams.example/a', secret: null }
  mockWire().post(url, { fail: 'ECONNREFUSED' }).post('https://teams.example/a', { status: 200 })
  await waiting({}, { target: 'teams' })

  await send({ targets: [webhook, teams], roundMs: 0 })

  expect(await statesOf()).toEqual(['event-1 pending', 'event-2 delivered'])
})

describe('under --pseudonymize', () => {
  test('what an earlier run left in the clear is not sent, and waits for one without', async () => {
    const wire = mockWire().post(url, { status: 202 }, { status: 202 })
    await waiting({}, { isPseudonymized: true })

    await send({ onlyPseudonymized: true })
    expect(await statesOf()).toEqual(['event-1 pending', 'event-2 delivered'])
    await send()

    expect(wire.requests.map(({ headers }) => headers['seatledger-event-id'])).toEqual(['event-2', 'event-1'])
  })
})

test('a target that is not configured any more keeps what waits for it', async () => {
  await waiting({})

  expect(await send({ targets: [] })).toEqual([])
  expect(await statesOf()).toEqual(['event-1 pending'])
})
