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
  /** How many readings were complete before this attempt. */
  readonly kept: number
  /** Parts begin after it: those up to it are taken. */
  readonly lastPart: number
  /**
   * A reading that was complete before this attempt, or null. Its rows lie hidden until it is asked for: what a source later in the
   * order brought must not be seen by one before it.
   */
  take(key: string): string | null
  /** The reading is whole: its rows stay, its answers are not needed any more. */
  finish(reading: StagedReading): void
  /** Readings that nobody took are no part of this run. */
  forgetHidden(): void
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
    kept: Number(database.prepare('SELECT count(*) AS kept FROM readings').get()?.['kept'] ?? 0),
    lastPart: readLastPart(database),
    finish: ({ key, part, json }) =>
      inTransaction(database, () => {
        database.prepare('INSERT INTO readings (key, part, json) VALUES (?, ?, ?)').run(key, part, json)
        dropAnswers(part)
      }),
    take: (key) => {
      const row = database.prepare('SELECT part, json FROM readings WHERE key = ?').get(key)
      if (typeof row?.['json'] !== 'string') return null
      database.prepare('UPDATE pages SET hidden = 0 WHERE part = ?').run(row['part'] ?? null)
      return row['json']
    },
    forgetHidden: () => database.exec('DELETE FROM pages WHERE hidden = 1'),
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

function readLastPart(database: DatabaseSync): number {
  const query = 'SELECT max(part) AS last FROM (SELECT part FROM readings UNION ALL SELECT part FROM answers)'
  return Number(database.prepare(query).get()?.['last'] ?? 0)
}
