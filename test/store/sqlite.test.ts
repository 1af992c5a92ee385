/** The SQLite store on disk: what other processes see, what a failed run leaves, and what a bad file ends with. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SqliteStore } from '../../src/store/sqlite.ts'
import {
  finding,
  importedMonth,
  peopleOf,
  practiceWaiver,
  putPeople,
  runRecord,
  stageOf,
  storeAt,
  storeRun,
} from './practice-run.ts'
import { describeStore } from './store-suite.ts'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatledger-store-'))
  path = join(folder, 'store.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a store in a file', () => {
  describeStore(() => new SqliteStore(path))
})
describe('a store in memory', () => {
  describeStore(() => new SqliteStore(':memory:'))
})

/** Opens the store, acts, and closes it. */
const withStore = storeAt(() => path)

const bytes = (): string => readFileSync(path).toString('base64')

const leftovers = (): string[] => readdirSync(folder).filter((name) => name.includes('.staging-'))

/** The id of the newest run, as another process sees it. */
function latestInAnotherProcess(): string {
  const code = `
    import { SqliteStore } from ${JSON.stringify(new URL('../../src/store/sqlite.ts', import.meta.url).href)}
    const store = new SqliteStore(${JSON.stringify(path)})
    const run = await store.latestRun('contoso')
    let people = 0
    for await (const _ of run === null ? [] : store.snapshot(run).rows('people', null)) people += 1
    await store.close()
    process.stdout.write((run?.id ?? 'none') + ' ' + people)`
  const result = spawnSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8' })
  if (result.status !== 0) throw new Error(result.stderr)
  return result.stdout
}

