/** What became of reading one source once, and what its coverage says of it. Pure. */
import { z } from 'zod'
import { AuthenticationError, PermissionError, SchemaError, UpstreamError } from '../errors.ts'
import type { SeatledgerError } from '../errors.ts'
import { CoverageState, EnvironmentRef, SourceId, type SourceStatus } from '../model/coverage.ts'
import type { Remark, Source } from '../model/dataset.ts'

/** A reading that ended, whole or not. `at` is its end, ISO 8601 UTC. */
export interface Reading {
  readonly source: Pick<Source, 'id' | 'environment' | 'required' | 'request'>
  readonly state: CoverageState
  readonly reason: string | null
  readonly fix: string | null
  readonly rows: number
  readonly requestId: string | null
  readonly at: string
  readonly error: SeatledgerError | null
}

/** What a source says for itself, page by page. */
export interface Notes {
  readonly rejected: ReadonlyMap<string, number>
  readonly remarks: readonly Remark[]
}

/** A reading without its error, as an interrupted sync leaves it to the next. */
export const StoredReading = z.strictObject({
  source: z.strictObject({
    id: SourceId,
    environment: EnvironmentRef.nullable(),
    required: z.boolean(),
    request: z.string(),
  }),
  state: CoverageState,
  reason: z.string().nullable(),
  fix: z.string().nullable(),
  rows: z.int(),
  requestId: z.string().nullable(),
  at: z.string(),
})

type Judgment = Pick<Reading, 'state' | 'reason' | 'fix'>

/** Rejected rows make a source partial, and so does a remark that says so; other remarks are only passed on. */
export function judgeWhole({ rejected, remarks }: Notes): Judgment {
  const reasons = [...rejected].map(([dataset, count]) => rejectedWords(dataset, count))
  const isPartial = rejected.size > 0 || remarks.some(({ state }) => state === 'partial')
  return {
    state: isPartial ? 'partial' : 'complete',
    reason: joined([...reasons, ...remarks.map(({ reason }) => reason)]),
    fix: joined([...(rejected.size > 0 ? [unexpectedFix] : []), ...remarks.map(({ fix }) => fix)]),
  }
}

const unexpectedFix = 'update Seatledger; if it stays so, report it with the request id'

function rejectedWords(dataset: string, count: number): string {
  return `${count} ${count === 1 ? 'row' : 'rows'} of ${dataset} did not match the expected shape`
}

/** An error after some rows leaves them usable only where the source says so; after a refusal nothing is. */
export function judgeCut(error: SeatledgerError, rows: number, source: Source, notes: Notes): Judgment {
  const isKept = rows > 0 && source.ifCut === 'partial' && !isRefusal(error)
  const words = error.message.replace(/\.$/, '')
  const reason = isKept ? `cut after ${rows} ${rows === 1 ? 'row' : 'rows'}: ${words}` : words
  const whole = judgeWhole(notes)
  return {
    state: isKept ? 'partial' : 'not-assessed',
    reason: isKept ? joined([reason, whole.reason]) : reason,
    fix: error.hint ?? fixOf(error, source),
  }
}

function fixOf(error: SeatledgerError, source: Source): string {
  if (error instanceof PermissionError) return source.permission
  if (error instanceof AuthenticationError) return 'run `seatledger doctor`: it tries each sign-in'
  return error instanceof SchemaError ? unexpectedFix : 'run the command again later'
}

/** Errors that are the service's, the network's or the permissions': they end a source. All others are ours, and end the run. */
export function endsSourceOnly(error: unknown): error is SeatledgerError {
  return error instanceof AuthenticationError || error instanceof UpstreamError || error instanceof SchemaError
}

export function isRefusal(error: SeatledgerError | null): boolean {
  return error instanceof PermissionError || error instanceof AuthenticationError
}

/** Texts one after the other, each once; null where there is none. */
export function joined(texts: readonly (string | null)[]): string | null {
  const distinct = [...new Set(texts.filter((text) => text !== null))]
  return distinct.length === 0 ? null : distinct.join('; ')
}

export function statusOf({ source, state, reason, fix, rows, requestId, at }: Reading): SourceStatus {
  const { id, environment, required, request } = source
  return { source: id, environment, state, required, reason, fix, request, at, requestId, rows }
}

/** The row of a source that was not asked, and why not. */
export function notAsked(
  source: Reading['source'],
  judgment: Pick<Reading, 'state' | 'reason'> & Partial<Pick<Reading, 'fix'>>,
  at: Reading['at'],
): Reading {
  return { source, fix: null, ...judgment, rows: 0, requestId: null, at, error: null }
}
