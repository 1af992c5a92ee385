/** Estimates of the monthly pools over the wire: which rows are asked for, and the bounds that come of them. */
import { describe, expect, test } from 'vitest'
import { mockWire, type MockAnswer, type MockWire } from '../../../mocks/nock.ts'
import { PermissionError } from '../../../src/errors.ts'
import type { FeatureTable } from '../../../src/model/features.ts'
import { tokenAnswer, tokenUrl } from '../fixture.ts'
import { openConnectors, readPages, readUntilError, rejectedIn, rowsOf } from '../sources.ts'
import { apiUrl, environment, guid, list, refused, throttled } from './wire-environment.ts'

const at = '2026-11-24T08:00:00.000Z'
const names = ['msdyn_ocliveworkitem', 'msdyn_ocsession', 'msdyn_sessionparticipant', 'msdyn_ocsessionparticipantevent']
const installed: readonly FeatureTable[] = names.map((logicalName) => ({ logicalName, entitySet: `${logicalName}s` }))

const within = (column: string): string => `${column} ge 2026-11-01T00:00:00.000Z and ${column} lt ${at}`
const contains = (channel: number): string =>
  `Microsoft.Dynamics.CRM.ContainValues(PropertyName='msdyn_channel',PropertyValues=['${channel}']) and ${within('createdon')}`
const url = (set: string, columns: string, filter: string): string =>
  `${apiUrl}/${set}?$select=${columns}&$filter=${encodeURIComponent(filter)}`

const urls = {
  conversations: url('msdyn_ocliveworkitems', 'activityid,_msdyn_routableobjectid_value', contains(192350000)),
  sessions: url('msdyn_ocsessions', 'activityid', `msdyn_channel eq 192350000 and ${within('msdyn_sessioncreatedon')}`),
  bots: url('systemusers', 'systemuserid', 'msdyn_usertype eq 192350001'),
  voiceSessions: url(
    'msdyn_ocsessions',
    'activityid,msdyn_sessionclosedon',
    `msdyn_channel eq 192440000 and ${within('msdyn_sessioncreatedon')}`,
  ),
  participants: url(
    'msdyn_sessionparticipants',
    'msdyn_sessionparticipantid,_msdyn_omnichannelsession_value,msdyn_joinedon,msdyn_lefton',
    `(_msdyn_agentid_value eq ${guid('user', 1)}) and ${within('msdyn_joinedon')}`,
  ),
  events: url(
    'msdyn_ocsessionparticipantevents',
    'msdyn_ocsessionparticipanteventid,msdyn_eventstarttime,msdyn_eventendtime',
    `msdyn_eventtype eq 192350002 and ${within('msdyn_eventstarttime')}`,
  ),
  calls: url('msdyn_ocliveworkitems', 'activityid,msdyn_startedon,msdyn_closedon', contains(192440000)),
} as const
type Query = keyof typeof urls

/** Queries that are not given are asked for and empty; without a bot no participant is asked for. */
function mockMonth(answers: { readonly [Q in Query]?: MockAnswer | readonly MockAnswer[] } = {}): MockWire {
  const wire = mockWire().post(tokenUrl, tokenAnswer('t'))
  const asked: readonly Query[] = [
    'conversations',
    'sessions',
    'bots',
    'voiceSessions',
    'participants',
    'events',
    'calls',
  ]
  for (const query of asked)
    wire.get(urls[query], ...[answers[query] ?? (query === 'participants' ? [] : list())].flat())
  return wire
}

const sourceOf = (tables: readonly FeatureTable[] = installed) =>
  openConnectors().connectors.usage(environment, tables, at)

async function estimateOf(pool: string, answers: Parameters<typeof mockMonth>[0]): Promise<unknown> {
  mockMonth(answers)
  const rows = rowsOf(await readPages(sourceOf()), 'usage-estimates')
  return rows.find((row) => JSON.stringify(row).includes(`"${pool}"`))
}

/** `minutes` of an hour of 10 November, with seconds. */
const time = (minutes: number): string => new Date(Date.parse('2026-11-10T10:00:00Z') + minutes * 60_000).toISOString()
const session = (index: number) => guid('team', index)

const conversation = (index: number, record: string | null) => ({
  activityid: guid('app', index),
  _msdyn_routableobjectid_value: record,
})
const sessions = (count: number) =>
  list(...Array.from({ length: count }, (_, index) => ({ activityid: session(index) })))

const event = (from: number, to: number | null) => ({
  msdyn_eventstarttime: time(from),
  msdyn_eventendtime: to === null ? null : time(to),
})
const call = (from: number | null, to: number | null) => ({
  msdyn_startedon: from === null ? null : time(from),
  msdyn_closedon: to === null ? null : time(to),
})

