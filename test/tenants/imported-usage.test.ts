/** `import-usage`: months from a file in the pools, stored and live; a bad file stores nothing; what the trend says of few runs and of many. */
import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CapacityDocument, ErrorDocument, ExplainDocument, ImportDocument } from '../../src/model/documents.ts'
import type { PoolId } from '../../src/model/pool.ts'
import { afterSync } from './after-sync.ts'
import { premium } from '../entitlements/tenant.ts'
import { openCommandLine, type CommandLine } from './command-line.ts'
import { seatTenant } from './seat-tenant.ts'

const dayMs = 86_400_000
const synced = afterSync('contoso')

/** Writes a file byte for byte and gives its path. */
function writeCsv(line: CommandLine, ...rows: readonly string[]): string {
  const path = line.write('november.csv', '')
  writeFileSync(path, `${rows.join('\n')}\n`)
  return path
}

async function poolOf({ ask }: CommandLine, pool: PoolId, ...argv: readonly string[]) {
  const { document } = await ask(CapacityDocument, 'capacity', '--fail-on', 'never', ...argv)
  const found = document.pools.find((one) => one.pool === pool)
  if (found === undefined) throw new Error(`no pool ${pool}`)
  return found
}

describe('a file of months', () => {
  test('is what the pools have used, in the stored run and in the live check', async () => {
    const line = await synced()
    const file = writeCsv(
      line,
      'period,pool,consumed',
      '2026-11,voicebot-minutes,15000',
      '2026-11,call-intelligence-minutes,49000',
      '2026-10,voicebot-minutes,16001',
    )

    const { document, exitCode } = await line.ask(ImportDocument, 'import-usage', file)

    expect(exitCode).toBe(0)
    expect(document).toMatchObject({
      file: 'november.csv',
      rows: 3,
      months: [
        { period: '2026-10', pool: 'voicebot-minutes', consumed: 16_001 },
        { period: '2026-11', pool: 'call-intelligence-minutes', consumed: 49_000 },
        { period: '2026-11', pool: 'voicebot-minutes', consumed: 15_000 },
      ],
    })
    for (const argv of [['--stored'], []]) {
      expect(await poolOf(line, 'voicebot-minutes', ...argv)).toMatchObject({
        period: '2026-11',
        entitled: 16_000,
        consumed: 15_000,
        consumedFrom: 'import',
        consumedAsOf: '2026-11-24T08:00:00.000Z',
        consumedRange: null,
        remaining: 1000,
        status: 'near',
        packsNeeded: [],
      })
      expect(await poolOf(line, 'call-intelligence-minutes', ...argv)).toMatchObject({
        consumed: 49_000,
        remaining: -1000,
        status: 'over',
        packsNeeded: [{ pack: 'call-intelligence-minutes', size: 500, count: 2, alternative: false }],
      })
    }
  })

  test('needs no sync: the live check takes it, and a list of findings still waits for one', async () => {
    const line = openCommandLine(seatTenant({ skus: [premium(1)] }))

    const imported = await line.type('import-usage', writeCsv(line, 'period,pool,consumed', '2026-11,record-routes,7'))
    const findings = await line.type('findings')

    expect(imported.exitCode).toBe(0)
    expect(await poolOf(line, 'record-routes')).toMatchObject({ consumed: 7, consumedFrom: 'import' })
    expect(findings).toMatchObject({ exitCode: 1, stderr: 'no sync yet: run `seatledger sync`\n' })
  })

  test('that is imported again replaces its months and leaves the others', async () => {
    const line = await synced()
    const both = ['2026-11,voicebot-minutes,15000', '2026-11,call-intelligence-minutes,100']
    await line.type('import-usage', writeCsv(line, 'period,pool,consumed', ...both))
    line.clock.advance(dayMs)

    await line.type('import-usage', writeCsv(line, 'period,pool,consumed', '2026-11,voicebot-minutes,20'))

    expect(await poolOf(line, 'voicebot-minutes', '--stored')).toMatchObject({
      consumed: 20,
      consumedAsOf: '2026-11-25T08:00:00.000Z',
    })
    expect(await poolOf(line, 'call-intelligence-minutes', '--stored')).toMatchObject({ consumed: 100 })
  })

  test('of another month says nothing of this one: nothing carries over', async () => {
    const line = await synced()
    await line.type('import-usage', writeCsv(line, 'period,pool,consumed', '2026-10,voicebot-minutes,9'))

    expect(await poolOf(line, 'voicebot-minutes')).toMatchObject({ consumed: null, status: 'unknown' })
    line.clock.advance(7 * dayMs)
    expect(await poolOf(line, 'voicebot-minutes')).toMatchObject({ period: '2026-12', consumed: null })
  })

  test('with one bad line ends with 64, line and column, and the store stays byte for byte', async () => {
    const line = await synced()
    await line.type('import-usage', writeCsv(line, 'period,pool,consumed', '2026-11,voicebot-minutes,1'))
    const before = line.files()
    const file = writeCsv(
      line,
      'period,pool,consumed',
      '2026-11,voicebot-minutes,2',
      '2026-11,record-routes,many',
      '2026-11,call-intelligence-minutes,3',
    )

    const { exitCode, document } = await line.ask(ErrorDocument, 'import-usage', file)

    expect([exitCode, document.code]).toEqual([64, 'usage'])
    expect(document.message).toContain('line 3, column consumed: "many" is no amount')
    expect(document.message).toContain('nothing was stored')
    expect(line.files()).toEqual(before)
  })

  test.each([
    ['a pool that is no monthly one', ['period,pool,consumed', '2026-11,dataverse-log,1'], 'line 2, column pool'],
    ['a month to come', ['period,pool,consumed', '2026-12,record-routes,1'], 'line 2, column period'],
    ['other columns', ['month,pool,used', '2026-11,record-routes,1'], 'line 1: the columns are month, pool, used'],
    [
      'a report row without an end',
      ['Type,Start,End,Duration', 'Call intelligence,2026-11-02T08:00:00Z,,'],
      'column End',
    ],
  ])('with %s ends with 64, and without a store none is made', async (_, rows, words) => {
    const line = await synced()
    line.env['SEATLEDGER_STORE'] = `${line.storePath}.none/other.db`
    const before = line.files()

    const { exitCode, stderr } = await line.type('import-usage', writeCsv(line, ...rows))

    expect(exitCode).toBe(64)
    expect(stderr).toContain(words)
    expect(line.files()).toEqual(before)
  })

  test('that is not there ends with 64', async () => {
    const { type } = await synced()

    const { exitCode, stderr } = await type('import-usage', '/nowhere/november.csv')

    expect(exitCode).toBe(64)
    expect(stderr).toContain('cannot be read')
  })
})

