/** A store of every released version: read as it is without a byte changed, and brought to the newest version by any write, with all that it held. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { emptyLedger } from '../../src/model/ledger.ts'
import { schemaVersion } from '../../src/store/schema.ts'
import { SqliteStore } from '../../src/store/sqlite.ts'
import { formerSchemas, kept, writeFormerStore } from './former-stores.ts'
import {
  finding,
  importedMonth,
  peopleOf,
  practiceWaiver,
  runRecord,
  stageOf,
  storeAt,
  storeRun,
} from './practice-run.ts'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatledger-former-'))
  path = join(folder, 'store.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const withStore = storeAt(() => path)

/** All that is read of a store; what its version did not keep is empty. */
async function readAll(store: SqliteStore) {
  const [latest, ledger, months] = [
    await store.latestRun('contoso'),
    await store.ledger('contoso'),
    await store.importedMonths('contoso'),
  ]
  return {
    tenants: await store.tenantIds(),
    latest,
    runs: (await store.runs('contoso')).map(({ id }) => id),
    people: latest === null ? [] : await peopleOf(store, latest),
    findings: await store.findings('contoso'),
    environments: await store.findingEnvironments('contoso'),
    ledger,
    months,
    alerts: {
      state: await store.alerts.state('contoso'),
      told: [...(await store.alerts.told('contoso', 'env-1'))],
      subscriptions: await store.alerts.subscriptions('contoso'),
      deliveries: await store.alerts.deliveries('contoso'),
    },
  }
}

function expected(version: number) {
  return {
    tenants: ['contoso'],
    latest: kept.runs[1],
    runs: ['run-1', 'run-2'],
    people: [...kept.people],
    findings: [...kept.findings],
    environments: ['', 'env-1'],
    ledger: version < 2 ? emptyLedger : kept.ledger,
    months: version < 2 ? [] : [...kept.months],
    alerts:
      version < 4
        ? { state: null, told: [], subscriptions: [], deliveries: [] }
        : {
            state: kept.alerts.state,
            told: kept.alerts.told,
            subscriptions: [kept.alerts.subscription],
            deliveries: [kept.alerts.delivery],
          },
  }
}

/** Version and tables of a store, blanks apart. */
function schemaOf(file: string): unknown {
  const database = new DatabaseSync(file)
  const tables = database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()
  const version = database.prepare('PRAGMA user_version').get()?.['user_version']
  database.close()
  return { version, tables: tables.map(({ type, name, sql }) => [type, name, String(sql).replaceAll(/\s+/g, ' ')]) }
}

const writes: readonly (readonly [name: string, act: (store: SqliteStore) => Promise<unknown>])[] = [
  [
    'a run',
    async (store) =>
      storeRun(store, runRecord('run-3', { startedAt: '2026-11-25T03:00:00.000Z' }), { findings: [...kept.findings] }),
  ],
  ['a waiver', async (store) => store.waive('contoso', 'f-2', practiceWaiver)],
  ['imported months', async (store) => store.saveImportedMonths('contoso', [importedMonth('2026-10', 5)])],
  ['an evaluation that is kept', async (store) => store.saveEvaluation(kept.runs[1], kept.findings)],
  [
    'a prune',
    async (store) =>
      store.prune({
        tenantId: 'contoso',
        runsBefore: '2026-01-01T00:00:00.000Z',
        leftoversBefore: '2026-01-01T00:00:00.000Z',
        now: '2026-11-25T00:00:00.000Z',
      }),
  ],
]

test('every released version stands in the list', () => {
  expect(formerSchemas.map(({ version }) => version)).toEqual(
    Array.from({ length: schemaVersion }, (_, index) => index + 1),
  )
})

describe.each(formerSchemas)('a store of version $version', ({ version }) => {
  test('is read whole, and stays byte for byte', async () => {
    writeFormerStore(path, version)
    const before = readFileSync(path)

    expect(await withStore(readAll)).toEqual(expected(version))
    expect(await withStore(async (store) => store.pseudonymKey())).toEqual(version < 3 ? null : kept.key)
    await withStore(async (store) => {
      const staging = store.stage(stageOf('run-9'))
      await staging.discard()
    })

    expect(readFileSync(path).equals(before)).toBe(true)
    expect(readdirSync(folder)).toEqual(['store.db'])
  })

  test.each(writes)('is brought to the newest version by %s, and loses nothing', async (name, act) => {
    writeFormerStore(path, version)

    await withStore(act)

    const after = await withStore(readAll)
    const isRun = name === 'a run'
    const months = name === 'imported months' ? { months: [importedMonth('2026-10', 5)] } : {}
    const added = isRun
      ? {
          runs: ['run-1', 'run-2', 'run-3'],
          latest: runRecord('run-3', { startedAt: '2026-11-25T03:00:00.000Z' }),
          people: ['ann'],
        }
      : {}
    expect(after).toEqual({ ...expected(version), ...months, ...added })
    const fresh = join(folder, 'fresh.db')
    const made = new SqliteStore(fresh)
    await storeRun(made, runRecord('run-1'), { findings: [finding('f-1')] })
    await made.close()
    expect(schemaOf(path)).toEqual(schemaOf(fresh))
    const key = await withStore(async (store) => store.pseudonymKey())
    expect(key).toHaveLength(32)
    expect(version < 3 || kept.key.equals(key ?? Buffer.alloc(0))).toBe(true)
  })
})
