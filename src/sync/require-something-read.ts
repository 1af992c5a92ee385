/** Whether a run is worth anything: it failed when not one required source could be read. */
import { AuthenticationError, PermissionError, SeatledgerError, UpstreamError } from '../errors.ts'
import type { Reading } from './reading.ts'

/** Throws the one sentence that says why; sign-in comes before permissions, and these before all else. */
export function requireSomethingRead(readings: readonly Reading[]): void {
  const required = readings.filter(({ source }) => source.required)
  if (required.some(({ state }) => state !== 'not-assessed')) return
  const failed = required.filter(({ error }) => error !== null)
  const worst =
    failed.find(({ error }) => error instanceof AuthenticationError) ??
    failed.find(({ error }) => error instanceof PermissionError) ??
    failed[0]
  if (worst?.error === null || worst === undefined) return
  throw failure(worst.error, worst.fix)
}

function failure(error: SeatledgerError, fix: string | null): SeatledgerError {
  if (error instanceof AuthenticationError) return error
  const message = `Not one required source could be read (${error.message.replace(/\.$/, '')}).`
  return error instanceof UpstreamError
    ? new UpstreamError(message, error.facts, fix, error, error.code)
    : new SeatledgerError(error.code, message, fix, error)
}