describe('record routes', () => {
  test('are conversations, at least the distinct records, at most the sessions', async () => {
    const conversations = list(
      conversation(1, guid('user', 1)),
      conversation(2, guid('user', 1).toUpperCase()),
      conversation(3, guid('user', 2)),
      conversation(4, null),
    )

    expect(await estimateOf('record-routes', { conversations, sessions: sessions(6) })).toEqual({
      pool: 'record-routes',
      period: '2026-11',
      low: 2,
      estimate: 4,
      high: 6,
      method:
        'conversations of the channel Entity Records (msdyn_ocliveworkitem); at least the distinct records in them, at most their sessions (msdyn_ocsession)',
    })
  })

  test('are never above their own bound where sessions are missing', async () => {
    const conversations = list(conversation(1, guid('user', 1)), conversation(2, guid('user', 2)))

    expect(await estimateOf('record-routes', { conversations, sessions: sessions(1) })).toMatchObject({
      low: 2,
      estimate: 2,
      high: 2,
    })
  })

  test('come page after page, after a throttle', async () => {
    const next = `${apiUrl}/msdyn_ocliveworkitems?$skiptoken=2`
    mockMonth({
      conversations: [throttled, { body: { value: [conversation(1, guid('user', 1))], '@odata.nextLink': next } }],
    }).get(next, list(conversation(2, guid('user', 2))))

    expect(rowsOf(await readPages(sourceOf()), 'usage-estimates')[0]).toMatchObject({ low: 2, estimate: 2, high: 2 })
  })
})

describe('voicebot minutes', () => {
  const bots = list({ systemuserid: guid('user', 1).toUpperCase() })
  const voiceSessions = list(
    { activityid: session(1), msdyn_sessionclosedon: time(30) },
    { activityid: session(2), msdyn_sessionclosedon: null },
  )
  const participant = (of: number, joined: number, left: number | null) => ({
    _msdyn_omnichannelsession_value: session(of),
    msdyn_joinedon: time(joined),
    msdyn_lefton: left === null ? null : time(left),
  })

  test('are those of bots on voice calls, between whole minutes down and up', async () => {
    const participants = list(participant(1, 0, 3.5), participant(2, 0, 4.25), participant(9, 0, 60))

    expect(await estimateOf('voicebot-minutes', { bots, voiceSessions, participants })).toMatchObject({
      period: '2026-11',
      low: 7,
      estimate: 7.75,
      high: 9,
    })
  })

  test('of a bot that never left count in the upper bound, until the session closed or the sync began', async () => {
    const participants = list(participant(1, 20, null), participant(2, 20, 10), {
      ...participant(2, 0, null),
      msdyn_joinedon: '2026-11-24T07:45:00Z',
    })

    expect(await estimateOf('voicebot-minutes', { bots, voiceSessions, participants })).toMatchObject({
      low: 0,
      estimate: 0,
      high: 25,
    })
  })

  test('without a bot are none, and no participant is asked for', async () => {
    expect(await estimateOf('voicebot-minutes', { voiceSessions })).toMatchObject({ low: 0, estimate: 0, high: 0 })
  })

  test('of many bots are asked for 50 bots at a time', async () => {
    const wire = mockMonth({
      bots: list(...Array.from({ length: 51 }, (_, index) => ({ systemuserid: guid('user', index) }))),
    }).get(/msdyn_sessionparticipants[?]/, list(), list())

    await readPages(sourceOf())

    const filters = wire.requests.flatMap(({ url: { pathname, searchParams } }) =>
      pathname.endsWith('participants') ? [searchParams.get('$filter') ?? ''] : [],
    )
    expect(filters.map((filter) => filter.split('_msdyn_agentid_value eq').length - 1)).toEqual([50, 1])
  })
})

describe('call intelligence minutes', () => {
  test('are those of transcription events, at most the duration of all voice calls', async () => {
    const events = list(event(0, 3.5), event(0, 4.25), event(0, null))
    const calls = list(call(0, 10.5), call(0, 5), call(null, 20))

    expect(await estimateOf('call-intelligence-minutes', { events, calls })).toMatchObject({
      low: 7,
      estimate: 7.75,
      high: 16,
    })
  })

  test('of calls that are open count until the sync began', async () => {
    const calls = list({ msdyn_startedon: '2026-11-24T07:30:00Z', msdyn_closedon: null })

    expect(await estimateOf('call-intelligence-minutes', { calls })).toMatchObject({ low: 0, estimate: 0, high: 30 })
  })

  test('are never above their own bound where several people of a call are transcribed', async () => {
    const events = list(event(0, 9.5), event(0, 9.5))

    expect(await estimateOf('call-intelligence-minutes', { events, calls: list(call(0, 10)) })).toMatchObject({
      low: 18,
      estimate: 19,
      high: 20,
    })
  })
})

describe('the source', () => {
  test('names tables and bounds in every method', async () => {
    mockMonth()

    const rows = rowsOf(await readPages(sourceOf()), 'usage-estimates')

    expect(rows).toHaveLength(3)
    for (const row of rows) expect(JSON.stringify(row)).toMatch(/msdyn_oc.*at least .* at most /)
  })

  test('estimates no pool whose tables are not installed', async () => {
    const only = installed.filter(({ logicalName }) =>
      ['msdyn_ocliveworkitem', 'msdyn_ocsession'].includes(logicalName),
    )
    mockWire().post(tokenUrl, tokenAnswer('t')).get(urls.conversations, list()).get(urls.sessions, list())

    expect(rowsOf(await readPages(sourceOf(only)), 'usage-estimates')).toMatchObject([{ pool: 'record-routes' }])
  })

  test('counts rows that it cannot read', async () => {
    mockMonth({ sessions: list({}), events: list({ msdyn_eventstarttime: 'then' }), calls: list(7) })

    expect(rejectedIn(await readPages(sourceOf()))).toBe(3)
  })

  test('that may not be read ends with a permission error', async () => {
    mockWire().post(tokenUrl, tokenAnswer('t')).get(urls.conversations, list()).get(urls.sessions, refused)

    expect((await readUntilError(sourceOf())).error).toBeInstanceOf(PermissionError)
  })
})
