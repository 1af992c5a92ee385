/** Whole or not at all, and two that make one new store at the same time. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { isForeign, migrate, schemaVersion, versionOf } from '../../src/store/schema.ts'
import { inTransaction } from '../../src/store/transaction.ts'

test('what throws in the middle is undone, and the connection is free again', () => {
  const database = new DatabaseSync(':memory:')
  database.exec('CREATE TABLE notes (text TEXT)')

  const broken = () =>
    inTransaction(database, () => {
      database.exec("INSERT INTO notes VALUES ('half')")
      throw new Error('in the middle')
    })

  expect(broken).toThrow('in the middle')
  expect(database.prepare('SELECT * FROM notes').all()).toEqual([])
  expect(database.isTransaction).toBe(false)
})

test('what SQLite has rolled back by itself keeps its own error', () => {
  const database = new DatabaseSync(':memory:')
  database.exec('CREATE TABLE notes (text TEXT UNIQUE ON CONFLICT ROLLBACK)')

  const broken = () =>
    inTransaction(database, () => {
      database.exec("INSERT INTO notes VALUES ('twice'); INSERT INTO notes VALUES ('twice')")
    })

  expect(broken).toThrow('UNIQUE constraint failed: notes.text')
})

test('a new store is brought to the newest version once, and is ours then', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatledger-schema-'))
  const path = join(folder, 'store.db')
  const first = new DatabaseSync(path)
  const second = new DatabaseSync(path)
  expect(versionOf(second)).toBe(0)

  migrate(first)
  migrate(second)

  expect([versionOf(first), versionOf(second)]).toEqual([schemaVersion, schemaVersion])
  expect(isForeign(second)).toBe(false)
  first.close()
  second.close()
  rmSync(folder, { recursive: true })
})
