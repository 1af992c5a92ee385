/** GET /auditLogs/directoryAudits: license changes of the last weeks, as evidence of what was seen; the log is never the whole truth (graph.md 9). */
import { z } from 'zod'
import type { LicenseEvent } from '../../src/model/activity.ts'
import type { Page, Remark, Source } from '../../src/model/dataset.ts'
import { nextOf } from '../transport/next-link.ts'
import type { ApiResponse } from '../transport/request.ts'
import { checkRows, Guid, listOf, orNull, Time } from '../transport/rows.ts'
import { changeOf, type LicenseChange } from './assigned-licenses.ts'
import { firstSeen } from './first-seen.ts'
import type { Graph } from './graph.ts'
import { paceOf } from './pace.ts'

const request = 'GET /v1.0/auditLogs/directoryAudits'
/** 5 requests in 10 seconds for an application in a tenant (graph-throttling.md 1). */
const rate = { requests: 5, perMs: 10_000 }
const pageRows = 999
/** Pages of other user events that are looked through for the details that a license event lacks. */
const mostDetailPages = 10
/** The two events of one change are written within moments of each other. */
const neighborMs = 60_000

const Property = z.object({
  displayName: orNull(z.string()),
  oldValue: orNull(z.string()),
  newValue: orNull(z.string()),
})
const Target = z.object({
  id: orNull(Guid),
  type: orNull(z.string()),
  modifiedProperties: orNull(z.array(Property)),
})
const WireEvent = z.object({
  id: z.string().min(1),
  activityDateTime: Time,
  correlationId: orNull(z.string()),
  result: orNull(z.string()),
  targetResources: orNull(z.array(Target)),
})

/** `change` is 'absent' where the event has no detail, null where it cannot be read. */
interface ReadEvent {
  readonly id: string
  readonly at: string
  readonly correlationId: string | null
  readonly personId: string | null
  readonly change: LicenseChange | 'absent' | null
}

/** null for what failed: nothing changed. */
function toEvent(event: z.infer<typeof WireEvent>): ReadEvent | null {
  if (event.result !== null && event.result !== 'success') return null
  const targets = event.targetResources ?? []
  const target = targets.find(({ type }) => type === 'User') ?? targets[0]
  const detail = target?.modifiedProperties?.find(({ displayName }) => displayName === 'AssignedLicense')
  return {
    id: event.id,
    at: new Date(event.activityDateTime).toISOString(),
    correlationId: event.correlationId,
    personId: target?.id ?? null,
    change: detail === undefined ? 'absent' : changeOf(detail.oldValue, detail.newValue),
  }
}

/** `from` and `to`: ISO 8601 UTC. The log keeps 7 or 30 days: nothing may be concluded from what it does not hold. */
export function licenseAudit(graph: Graph, from: string, to: string): Source {
  return {
    id: 'graph/audit',
    environment: null,
    required: false,
    request,
    permission: 'grant the application permission AuditLog.Read.All of Microsoft Graph, with admin consent',
    ifCut: 'partial',
    async *pages(signal): AsyncGenerator<Page> {
      const log = new AuditLog(graph, signal)
      const seen = new Set<string>()
      const bare: ReadEvent[] = []
      for await (const { body, requestId } of log.events('Change user license', from, to)) {
        const { rows, rejected } = checkRows(listOf(body, request), WireEvent, toEvent)
        const fresh = firstSeen(rows, ({ id }) => id, seen)
        for (const event of fresh) if (event.change === 'absent') bare.push(event)
        yield pageOf(
          fresh.filter(({ change }) => change !== 'absent'),
          { rejected, requestId },
        )
      }
      if (bare.length > 0) yield await withDetails(log, bare)
    },
  }
}

/** Events whose person or change cannot be read are counted; those that changed nothing are left out. */
function pageOf(
  events: readonly ReadEvent[],
  { rejected, requestId }: { readonly rejected: number; readonly requestId: string | null },
  remark?: Remark,
): Page {
  const read = events.map(toRow)
  const rows = read.filter((row) => row !== null)
  return {
    dataset: 'license-events',
    rows: rows.filter(({ added, removed }) => added.length + removed.length > 0),
    rejected: rejected + read.length - rows.length,
    requestId,
    ...(remark === undefined ? {} : { remark }),
  }
}

function toRow({ id, at, personId, change }: ReadEvent): LicenseEvent | null {
  if (personId === null || change === null || change === 'absent') return null
  return { id, at, personId, added: [...change.added], removed: [...change.removed] }
}

/** The detail may sit in the `Update user` event of the same change: a bounded look around the bare events. */
async function withDetails(log: AuditLog, bare: readonly ReadEvent[]): Promise<Page> {
  // One by one: a call takes no more than so many arguments, and a log may hold more events.
  const times = bare.map(({ at }) => Date.parse(at))
  const first = times.reduce((one, other) => Math.min(one, other))
  const last = times.reduce((one, other) => Math.max(one, other))
  const from = new Date(first - neighborMs).toISOString()
  const to = new Date(last + neighborMs).toISOString()
  const wanted = new Map(bare.map((event) => [event.correlationId ?? event.id, event]))
  const found: ReadEvent[] = []
  let lastId: string | null = null
  let pages = 0
  for await (const { body, requestId } of log.events('Update user', from, to)) {
    lastId = requestId
    pages += 1
    for (const { correlationId, personId, change } of checkRows(listOf(body, request), WireEvent, toEvent).rows) {
      const event = wanted.get(correlationId ?? '')
      if (event === undefined || change === 'absent') continue
      wanted.delete(correlationId ?? '')
      found.push({ ...event, personId: event.personId ?? personId, change })
    }
    if (wanted.size === 0 || pages >= mostDetailPages) break
  }
  return pageOf(found, { rejected: 0, requestId: lastId }, missing(wanted.size))
}

function missing(count: number): Remark | undefined {
  if (count === 0) return undefined
  const events = `${count} license ${count === 1 ? 'event' : 'events'}`
  return { state: 'partial', reason: `the audit log gives no detail of ${events}`, fix: null }
}

/** The log page by page, at the pace that it allows. */
class AuditLog {
  readonly #graph: Graph
  readonly #signal: AbortSignal
  readonly #pace: () => void

  constructor(graph: Graph, signal: AbortSignal) {
    this.#graph = graph
    this.#signal = signal
    this.#pace = paceOf(graph, rate)
  }

  async *events(activity: string, from: string, to: string): AsyncGenerator<ApiResponse> {
    const filter = `activityDisplayName eq '${activity}' and activityDateTime ge ${from} and activityDateTime le ${to}`
    const path = `/auditLogs/directoryAudits?$filter=${encodeURIComponent(filter)}&$orderby=activityDateTime&$top=${pageRows}`
    this.#pace()
    for await (const answer of this.#graph.list(path, { advanced: false }, this.#signal)) {
      yield answer
      if (nextOf(answer.body) !== null) this.#pace()
    }
  }
}
