/** Pruning a store on disk: what the disk gets back, what is left of interrupted syncs, what a kill or a full disk in the middle leaves. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Pruned } from '../../src/store/store.ts'
import { finding, peopleOf, putPeople, runRecord, stageOf, storeAt, storeRun } from './practice-run.ts'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatledger-prune-'))
  path = join(folder, 'store.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const withStore = storeAt(() => path)

const days = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24']
const people = Array.from({ length: 1000 }, (_, index) => `person-${index}`)
const request = {
  tenantId: 'contoso',
  runsBefore: '2026-11-24T00:00:00.000Z',
  leftoversBefore: '2026-11-24T06:00:00.000Z',
  now: '2026-11-24T12:00:00.000Z',
} as const

/** Five runs of 1,000 people. */
async function storeDays(): Promise<void> {
  await withStore(async (store) => {
    for (const day of days) {
      await storeRun(store, runRecord(day, { startedAt: `${day}T03:00:00.000Z` }), {
        people,
        findings: [finding('f-1')],
      })
    }
  })
}

const prune = (): Promise<Pruned> => withStore(async (store) => store.prune(request))

const runIds = (): Promise<string[]> => withStore(async (store) => (await store.runs('contoso')).map(({ id }) => id))

test('the disk gets back what the runs took, to the byte', async () => {
  await storeDays()
  const before = statSync(path).size

  const { runs, bytesFreed, isSpaceGivenBack } = await prune()

  expect([runs, isSpaceGivenBack]).toEqual([4, true])
  expect(bytesFreed).toBe(before - statSync(path).size)
  expect(bytesFreed).toBeGreaterThan(before * 0.7)
  expect(readdirSync(folder)).toEqual(['store.db'])
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(await withStore(async (store) => peopleOf(store, runRecord('2026-11-24')))).toEqual(people)
})

test('no row of a deleted run is left in the file', async () => {
  const run = runRecord('canary', { startedAt: `${days[0]}T03:00:00.000Z` })
  await withStore(async (store) => storeRun(store, run, { people: ['canary-person'] }))
  await storeDays()
  expect(readFileSync(path).includes('canary-person')).toBe(true)

  await prune()

  expect(readFileSync(path).includes('canary-person')).toBe(false)
})

test('where no run is that old, nothing is written', async () => {
  await withStore(async (store) => storeRun(store, runRecord('run-1')))
  const before = readFileSync(path)

  expect(await prune()).toEqual({ runs: 0, bytesFreed: 0, isSpaceGivenBack: true })

  expect(readFileSync(path).equals(before)).toBe(true)
  expect(readdirSync(folder)).toEqual(['store.db'])
})

test('space that an interrupted prune had freed is given back by the next', async () => {
  await storeDays()
  const before = statSync(path).size
  const interrupted = new DatabaseSync(path)
  interrupted.exec("PRAGMA foreign_keys = ON; DELETE FROM runs WHERE id <> '2026-11-24'")
  interrupted.close()
  expect(statSync(path).size).toBe(before)

  expect(await prune()).toMatchObject({ runs: 0, bytesFreed: before - statSync(path).size })

  expect(statSync(path).size).toBeLessThan(before / 2)
})