test('the detail rows of the Voice minutes report are minutes by type and by the month in which the call began, each call rounded up', async () => {
  const line = await synced()
  const file = writeCsv(
    line,
    'Conversation,Type,Start,End,Duration',
    'a,Call intelligence,2026-11-02T08:00:00Z,2026-11-02T08:09:30Z,9.5',
    'b,Call intelligence,2026-10-31T23:59:00Z,2026-11-01T00:10:00Z,11',
    'c,Intelligence voicebot,2026-11-02 08:00:00,2026-11-02 08:03:01,',
  )

  const { document } = await line.ask(ImportDocument, 'import-usage', file)

  expect(document.months).toEqual([
    { period: '2026-10', pool: 'call-intelligence-minutes', consumed: 11 },
    { period: '2026-11', pool: 'call-intelligence-minutes', consumed: 10 },
    { period: '2026-11', pool: 'voicebot-minutes', consumed: 4 },
  ])
})

describe('an estimate from Dataverse', () => {
  test('stands only in the stored run, with its bounds and its method, and gives way to an import', async () => {
    const line = await synced()

    const stored = await poolOf(line, 'record-routes', '--stored')
    const live = await poolOf(line, 'record-routes')
    await line.type('import-usage', writeCsv(line, 'period,pool,consumed', '2026-11,record-routes,61'))
    const imported = await poolOf(line, 'record-routes', '--stored')

    expect(stored).toMatchObject({
      consumedFrom: 'dataverse-estimate',
      consumedAsOf: '2026-11-24T08:00:00.000Z',
      consumedRange: { method: expect.any(String) },
    })
    const { low = 0, high = 0 } = stored.consumedRange ?? {}
    expect([low <= (stored.consumed ?? -1), (stored.consumed ?? Infinity) <= high]).toEqual([true, true])
    expect(live).toMatchObject({ consumed: null, consumedFrom: null, consumedRange: null, status: 'unknown' })
    expect(imported).toMatchObject({ consumed: 61, consumedFrom: 'import', consumedRange: null })
  })
})

/** 256 MB a day, with noise around it that sums to nothing. */
const noise = [0, 40, -40, 25, -25, 60, -60, 10, -10, 35, -35, 0]
const usedMB = noise.map((off, day) => 9216 + 256 * day + off)

/** One sync a day, the last one with the clock where it then stands. */
async function daily(line: CommandLine, used: readonly number[]): Promise<void> {
  for (const ratedMB of used) {
    line.clock.advance(dayMs)
    line.cloud.update(({ capacity, ...tenant }) => ({
      ...tenant,
      capacity: {
        ...capacity,
        meters: capacity.meters.map((meter) => (meter.kind === 'Database' ? { ...meter, ratedMB } : meter)),
      },
    }))
    await line.type('sync')
  }
}

describe('a forecast', () => {
  test('is refused from two runs, and names what it needs', async () => {
    const line = await synced()
    await daily(line, usedMB.slice(0, 1))

    const { trend } = await poolOf(line, 'dataverse-database', '--stored')
    const { document } = await line.ask(ExplainDocument, 'explain', 'dataverse-database')

    expect(trend).toBeNull()
    expect(document.derivation.join('\n')).toContain('No trend: 2 of at least 5 days with a sync')
  })

  test('of twelve daily runs has their slope, and the true day lies in its band', async () => {
    const storage = { Database: { totalMB: 15_360, ratedMB: 0 } }
    const line = openCommandLine(seatTenant({ skus: [premium(1)], storage }))
    await daily(line, usedMB)

    const { trend } = await poolOf(line, 'dataverse-database', '--stored')

    expect(trend).toMatchObject({ points: 12, method: expect.stringContaining('least squares over 12 days') })
    expect(trend?.perDay).toBeCloseTo(0.25, 2)
    // 12,032 MB on the last day; above 15,360 MB after 13 days of 256 MB, on the fourteenth.
    const daysLeft = 14
    const byHand = new Date(line.clock.now() + daysLeft * dayMs).toISOString().slice(0, 10)
    const { on = '', earliest = '', latest = '' } = trend?.over ?? {}
    expect([earliest <= byHand, byHand <= latest, earliest <= on, on <= latest]).toEqual([true, true, true, true])
    expect(earliest < latest).toBe(true)
  })
})
