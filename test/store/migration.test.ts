/** A store that an earlier version wrote, and how little of the seat ledger a run writes again. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { emptyLedger } from '../../src/model/ledger.ts'
import { SqliteStore } from '../../src/store/sqlite.ts'
import {
  finding,
  importedMonth,
  ledgerEntry,
  practiceWaiver,
  runRecord,
  stageOf,
  storeAt,
  storeRun,
} from './practice-run.ts'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatledger-migration-'))
  path = join(folder, 'store.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const withStore = storeAt(() => path)

function versionNow(): unknown {
  const database = new DatabaseSync(path)
  const version = database.prepare('PRAGMA user_version').get()?.['user_version']
  database.close()
  return version
}

/** Stores a run whose ledger has an entry for each of these people. */
async function keepPeople(store: SqliteStore, runId: string, people: string[]): Promise<void> {
  const staging = store.stage(stageOf(runId))
  staging.keepLedger({
    since: '2026-11-01T03:00:00.000Z',
    lookedAt: '2026-11-24T03:00:00.000Z',
    watched: ['voice'],
    entries: people.map((id) => ledgerEntry(id)),
  })
  await staging.commit(runRecord(runId))
}

describe('a store of the first version', () => {
  /** As 0.1 left it: its tables without those of later versions, a record without figures. */
  beforeEach(async () => {
    await withStore(async (store) => storeRun(store, runRecord('run-1'), { findings: [finding('f-1')] }))
    const old = new DatabaseSync(path)
    old.exec(`
      DROP TABLE ledger; DROP TABLE ledger_spans; DROP TABLE imported_months; DROP TABLE keys;
      DROP TABLE alert_states; DROP TABLE alert_told; DROP TABLE alert_outbox; DROP TABLE alert_subscriptions;
      UPDATE runs SET record = json_remove(record, '$.figures'); PRAGMA user_version = 1`)
    old.close()
  })

  test('is read as it is and stays byte for byte', async () => {
    const before = readFileSync(path)

    await withStore(async (store) => {
      expect(await store.latestRun('contoso')).toEqual(runRecord('run-1'))
      expect(await store.findings('contoso')).toEqual([finding('f-1')])
      expect(await store.ledger('contoso')).toEqual(emptyLedger)
      expect(await store.importedMonths('contoso')).toEqual([])
      expect(await store.runs('contoso')).toEqual([
        { id: 'run-1', startedAt: runRecord('run-1').startedAt, figures: null },
      ])
    })

    expect(readFileSync(path).equals(before)).toBe(true)
    expect(versionNow()).toBe(1)
  })

  const writes: [name: string, act: (store: SqliteStore) => Promise<unknown>][] = [
    ['a run', async (store) => storeRun(store, runRecord('run-2'), { findings: [finding('f-1')] })],
    ['a waiver', async (store) => store.waive('contoso', 'f-1', practiceWaiver)],
    ['imported months', async (store) => store.saveImportedMonths('contoso', [importedMonth('2026-10', 5)])],
  ]

  test.each(writes)('is brought to the newest version by %s, and keeps what it had', async (_, act) => {
    await withStore(act)

    expect(versionNow()).toBe(4)
    await withStore(async (store) => {
      expect((await store.runs('contoso')).map(({ id }) => id)).toContain('run-1')
      expect((await store.findings('contoso')).map(({ id }) => id)).toEqual(['f-1'])
    })
  })
})

test('entries of the seat ledger that did not change are not written again', async () => {
  await withStore(async (store) => keepPeople(store, 'run-1', ['ann', 'ben', 'cid']))
  const watcher = new DatabaseSync(path)
  watcher.exec(`
    CREATE TABLE written (person TEXT);
    CREATE TRIGGER watch_new AFTER INSERT ON ledger BEGIN INSERT INTO written VALUES (NEW.person); END;
    CREATE TRIGGER watch_old AFTER UPDATE ON ledger BEGIN INSERT INTO written VALUES (NEW.person); END`)

  await withStore(async (store) => keepPeople(store, 'run-2', ['ben', 'cid', 'dora']))

  expect(watcher.prepare('SELECT person FROM written').all()).toEqual([{ person: 'dora' }])
  watcher.close()
})