describe('what interrupted syncs left beside the store', () => {
  /** A staging file as a killed sync leaves it, last written at that hour. */
  async function leave(tenantId: string, hour: string): Promise<void> {
    const code = `
      import { SqliteStore } from ${JSON.stringify(new URL('../../src/store/sqlite.ts', import.meta.url).href)}
      const staging = new SqliteStore(${JSON.stringify(path)}).stage(${JSON.stringify(stageOf('killed', { tenantId }))})
      staging.put({ part: 1, source: 'graph/users', environmentId: null, dataset: 'people', rows: [] })
      process.stdout.write('ready')
      // Held on to: what nobody can reach any more is closed, and its lock with it.
      setInterval(() => staging.attempt, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', code])
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const at = new Date(`2026-11-24T${hour}:00:00.000Z`)
    for (const name of leftovers().filter((one) => one.includes(tenantId))) utimesSync(join(folder, name), at, at)
  }

  const leftovers = (): string[] => readdirSync(folder).filter((name) => name !== 'store.db')

  test('goes where it is too old to be taken up, with its lock; the bytes count', async () => {
    await withStore(async (store) => storeRun(store, runRecord('run-1')))
    await leave('contoso', '05')
    await leave('fabrikam', '05')
    const left = leftovers().filter((name) => name.includes('.staging-'))
    const bytes = left.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)

    expect(await prune()).toEqual({ runs: 0, bytesFreed: bytes, isSpaceGivenBack: true })

    expect(bytes).toBeGreaterThan(0)
    expect(leftovers()).toEqual([])
  })

  test('stays where a sync can go on with it', async () => {
    await withStore(async (store) => storeRun(store, runRecord('run-1')))
    await leave('contoso', '07')
    const before = leftovers().filter((name) => name.includes('.staging-'))

    expect(await prune()).toMatchObject({ bytesFreed: 0 })

    expect(leftovers()).toEqual(before)
  })

  test('and files of other names are left alone', async () => {
    await withStore(async (store) => storeRun(store, runRecord('run-1')))
    const others = ['store.db.staging', 'store.db.backup', 'other.db.staging-contoso', 'store.db.staging-a b']
    for (const name of others) writeFileSync(join(folder, name), 'not ours')
    const old = new Date('2020-01-01')
    for (const name of others) utimesSync(join(folder, name), old, old)

    expect(await prune()).toMatchObject({ bytesFreed: 0 })

    expect(leftovers().toSorted()).toEqual(others.toSorted())
  })
})

describe('nothing is deleted, and a sentence says why,', () => {
  test('while a sync of any tenant of the store runs', async () => {
    await storeDays()
    await withStore(async (store) => storeRun(store, runRecord('f-1', { tenantId: 'fabrikam' })))
    await withStore(async (syncing) => {
      const staging = syncing.stage(stageOf('run-6', { tenantId: 'fabrikam' }))
      putPeople(staging, ['ann'])

      await expect(prune()).rejects.toMatchObject({
        code: 'busy',
        message: `A sync is running and will write to the store ${path}; nothing was deleted.`,
      })
      await staging.discard()
    })

    expect(await runIds()).toEqual(days)
    expect(await prune()).toMatchObject({ runs: 4 })
  })

  test('where another program writes', async () => {
    await storeDays()
    const holder = new DatabaseSync(path)
    holder.exec('BEGIN IMMEDIATE')

    await expect(withStore(async (store) => store.prune(request), 20)).rejects.toMatchObject({
      code: 'store',
      message: `The store ${path} is busy: another program writes to it.`,
    })
    holder.exec('ROLLBACK')
    holder.close()

    expect(await runIds()).toEqual(days)
  })

  test('where a page of the store is damaged', async () => {
    await storeDays()
    const bytes = readFileSync(path)
    bytes.fill(0, 20 * 4096, 30 * 4096)
    writeFileSync(path, bytes)

    await expect(prune()).rejects.toMatchObject({ code: 'store', message: `The store ${path} is damaged.` })

    expect(readFileSync(path).equals(bytes)).toBe(true)
  })
})

test('a reader of another program keeps the space for now; the runs are deleted, and the reader sees what it saw', async () => {
  await storeDays()
  const reader = new DatabaseSync(path)
  reader.exec('BEGIN')
  const count = (): unknown => reader.prepare('SELECT count(*) AS n FROM runs').get()?.['n']
  expect(count()).toBe(5)

  const { runs, isSpaceGivenBack } = await withStore(async (store) => store.prune(request), 20)

  expect([runs, isSpaceGivenBack]).toEqual([4, false])
  expect(count()).toBe(5)
  reader.close()
  expect(await runIds()).toEqual(['2026-11-24'])
})

test('killed at any moment, a prune has deleted all that it should or nothing, and the next one ends it', async () => {
  await storeDays()
  const whole = readFileSync(path)
  for (const delayMs of [0, 5, 15, 40]) {
    writeFileSync(path, whole)
    const code = `
      import { SqliteStore } from ${JSON.stringify(new URL('../../src/store/sqlite.ts', import.meta.url).href)}
      const store = new SqliteStore(${JSON.stringify(path)})
      process.stdout.write('ready')
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), ${delayMs})
      setImmediate(() => store.prune(${JSON.stringify(request)}))`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', code])
    await once(child, 'exit')

    const left = await runIds()
    expect([days, ['2026-11-24']]).toContainEqual(left)
    expect(await withStore(async (store) => peopleOf(store, runRecord('2026-11-24')))).toEqual(people)
    await prune()
    expect(await runIds()).toEqual(['2026-11-24'])
    expect(statSync(path).size).toBeLessThan(whole.length / 2)
    expect(readdirSync(folder)).toEqual(['store.db'])
  }
}, 60_000)
