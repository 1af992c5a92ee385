/** POST /$batch with GETs only: the envelope succeeds even where items do not, and nobody retries throttled items but we. */
import { z } from 'zod'
import { PermissionError, SchemaError, ThrottledError, UpstreamError, type ResponseFacts } from '../../src/errors.ts'
import { serviceCodeOf } from '../transport/body.ts'
import { parseHttpDate } from '../transport/http-date.ts'
import { orNull } from '../transport/rows.ts'
import { parseRetryAfter } from '../transport/waits.ts'
import type { Graph } from './graph.ts'

const Item = z.object({
  id: z.string().regex(/^\d+$/),
  status: z.int(),
  headers: orNull(z.record(z.string(), z.unknown())),
  // A throttled item may come without one.
  body: z.unknown().optional(),
})
const Envelope = z.object({ responses: z.array(Item) })
type Item = z.infer<typeof Item>

const mostRounds = 8
const again = new Set([429, 500, 502, 503, 504])

/** Bodies in the order of the addresses (relative, without version). Items that were throttled are sent again, alone. */
export async function readBatch(
  graph: Graph,
  urls: readonly string[],
  signal: AbortSignal,
): Promise<{ bodies: unknown[]; requestId: string | null }> {
  const bodies = new Map<number, unknown>()
  let waiting = urls.map((url, index) => ({ id: String(index), method: 'GET', url }))
  for (let round = 1; ; round += 1) {
    const { body, headers, requestId } = await graph.post('/$batch', { requests: waiting }, signal)
    const items = itemsOf(
      body,
      waiting.map(({ id }) => id),
    )
    for (const item of items.filter(({ status }) => status >= 200 && status < 300))
      bodies.set(Number(item.id), item.body)
    const failed = items.filter(({ status }) => status < 200 || status >= 300)
    const fatal = failed.find(({ status }) => !again.has(status)) ?? (round >= mostRounds ? failed[0] : undefined)
    if (fatal !== undefined) throw errorOf(fatal, { host: new URL(graph.url('')).host, rounds: round, requestId })
    if (failed.length === 0) return { bodies: urls.map((_, index) => bodies.get(index)), requestId }
    graph.pause(longestWaitMs(failed, round, headers['date']))
    const failedIds = new Set(failed.map(({ id }) => id))
    waiting = waiting.filter(({ id }) => failedIds.has(id))
  }
}

/** One for each that was asked, and each once: whose answer it is must not be guessed. */
function itemsOf(body: unknown, ids: readonly string[]): Item[] {
  const envelope = Envelope.safeParse(body)
  const items = envelope.success ? envelope.data.responses : []
  const answered = new Set(items.map(({ id }) => id))
  if (items.length === ids.length && ids.every((id) => answered.has(id))) return items
  throw new SchemaError('POST /v1.0/$batch: the answer does not hold one response per request')
}

/** The longest wait that an item asks for, else 1 s, 2 s, 4 s … of our own. A date is read by the clock of the service. */
function longestWaitMs(failed: readonly Item[], round: number, date: string | undefined): number {
  const nowMs = parseHttpDate(date ?? '', 0) ?? Number.NaN
  const asked = failed.flatMap(({ headers }) => {
    const value = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'retry-after')?.[1]
    return parseRetryAfter(String(value), nowMs) ?? []
  })
  return asked.length > 0 ? Math.max(...asked) : 1000 * 2 ** (round - 1)
}

interface Facts {
  readonly host: string
  /** How often the batch was sent. */
  readonly rounds: number
  readonly requestId: string | null
}

function errorOf({ status, body }: Item, { host, rounds, requestId }: Facts): UpstreamError {
  const serviceCode = serviceCodeOf(body)
  const facts: ResponseFacts = { status, serviceCode, requestId }
  const effort = rounds === 1 ? '' : `, after ${rounds} tries at ${host}`
  const message = `GET /v1.0/users in a batch: ${status}${serviceCode === null ? '' : ` ${serviceCode}`}${effort}`
  if (status === 401 || status === 403) return new PermissionError(message, facts)
  return status === 429 ? new ThrottledError(message, facts) : new UpstreamError(message, facts)
}
