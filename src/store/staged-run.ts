/** Begins a run's staging file, or takes up the one that an interrupted sync left behind. */
import { existsSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { openStaging, removeStaging, StagingFile } from './staging-file.ts'
import { readingTables } from './staged-readings.ts'
import type { StageRequest } from './store.ts'
import { parseStored } from './stored-json.ts'
import { inTransaction } from './transaction.ts'

const tables = `
  CREATE TABLE head (json TEXT NOT NULL) STRICT;
  CREATE TABLE pages (
    dataset TEXT NOT NULL, environment TEXT NOT NULL, source TEXT NOT NULL, seq INTEGER NOT NULL, part INTEGER NOT NULL,
    hidden INTEGER NOT NULL DEFAULT 0, json TEXT NOT NULL, PRIMARY KEY (dataset, environment, source, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX pages_by_part ON pages (part);
  CREATE TABLE findings (id TEXT NOT NULL, environment TEXT NOT NULL, json TEXT NOT NULL) STRICT;
  CREATE TABLE told (id TEXT NOT NULL, environment TEXT NOT NULL, severity TEXT, peak TEXT) STRICT;
  CREATE TABLE ledger_spans (since TEXT, looked_at TEXT, watched TEXT NOT NULL) STRICT;
  CREATE TABLE ledger (
    person TEXT NOT NULL, sku TEXT NOT NULL, held_from TEXT NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY (person, sku, held_from)
  ) STRICT, WITHOUT ROWID;
  ${readingTables}`

const Head = z.strictObject({
  run: z.strictObject({ id: z.string(), tenantId: z.string(), startedAt: z.string() }),
  likeness: z.string(),
  attempt: z.int().positive(),
})
type Head = z.infer<typeof Head>

export interface StagedRun {
  readonly file: StagingFile
  readonly run: StageRequest['run']
  readonly attempt: number
}

/** `isStored`: whether a run of that id is in the store already, so that only the end of its process was missing. */
export function openStagedRun(path: string, request: StageRequest, isStored: (runId: string) => boolean): StagedRun {
  const interrupted = existsSync(path) ? takeUp(path, request, isStored) : null
  return interrupted ?? begin(path, request)
}

function begin(path: string, { run, likeness }: StageRequest): StagedRun {
  removeStaging(path)
  let database: DatabaseSync | null = null
  try {
    const opened = openStaging(path)
    database = opened
    inTransaction(opened, () => {
      opened.exec(tables)
      writeHead(opened, { run, likeness, attempt: 1 })
    })
    return { file: new StagingFile(path, opened, 1), run, attempt: 1 }
  } catch (error) {
    // A disk that is full keeps no file that helps nobody.
    database?.close()
    removeStaging(path)
    throw error
  }
}

/** null where there is nothing to go on with: of another kind, too old, stored already, or damaged by more than a kill. */
function takeUp(path: string, request: StageRequest, isStored: (runId: string) => boolean): StagedRun | null {
  let database: DatabaseSync | null = null
  try {
    database = openStaging(path)
    const head = parseStored(Head, String(database.prepare('SELECT json FROM head').get()?.['json']), 'a head')
    if (!isOfUse(head, request) || isStored(head.run.id)) {
      database.close()
      return null
    }
    const attempt = head.attempt + 1
    startAgain(database, { ...head, attempt })
    return { file: new StagingFile(path, database, attempt), run: head.run, attempt }
  } catch {
    if (database?.isOpen === true) database.close()
    return null
  }
}

function isOfUse(head: Head, { run, likeness, notBefore }: StageRequest): boolean {
  const { tenantId, startedAt } = head.run
  return tenantId === run.tenantId && head.likeness === likeness && startedAt >= notBefore && startedAt <= run.startedAt
}

/** Rows of readings that were not complete are read again, those of the others wait until their turn; what was judged is judged again. */
function startAgain(database: DatabaseSync, head: Head): void {
  inTransaction(database, () => {
    database.exec(`
      DELETE FROM pages WHERE part NOT IN (SELECT part FROM readings);
      UPDATE pages SET hidden = 1;
      DELETE FROM findings; DELETE FROM told; DELETE FROM ledger; DELETE FROM ledger_spans; DELETE FROM head`)
    writeHead(database, head)
  })
}

function writeHead(database: DatabaseSync, head: Head): void {
  database.prepare('INSERT INTO head (json) VALUES (?)').run(JSON.stringify(head))
}
