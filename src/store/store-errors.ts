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
const notOurs = { wrong: 'is no Seatledger store', hint: 'name another file in SEATLEDGER_STORE' }

/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html). */
const meanings: ReadonlyMap<number, Meaning> = new Map([
  [5, { wrong: 'is busy: another program writes to it', hint: 'try again when it has ended' }],
  [8, { wrong: 'cannot be written', hint: 'check the rights of the file and of its folder' }],
  [11, damaged],
  [13, { wrong: 'cannot grow: the disk is full', hint: 'make room and sync again; nothing was lost' }],
  [14, { wrong: 'cannot be opened', hint: 'check that its folder exists and is yours' }],
  [26, notOurs],
])

/** Turns an error of SQLite or of the file system into ours; anything else stays as it is. */
export function storeError(error: unknown, path: string): unknown {
  if (error instanceof SeatledgerError || !(error instanceof Error)) return error
  const code = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null
  const meaning = code === null ? fileMeaning(error) : meanings.get(code)
  if (meaning === undefined) return error
  return said(path, meaning, error)
}

function said(path: string, { wrong, hint }: Meaning, cause?: unknown): SeatledgerError {
  return new SeatledgerError('store', `The store ${path} ${wrong}.`, hint, cause)
}

function fileMeaning(error: Error): Meaning | undefined {
  const code = 'code' in error ? error.code : null
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return meanings.get(8)
  if (code === 'ENOSPC') return meanings.get(13)
  return ['ENOENT', 'ENOTDIR', 'EISDIR', 'EEXIST'].includes(String(code)) ? meanings.get(14) : undefined
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
