/** What SQLite's errors mean to a person: one sentence, and what to do. */
import { SeatledgerError } from '../errors.ts'

interface Meaning {
  /** Ends "The store <path> …". */
  readonly wrong: string
  readonly hint: string
}

const damaged = {
  wrong: 'is damaged',
  hint: 'put back a copy, or name another file in SEATLEDGER_STORE and sync again',
}
const unopened = {
  wrong: 'cannot be opened',
  hint: 'check that it is a file, that its folder exists, and that both are yours',
}
const notOurs = { wrong: 'is no Seatledger store', hint: 'name another file in SEATLEDGER_STORE' }

/** Stored JSON that does not fit: a newer version wrote it, or the disk lost it. Who opened the store knows its path. */
export class UnreadableRow extends Error {
  readonly what: string

  /** `what` ends "The store holds …": a run, a finding, rows of people. */
  constructor(what: string) {
    super(`unreadable: ${what}`)
    this.what = what
  }
}

/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html). */
const meanings: ReadonlyMap<number, Meaning> = new Map([
  [3, { wrong: 'cannot be written', hint: 'check the rights of the file and of its folder' }],
  [5, { wrong: 'is busy: another program writes to it', hint: 'try again when it has ended' }],
  [8, { wrong: 'cannot be written', hint: 'check the rights of the file and of its folder' }],
  [11, damaged],
  [13, { wrong: 'cannot grow: the disk is full', hint: 'make room and sync again; nothing was lost' }],
  [
    10,
    {
      wrong: 'cannot be read or written: the disk reports an error',
      hint: 'check the disk and its limits; what was stored before is unchanged',
    },
  ],
  [14, unopened],
  [15, { wrong: 'is busy: another program writes to it', hint: 'try again when it has ended' }],
  [26, notOurs],
])

/** SQLite's extended result code; null for any other error. */
function resultCodeOf(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : null
}

/** Whether SQLite gave one of these primary result codes. */
export function isResult(error: unknown, ...codes: readonly number[]): boolean {
  const code = resultCodeOf(error)
  return code !== null && codes.includes(code & 0xff)
}

/** Turns an error of SQLite or of the file system into ours; anything else stays as it is. */
export function storeError(error: unknown, path: string): unknown {
  if (error instanceof SeatledgerError || !(error instanceof Error)) return error
  if (error instanceof UnreadableRow) return said(path, unreadable(error), error)
  const code = resultCodeOf(error)
  const meaning = code === null ? fileMeaning(error) : databaseMeaning(code, error.message)
  if (meaning === undefined) return error
  return said(path, meaning, error)
}

function said(path: string, { wrong, hint }: Meaning, cause?: unknown): SeatledgerError {
  return new SeatledgerError('store', `The store ${path} ${wrong}.`, hint, cause)
}

function unreadable({ what }: UnreadableRow): Meaning {
  return { wrong: `holds ${what} that this version cannot read`, hint: 'put back a copy, or sync again' }
}

/** SQLITE_IOERR_SHORT_READ: the file ends before its pages do. A table of ours that is not there has been lost with its page. */
function databaseMeaning(code: number, message: string): Meaning | undefined {
  const isCutShort = code === 522
  const isTableLost = code === 1 && /no such (?:table|column)|malformed/.test(message)
  return isCutShort || isTableLost ? damaged : meanings.get(code & 0xff)
}

function fileMeaning(error: Error): Meaning | undefined {
  const code = 'code' in error ? error.code : null
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return meanings.get(8)
  if (code === 'ENOSPC' || code === 'EDQUOT') return meanings.get(13)
  if (code === 'EIO' || code === 'EFBIG') return meanings.get(10)
  return ['ENOENT', 'ENOTDIR', 'EISDIR', 'EEXIST', 'ELOOP', 'ENAMETOOLONG', 'EMFILE'].includes(String(code))
    ? meanings.get(14)
    : undefined
}

export function notOpened(path: string): SeatledgerError {
  return said(path, unopened)
}

export function damagedStore(path: string): SeatledgerError {
  return said(path, damaged)
}

export function foreignFile(path: string): SeatledgerError {
  return said(path, notOurs)
}

export function newerStore(path: string): SeatledgerError {
  return new SeatledgerError(
    'store',
    `The store ${path} was written by a newer Seatledger.`,
    'update Seatledger, or name another file in SEATLEDGER_STORE',
  )
}