/** Stages a run and puts a page in another process, and waits there. */
async function stageElsewhere(): Promise<ChildProcess> {
  const code = `
    import { SqliteStore } from ${JSON.stringify(new URL('../../src/store/sqlite.ts', import.meta.url).href)}
    const staging = new SqliteStore(${JSON.stringify(path)}).stage(${JSON.stringify(stageOf('elsewhere'))})
    staging.put({ part: 1, source: 'graph/users', environmentId: null, dataset: 'people', rows: [] })
    process.stdout.write('ready')
    // Held on to: what nobody can reach any more is closed, and its lock with it.
    setInterval(() => staging.attempt, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

describe('another process', () => {
  test('sees the last whole run while the next is collected, and the next when it is stored', async () => {
    await withStore(async (store) => {
      await storeRun(store, runRecord('run-1'))
      const staging = store.stage(stageOf('run-2'))
      putPeople(staging, ['ann', 'ben'])

      expect(latestInAnotherProcess()).toBe('run-1 1')

      await staging.commit(runRecord('run-2', { startedAt: '2026-11-25T03:00:00.000Z' }), [])
      expect(latestInAnotherProcess()).toBe('run-2 2')
    })
  })

  test('that stores a run meanwhile changes nothing of what is read at one moment', async () => {
    await withStore(async (store) => storeRun(store, runRecord('run-1'), { findings: [finding('f-1')] }))
    const reader = new SqliteStore(path)

    const read = await reader.atOneMoment(async () => {
      const before = await reader.latestRun('contoso')
      await withStore(async (store) => storeRun(store, runRecord('run-2', { startedAt: '2026-11-25T03:00:00.000Z' })))
      return [
        before?.id,
        (await reader.latestRun('contoso'))?.id,
        reader.findingOrder({ tenantId: 'contoso', ruleOrder: [] }).length,
      ]
    })

    expect(read).toEqual(['run-1', 'run-1', 1])
    expect((await reader.latestRun('contoso'))?.id).toBe('run-2')
    await reader.close()
  })

  test('sees the last whole run while a writer is in the middle of its transaction', async () => {
    await withStore(async (store) => storeRun(store, runRecord('run-1')))
    const writer = new DatabaseSync(path)
    const record = JSON.stringify(runRecord('run-2', { startedAt: '2026-11-25T03:00:00.000Z' }))
    writer.exec('BEGIN IMMEDIATE')
    writer
      .prepare('INSERT INTO runs (id, tenant, started_at, record) VALUES (?, ?, ?, ?)')
      .run('run-2', 'contoso', '2026-11-25T03:00:00.000Z', record)

    expect(latestInAnotherProcess()).toBe('run-1 1')

    writer.exec('COMMIT')
    writer.close()
    expect(latestInAnotherProcess()).toBe('run-2 0')
  })

  test('that is killed while it collects leaves the store as it was; the next sync takes up what it left', async () => {
    await withStore(async (store) => storeRun(store, runRecord('run-1')))
    const before = bytes()

    await kill(await stageElsewhere())

    expect(leftovers()).toContain('store.db.staging-contoso')
    expect(bytes()).toBe(before)
    await withStore(async (store) => {
      const staging = store.stage(stageOf('run-2'))
      expect([staging.run.id, staging.attempt]).toEqual(['elsewhere', 2])
      await staging.discard()
    })
    expect(readdirSync(folder)).toEqual(['store.db'])
  })

  test('that syncs the tenant keeps others from it until it ends, however it ends', async () => {
    const child = await stageElsewhere()
    const files = readdirSync(folder)

    await withStore(async (store) => {
      expect(() => store.stage(stageOf('run-2'))).toThrow(
        /^Another sync of this tenant has been running since 2026-11-24 03:00 UTC and will write to .*store\.db; this one has left it alone\.$/,
      )
    })
    expect(readdirSync(folder)).toEqual(files)

    await kill(child)
    await withStore(async (store) => store.stage(stageOf('run-2')).discard())
    expect(readdirSync(folder)).toEqual([])
  })

  test('that syncs another tenant keeps nobody from this one', async () => {
    const child = await stageElsewhere()

    await withStore(async (store) => store.stage(stageOf('run-2', { tenantId: 'fabrikam' })).discard())
    await kill(child)

    expect(leftovers()).toContain('store.db.staging-contoso')
  })
})

test('a second sync in the same process is refused too, and leaves the first its rows', async () => {
  await withStore(async (store) => {
    const first = store.stage(stageOf('run-1'))
    putPeople(first, ['ann'])

    expect(() => store.stage(stageOf('run-2'))).toThrow('Another sync of this tenant')
    await first.commit(runRecord('run-1'), [])

    expect(await peopleOf(store, runRecord('run-1'))).toEqual(['ann'])
  })
})

describe('what is left behind', () => {
  test('a discarded first run leaves nothing where nothing was', async () => {
    await withStore(async (store) => {
      expect(await store.findings('contoso')).toEqual([])
      const staging = store.stage(stageOf('run-1'))
      putPeople(staging, ['ann'])
      await staging.discard()
    })

    expect(readdirSync(folder)).toEqual([])
  })

  test('reading a missing store does not make it', async () => {
    expect(await withStore(async (store) => store.latestRun('contoso'))).toBeNull()
    expect(readdirSync(folder)).toEqual([])
  })

  test('reading and discarding leave the file byte for byte, and no other file', async () => {
    await withStore(async (store) => storeRun(store, runRecord('run-1'), { findings: [finding('f-1')] }))
    const before = bytes()

    await withStore(async (store) => {
      const run = await store.latestRun('contoso')
      if (run !== null) await peopleOf(store, run)
      const staging = store.stage(stageOf('run-2'))
      putPeople(staging, ['ann'])
      await store.findings('contoso')
      await staging.discard()
    })

    expect(bytes()).toBe(before)
    expect(readdirSync(folder)).toEqual(['store.db'])
  })

  test('a stored run leaves the store alone, for its owner only', async () => {
    await withStore(async (store) => {
      const staging = store.stage(stageOf('run-1'))
      putPeople(staging, ['ann'])
      const files = readdirSync(folder)

      expect(files).toEqual(['store.db.lock-contoso', 'store.db.staging-contoso', 'store.db.staging-contoso-wal'])
      expect(files.map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600, 0o600, 0o600])
      await staging.commit(runRecord('run-1'), [])
    })

    expect(readdirSync(folder)).toEqual(['store.db'])
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('the folder of a store is made for its owner only', async () => {
    path = join(folder, 'state', 'seatledger', 'store.db')
    await withStore(async (store) => storeRun(store, runRecord('run-1')))

    expect(statSync(join(folder, 'state')).mode & 0o777).toBe(0o700)
  })
})

test('months that are imported make the folder and the store, for their owner only', async () => {
  path = join(folder, 'state', 'store.db')

  await withStore(async (store) => store.saveImportedMonths('contoso', [importedMonth('2026-10', 5)]))

  expect(readdirSync(join(folder, 'state'))).toEqual(['store.db'])
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('a waiver makes no store where there is none', async () => {
  expect(await withStore(async (store) => store.waive('contoso', 'f-1', practiceWaiver))).toBeNull()
  expect(readdirSync(folder)).toEqual([])
})

describe('a file that is no store', () => {
  const attempts: [name: string, act: (store: SqliteStore) => Promise<unknown>][] = [
    ['reading', async (store: SqliteStore) => store.latestRun('contoso')],
    ['storing', async (store: SqliteStore) => storeRun(store, runRecord('run-2'))],
  ]

  test.each(attempts)('of text: %s says so and leaves it', async (_, act) => {
    writeFileSync(path, 'period,pool,consumed\n'.repeat(100))
    const before = bytes()

    await expect(withStore(act)).rejects.toMatchObject({
      code: 'store',
      message: `The store ${path} is no Seatledger store.`,
      hint: 'name another file in SEATLEDGER_STORE',
    })
    expect(bytes()).toBe(before)
  })

  test.each(attempts)('of another program: %s says so and leaves it', async (_, act) => {
    const other = new DatabaseSync(path)
    other.exec('CREATE TABLE notes (text TEXT)')
    other.close()
    const before = bytes()

    await expect(withStore(act)).rejects.toMatchObject({
      code: 'store',
      message: `The store ${path} is no Seatledger store.`,
    })
    expect(bytes()).toBe(before)
  })

  test.each(attempts)('of a newer version: %s says so and leaves it', async (_, act) => {
    await withStore(async (store) => storeRun(store, runRecord('run-1')))
    const newer = new DatabaseSync(path)
    newer.exec('PRAGMA user_version = 999')
    newer.close()
    const before = bytes()

    await expect(withStore(act)).rejects.toMatchObject({
      code: 'store',
      message: `The store ${path} was written by a newer Seatledger.`,
    })
    expect(bytes()).toBe(before)
  })

  test('cut in half: reading says that it is damaged', async () => {
    const people = Array.from({ length: 2000 }, (_, index) => `person-${index}`)
    await withStore(async (store) => storeRun(store, runRecord('run-1'), { people }))
    truncateSync(path, Math.floor(statSync(path).size / 2 / 4096) * 4096)

    const reading = withStore(async (store) => {
      const run = await store.latestRun('contoso')
      return run === null ? [] : await peopleOf(store, run)
    })

    await expect(reading).rejects.toMatchObject({ code: 'store', message: `The store ${path} is damaged.` })
  })

  test.each([
    ['not of this shape', '[{"id":7}]'],
    ['no JSON', '[{"id":'],
  ])('rows that are %s are an error, never a default', async (_, json) => {
    await withStore(async (store) => storeRun(store, runRecord('run-1')))
    const tampered = new DatabaseSync(path)
    tampered.prepare('UPDATE pages SET json = ?').run(json)
    tampered.close()

    await expect(withStore(async (store) => peopleOf(store, runRecord('run-1')))).rejects.toMatchObject({
      code: 'store',
      message: `The store ${path} holds rows of people that this version cannot read.`,
    })
  })

  test('an empty file is a store without a run', async () => {
    writeFileSync(path, '')

    expect(await withStore(async (store) => store.latestRun('contoso'))).toBeNull()
    expect(statSync(path).size).toBe(0)
    await withStore(async (store) => storeRun(store, runRecord('run-1')))
    expect((await withStore(async (store) => store.latestRun('contoso')))?.id).toBe('run-1')
  })
})

describe('a place where nothing can be written', () => {
  test('a folder where the file should be is one clear sentence', async () => {
    mkdirSync(path)

    await expect(withStore(async (store) => store.latestRun('contoso'))).rejects.toMatchObject({
      code: 'store',
      message: `The store ${path} cannot be opened.`,
    })
  })

  test('a file where the folder should be is one clear sentence', async () => {
    writeFileSync(path, 'text')
    path = join(path, 'store.db')

    await expect(withStore(async (store) => storeRun(store, runRecord('run-1')))).rejects.toMatchObject({
      code: 'store',
      message: `The store ${path} cannot be opened.`,
    })
  })

  // The superuser may write everywhere.
  test.skipIf(process.getuid?.() === 0)('a folder of somebody else is one clear sentence', async () => {
    chmodSync(folder, 0o500)

    await expect(withStore(async (store) => storeRun(store, runRecord('run-1')))).rejects.toMatchObject({
      code: 'store',
      message: `The store ${path} cannot be written.`,
    })
    chmodSync(folder, 0o700)
    expect(existsSync(path)).toBe(false)
  })

  test('a store that another program holds is said to be busy, and nothing is lost', async () => {
    await withStore(async (store) => storeRun(store, runRecord('run-1')))
    const holder = new DatabaseSync(path)
    holder.exec('BEGIN IMMEDIATE')

    const next = runRecord('run-2', { startedAt: '2026-11-25T03:00:00.000Z' })
    await expect(withStore(async (store) => storeRun(store, next), 20)).rejects.toMatchObject({
      code: 'store',
      message: `The store ${path} is busy: another program writes to it.`,
    })
    holder.exec('ROLLBACK')
    holder.close()

    expect((await withStore(async (store) => store.latestRun('contoso')))?.id).toBe('run-1')
  })
})
