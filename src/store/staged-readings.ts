/** What an interrupted sync had read already: the sources that were complete, and the answers of those that were not. */
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { KeptAnswer } from '../model/journal.ts'
import { parseStored } from './stored-json.ts'
import { inTransaction } from './transaction.ts'

export const readingTables = `
  CREATE TABLE readings (key TEXT PRIMARY KEY, part INTEGER NOT NULL, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE answers (
    seq INTEGER PRIMARY KEY, request TEXT NOT NULL, part INTEGER NOT NULL, attempt INTEGER NOT NULL,
    status INTEGER NOT NULL, headers TEXT NOT NULL, bytes BLOB NOT NULL
  ) STRICT;
  CREATE INDEX answers_by_request ON answers (request, attempt);
  CREATE INDEX answers_by_part ON answers (part);`

/** A reading that was complete; `json` is what the sync wants to know of it again. */
export interface StagedReading {
  readonly key: string
  readonly part: number
  readonly json: string
}

/** What a sync that may be interrupted notes as it goes on. A part is one reading, as in `StagedPage`. */
export interface ReadingLog {
  /** Readings that were complete before this attempt. */
  readonly complete: ReadonlyMap<string, StagedReading>
  /** Parts begin after it: those up to it are taken. */
  readonly lastPart: number
  /** The reading is whole: its rows stay, its answers are not needed any more. */
  finish(reading: StagedReading): void
  /** Neither rows nor reading of this part are wanted any more. */
  forget(key: string): void
  keepAnswer(part: number, request: string, answer: KeptAnswer): void
  /** An answer of an attempt before this one, once; it belongs to this part from now on. */
  takeAnswer(part: number, request: string): KeptAnswer | null
  /** The part starts again, or is given up: its answers would lead to the same end. */
  dropAnswers(part: number): void
}

const Headers = z.record(z.string(), z.string())

/** `attempt` counts the processes that have worked at this run, from 1. */
export function readingLog(database: DatabaseSync, attempt: number): ReadingLog {
  const dropAnswers = (part: number): void => {
    database.prepare('DELETE FROM answers WHERE part = ?').run(part)
  }
  return {
    complete: readComplete(database),
    lastPart: readLastPart(database),
    finish: ({ key, part, json }) =>
      inTransaction(database, () => {
        database.prepare('INSERT INTO readings (key, part, json) VALUES (?, ?, ?)').run(key, part, json)
        dropAnswers(part)
      }),
    forget: (key) =>
      inTransaction(database, () => {
        database.prepare('DELETE FROM pages WHERE part IN (SELECT part FROM readings WHERE key = ?)').run(key)
        database.prepare('DELETE FROM readings WHERE key = ?').run(key)
      }),
    keepAnswer: (part, request, { status, headers, bytes }) => {
      database
        .prepare('INSERT INTO answers (request, part, attempt, status, headers, bytes) VALUES (?, ?, ?, ?, ?, ?)')
        .run(request, part, attempt, status, JSON.stringify(headers), bytes)
    },
    takeAnswer: (part, request) => {
      if (attempt === 1) return null
      const row = database
        .prepare(
          `SELECT seq, status, headers, bytes FROM answers WHERE request = ? AND attempt < ? ORDER BY seq LIMIT 1`,
        )
        .get(request, attempt)
      if (row === undefined || !(row['bytes'] instanceof Uint8Array)) return null
      database.prepare('UPDATE answers SET attempt = ?, part = ? WHERE seq = ?').run(attempt, part, row['seq'] ?? null)
      const headers = parseStored(Headers, String(row['headers']), 'headers of an answer')
      return { status: Number(row['status']), headers, bytes: row['bytes'] }
    },
    dropAnswers,
  }
}

function readComplete(database: DatabaseSync): Map<string, StagedReading> {
  const rows = database.prepare('SELECT key, part, json FROM readings').all()
  return new Map(
    rows.map((row) => [
      String(row['key']),
      { key: String(row['key']), part: Number(row['part']), json: String(row['json']) },
    ]),
  )
}

function readLastPart(database: DatabaseSync): number {
  const query = 'SELECT max(part) AS last FROM (SELECT part FROM readings UNION ALL SELECT part FROM answers)'
  return Number(database.prepare(query).get()?.['last'] ?? 0)
}
