/** Lets the zip catch up: the workbook writer takes rows as fast as they come, and holds in memory what is not yet written. */
import type { Worksheet } from 'exceljs'
import { EventEmitter, once } from 'node:events'
import type { Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'

/** Bytes that may wait for the zip. */
const mostWaiting = 1 << 20

/** Throws where `out` is closed: the writer itself would go on for ever. */
export async function waitFor(worksheet: Worksheet, out: Writable): Promise<void> {
  await setImmediate()
  const entry = zipEntryOf(worksheet)
  if (entry !== null && waitingIn(entry) > mostWaiting && !out.destroyed) await drained(entry, out)
  if (out.destroyed) throw brokenOff(out)
}

/** What `ending` waits for never comes where `out` is closed before its end. */
export async function untilClosed(ending: Promise<void>, out: Writable): Promise<void> {
  if (out.destroyed) throw brokenOff(out)
  const watching = new AbortController()
  const closed = once(out, 'close', { signal: watching.signal }).then(async () => {
    if (!out.writableFinished) throw brokenOff(out)
    await ending
  })
  try {
    await Promise.race([ending, closed])
  } finally {
    watching.abort()
    closed.catch(() => undefined)
  }
}

function brokenOff(out: Writable): Error {
  return out.errored ?? new Error('the workbook could not be written to its end')
}

async function drained(entry: EventEmitter, out: Writable): Promise<void> {
  const waiting = new AbortController()
  const { signal } = waiting
  try {
    await Promise.race([once(entry, 'drain', { signal }), once(out, 'close', { signal })])
  } finally {
    // Takes the other listener away; its promise is nobody's any more.
    waiting.abort()
  }
}

/**
 * exceljs 4.4 pipes a sheet into an entry of its zip and never waits for it (`utils/stream-buf.js`, `_pipe`): only the entry knows.
 * null where another version has none.
 */
function zipEntryOf(worksheet: Worksheet): EventEmitter | null {
  const [entry] = listOf(fieldOf(fieldOf(worksheet, 'stream'), 'pipes'))
  return entry instanceof EventEmitter ? entry : null
}

function waitingIn(entry: EventEmitter): number {
  const length = fieldOf(fieldOf(entry, '_writableState'), 'length')
  return typeof length === 'number' ? length : 0
}

function fieldOf(owner: unknown, field: string): unknown {
  return typeof owner === 'object' && owner !== null ? Reflect.get(owner, field) : undefined
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
