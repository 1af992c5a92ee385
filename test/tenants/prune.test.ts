/** `seatledger prune` as it is typed: what goes, what stays, what is said, and what ends with 64 or 1. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadTenant } from '../../mocks/practice-tenants.ts'
import { CapacityDocument, FindingsDocument, PruneDocument } from '../../src/model/documents.ts'
import { SqliteStore } from '../../src/store/sqlite.ts'
import { runRecord, storeRun } from '../store/practice-run.ts'
import { openCommandLine, type CommandLine } from './command-line.ts'

const dayMs = 86_400_000

let stored: Readonly<Record<string, string>> | null = null

/** A sync on each of three days, the last one now. The first test pays for it. */
async function syncedThrice(): Promise<CommandLine> {
  const line = openCommandLine(loadTenant('fabrikam'))
  if (stored !== null) {
    line.clock.advance(2 * dayMs)
    line.putFiles(stored)
    return line
  }
  for (let day = 0; day < 3; day += 1) {
    if (day > 0) line.clock.advance(dayMs)
    await line.type('sync')
  }
  stored = line.files()
  return line
}

async function runsOf({ storePath }: CommandLine, tenantId = loadTenant('fabrikam').id): Promise<number> {
  const store = new SqliteStore(storePath)
  const { length } = await store.runs(tenantId)
  await store.close()
  return length
}

test('deletes what is older than the days that are kept, and changes nothing that is read of the newest run', async () => {
  const line = await syncedThrice()
  const { document: findings } = await line.ask(FindingsDocument, 'findings', '--status', 'all')
  const { document: pools } = await line.ask(CapacityDocument, 'capacity', '--stored')

  const kept = await line.ask(PruneDocument, 'prune', '--keep', '2')
  expect([kept.exitCode, kept.document.runs, kept.document.bytesFreed]).toEqual([0, 0, 0])

  const one = await line.ask(PruneDocument, 'prune', '--keep', '1')
  expect([one.document.runs, one.stderr]).toEqual([1, ''])
  expect(one.document.bytesFreed).toBeGreaterThan(0)
  expect(one.document).toMatchObject({
    schema: 'seatledger.prune/1',
    tenantId: findings.tenantId,
    tenantName: 'Fabrikam, Inc.',
    runId: findings.runId,
    asOf: findings.asOf,
    coverage: [],
  })

  expect((await line.ask(PruneDocument, 'prune', '--keep', '0')).document.runs).toBe(1)
  expect(await runsOf(line)).toBe(1)
  expect((await line.ask(FindingsDocument, 'findings', '--status', 'all')).document).toEqual(findings)
  const { document: after } = await line.ask(CapacityDocument, 'capacity', '--stored')
  expect(after.pools.map(({ consumed, entitled }) => [consumed, entitled])).toEqual(
    pools.pools.map(({ consumed, entitled }) => [consumed, entitled]),
  )
  expect((await line.type('sync')).exitCode).toBe(2)
}, 60_000)

test('says it to a person', async () => {
  const line = await syncedThrice()

  const { exitCode, stdout, stderr } = await line.type('prune', '--keep', '0')

  expect([exitCode, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(
    /^Fabrikam, Inc\.: prune \(2026-11-\d\d \d\d:\d\d UTC, edition contact-center-2025-02\)\n\n2 runs deleted with their rows; [\d,]+ bytes of disk space given back \([\d.,]+ MB\)\.\nFindings, waivers, the seat ledger, imported months and the newest run stay\.\n/,
  )
  const { stdout: again } = await line.type('prune', '--keep', '0')
  expect(again).toContain('No run is that old: none was deleted; 0 bytes of disk space given back (0 MB).')
})

test('leaves the runs of other tenants of the store', async () => {
  const line = openCommandLine(loadTenant('contoso'))
  await line.type('sync')
  const store = new SqliteStore(line.storePath)
  for (const day of ['2026-01-01', '2026-01-02']) {
    await storeRun(store, runRecord(day, { tenantId: 'other', startedAt: `${day}T03:00:00.000Z` }))
  }
  await store.close()

  expect((await line.ask(PruneDocument, 'prune', '--keep', '0')).document.runs).toBe(0)

  expect(await runsOf(line, 'other')).toBe(2)
})

describe('ends with', () => {
  test('64 for a wrong value, and changes nothing', async () => {
    const line = openCommandLine(loadTenant('contoso'))
    await line.type('sync')
    const before = readFileSync(line.storePath)

    for (const value of ['-1', '1.5', 'x', '', '36501', '1e3', 'Infinity', '0x10', ' 7']) {
      const { exitCode, stdout, stderr } = await line.type('prune', '--keep', value)
      expect([value, exitCode, stdout]).toEqual([value, 64, ''])
      expect(stderr).toContain('a whole number of days from 0 to 36500 is needed.')
    }
    expect(readFileSync(line.storePath).equals(before)).toBe(true)
  })

  test('64 without --keep', async () => {
    const { exitCode, stderr } = await openCommandLine(loadTenant('contoso')).type('prune')

    expect([exitCode, stderr]).toEqual([64, expect.stringContaining('--keep <days>')])
  })

  test('1 without a sync, and makes no store', async () => {
    const line = openCommandLine(loadTenant('contoso'))

    expect(await line.type('prune', '--keep', '30')).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'no sync yet: run `seatledger sync`\n',
    })
    expect(line.files()).toEqual({})
  })
})
