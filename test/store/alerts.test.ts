/** Alerts in the store: written with the run or not at all, sent by one sender at a time, in order, and never twice once delivered. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OutboxEntry } from '../../src/model/alert.ts'
import type { Finding, Severity } from '../../src/model/finding.ts'
import type { Told, ToldChange } from '../../src/store/alert-store.ts'
import { SqliteStore } from '../../src/store/sqlite.ts'
import { finding, practiceWaiver, putPeople, runRecord, stageOf, storeRun } from './practice-run.ts'

let folder: string
let store: SqliteStore
let other: SqliteStore

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatledger-alerts-'))
  store = new SqliteStore(join(folder, 'store.db'))
  other = new SqliteStore(join(folder, 'store.db'))
})
afterEach(async () => {
  await store.close()
  await other.close()
  rmSync(folder, { recursive: true, force: true })
})

const at = (minute: number): string => `2026-11-24T03:${String(minute).padStart(2, '0')}:00.000Z`

function entry(eventId: string, about: Partial<OutboxEntry> = {}): OutboxEntry {
  return { eventId, target: 'webhook', createdAt: at(0), isPseudonymized: false, body: `body of ${eventId}`, ...about }
}

interface Telling {
  readonly run?: string
  readonly told?: readonly ToldChange[]
  readonly entries?: readonly OutboxEntry[]
  readonly findings?: readonly Finding[]
}

async function tell({ run = 'run-1', told: changes = [], entries = [], findings = [] }: Telling): Promise<void> {
  const staging = store.stage(stageOf(run))
  putPeople(staging, ['ann'])
  staging.keepTold(changes)
  await staging.commit(runRecord(run), findings, { at: runRecord(run).startedAt, entries })
}

function claim(by: SqliteStore, minute: number, { target = 'webhook', onlyPseudonymized = false } = {}) {
  return by.alerts.claim({ tenantId: 'contoso', target, now: at(minute), until: at(minute + 2), onlyPseudonymized })
}

const toldAs = (severity: Severity): Told => ({ severity, peak: severity })
const change = (findingId: string, severity: Severity | null, environmentId = 'env-1'): ToldChange => ({
  findingId,
  environmentId,
  told: severity === null ? null : toldAs(severity),
})

describe('what was told', () => {
  test('is kept by environment with the run, and changes with the next', async () => {
    await tell({ told: [change('f-1', 'high'), change('f-2', 'low'), change('f-3', 'medium', '')] })
    await tell({ run: 'run-2', told: [change('f-1', null), change('f-2', 'medium')], entries: [entry('event-1')] })

    expect([...(await other.alerts.told('contoso', 'env-1'))]).toEqual([['f-2', toldAs('medium')]])
    expect([...(await other.alerts.told('contoso', ''))]).toEqual([['f-3', toldAs('medium')]])
    expect(await other.alerts.told('fabrikam', 'env-1')).toEqual(new Map())
    expect(await other.alerts.state('contoso')).toEqual({
      since: runRecord('run-1').startedAt,
      toldAt: runRecord('run-2').startedAt,
    })
  })

  test('stays as it was where a run tells nothing, or is not stored', async () => {
    await tell({ told: [change('f-1', 'high')] })

    const discarded = store.stage(stageOf('run-2'))
    discarded.keepTold([change('f-1', null)])
    await discarded.discard()
    await storeRun(store, runRecord('run-3'))

    expect([...(await other.alerts.told('contoso', 'env-1'))]).toEqual([['f-1', toldAs('high')]])
    expect(await other.alerts.state('contoso')).toEqual({ since: runRecord('run-1').startedAt, toldAt: null })
  })

  test('a run that cannot be stored leaves no message behind', async () => {
    await tell({ entries: [entry('event-1')] })

    await expect(tell({ run: 'run-2', entries: [entry('event-2'), entry('event-2')] })).rejects.toThrow(/constraint/)

    expect((await other.alerts.deliveries('contoso')).map(({ eventId }) => eventId)).toEqual(['event-1'])
    expect((await other.runs('contoso')).map(({ id }) => id)).toEqual(['run-1'])
  })
})

describe('a message', () => {
  test('is claimed by one sender, and by another only after the claim has ended', async () => {
    await tell({ entries: [entry('event-1')] })

    const [first, second] = [await claim(store, 1), await claim(other, 2)]
    const third = await claim(other, 3)

    expect(first).toEqual({ ...entry('event-1'), attempts: 1, until: at(3) })
    expect(second).toBeNull()
    expect(third).toEqual({ ...entry('event-1'), attempts: 2, until: at(5) })
  })

  test('that was delivered is never claimed again, whoever says so', async () => {
    await tell({ entries: [entry('event-1')] })
    const [late, now] = [await claim(store, 1), await claim(other, 4)]
    if (late === null || now === null) throw new Error('not claimed')

    await store.alerts.settle(late, { state: 'delivered', at: at(5), status: 202 })
    await other.alerts.settle(now, { state: 'pending', nextAt: at(6), status: 500, reason: 'answered 500' })

    expect(await claim(other, 30)).toBeNull()
    expect(await other.alerts.deliveries('contoso', 'delivered')).toEqual([
      {
        eventId: 'event-1',
        target: 'webhook',
        state: 'delivered',
        createdAt: at(0),
        attempts: 2,
        nextAt: at(0),
        settledAt: at(5),
        status: 202,
        reason: null,
      },
    ])
  })

  test('that failed waits, and the next one to the target waits for it; those of other targets do not', async () => {
    await tell({ entries: [entry('event-1'), entry('event-2'), entry('event-3', { target: 'teams' })] })
    const first = await claim(store, 1)
    if (first === null) throw new Error('not claimed')

    await store.alerts.settle(first, { state: 'pending', nextAt: at(9), status: 500, reason: 'answered 500' })

    expect(await claim(store, 5)).toBeNull()
    expect(await store.alerts.nextDue({ tenantId: 'contoso', target: 'webhook', onlyPseudonymized: false })).toBe(at(9))
    expect((await claim(store, 5, { target: 'teams' }))?.eventId).toBe('event-3')
    expect((await claim(store, 9))?.attempts).toBe(2)
  })

  test('that is dead is kept with its reason, and lets the next one pass', async () => {
    await tell({ entries: [entry('event-1'), entry('event-2')] })
    const first = await claim(store, 1)
    if (first === null) throw new Error('not claimed')

    await store.alerts.settle(first, { state: 'dead', at: at(2), status: 400, reason: 'answered 400' })

    expect((await claim(store, 2))?.eventId).toBe('event-2')
    expect(await store.alerts.deliveries('contoso', 'dead')).toMatchObject([
      { eventId: 'event-1', status: 400, reason: 'answered 400', settledAt: at(2) },
    ])
  })

  test('in the clear is not there for who sends tokens only', async () => {
    await tell({ entries: [entry('clear'), entry('tokens', { isPseudonymized: true })] })

    expect((await claim(store, 1, { onlyPseudonymized: true }))?.eventId).toBe('tokens')
    expect((await claim(store, 1))?.eventId).toBe('clear')
  })

  test('where none waits, nothing is written', async () => {
    await tell({})
    await store.close()
    const before = readFileSync(join(folder, 'store.db'))

    expect(await claim(other, 1)).toBeNull()
    await other.close()

    expect(readFileSync(join(folder, 'store.db')).equals(before)).toBe(true)
  })
})

describe('a subscription', () => {
  const wanted = { notificationUrl: 'https://flow.example/1?sig=a', severity: 'medium', createdAt: at(1) } as const

  test('is kept, listed and given back when it goes; what waits for it is a dead letter', async () => {
    const one = await store.alerts.subscribe('contoso', wanted)
    await tell({ entries: [entry('event-1', { target: `flow:${one.id}` })] })

    expect(await other.alerts.subscriptions('contoso')).toEqual([one])
    expect(await other.alerts.subscriptions('fabrikam')).toEqual([])
    expect(await store.alerts.unsubscribe('fabrikam', one.id, at(2))).toBeNull()
    expect(await store.alerts.unsubscribe('contoso', one.id, at(2))).toEqual(one)
    expect(await store.alerts.unsubscribe('contoso', one.id, at(2))).toBeNull()
    expect(await other.alerts.subscriptions('contoso')).toEqual([])
    expect(await other.alerts.deliveries('contoso')).toMatchObject([
      { state: 'dead', reason: 'the subscription was removed', settledAt: at(2) },
    ])
  })

  test('begins with what is open: ended waivers count, current ones do not', async () => {
    const findings = [
      finding('open'),
      finding('waived', { waiver: practiceWaiver }),
      finding('ended', { waiver: { ...practiceWaiver, until: '2026-11-23' }, severity: 'low' }),
      finding('resolved', { status: 'resolved' }),
    ]
    await storeRun(store, runRecord('run-1'), { findings })

    await store.alerts.subscribe('contoso', wanted)

    expect([...(await other.alerts.told('contoso', 'env-1'))]).toEqual([
      ['ended', toldAs('low')],
      ['open', toldAs('high')],
    ])
    expect(await other.alerts.state('contoso')).toEqual({ since: at(1), toldAt: null })
  })

  test('takes the place of one with the same address, with what waits for that', async () => {
    const old = await store.alerts.subscribe('contoso', wanted)
    await tell({ entries: [entry('event-1', { target: `flow:${old.id}` })] })

    const again = await store.alerts.subscribe('contoso', { ...wanted, severity: 'high' })

    expect(await other.alerts.subscriptions('contoso')).toEqual([again])
    expect(await store.alerts.unsubscribe('contoso', old.id, at(2))).toBeNull()
    expect((await claim(other, 3, { target: `flow:${again.id}` }))?.eventId).toBe('event-1')
  })

  test('before the first run begins with nothing, and makes the store', async () => {
    await store.alerts.subscribe('contoso', wanted)

    expect(await other.alerts.state('contoso')).toBeNull()
    expect(await other.alerts.subscriptions('contoso')).toHaveLength(1)
  })
})

test('prune deletes old delivered messages of the tenant, and keeps new, waiting and dead ones', async () => {
  await tell({ entries: ['old', 'new', 'dead', 'waiting'].map((id) => entry(id)) })
  const settle = async (minute: number, state: 'delivered' | 'dead'): Promise<void> => {
    const claimed = await claim(store, minute)
    if (claimed === null) throw new Error('not claimed')
    const settlement = { at: at(minute), status: 200 }
    await store.alerts.settle(
      claimed,
      state === 'delivered' ? { state, ...settlement } : { state, ...settlement, reason: 'x' },
    )
  }
  await settle(1, 'delivered')
  await settle(9, 'delivered')
  await settle(1, 'dead')

  await store.prune({ tenantId: 'contoso', runsBefore: at(5), leftoversBefore: at(5), now: at(10) })

  expect((await store.alerts.deliveries('contoso')).map(({ eventId }) => eventId)).toEqual(['new', 'dead', 'waiting'])
})
