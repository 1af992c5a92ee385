/** Routes: runs, stored ones and those of this process; starting one, and following it. */
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import { SyncDocument } from '../../model/documents.ts'
import { Run, RunDetail, RunList } from '../../model/service.ts'
import type { App } from '../app.ts'
import { eventStream } from '../event-stream.ts'
import { Refusal } from '../problem.ts'
import { LiveRun } from '../run-book.ts'
import type { Running } from '../running.ts'
import type { Answers } from '../service.ts'
import { jsonOf, type Answering } from './answering.ts'
import { TenantPath } from './parameters.ts'
import { jsonResponse, problemResponses, reads } from './responses.ts'

const RunPath = TenantPath.extend({ runId: z.string().max(100).describe('The id of a run.') })
/** A text, however it is sent. */
const Events = z.any().meta({ type: 'string' })
const read = { role: 'Seatledger.Read' } as const
const json = 'application/json; charset=utf-8'

export interface RunParts {
  readonly answering: Answering
  readonly running: Running
  readonly clock: Clock
}

export function addRunRoutes(app: App, { answering, running }: RunParts): void {
  app.route({
    method: 'GET',
    url: '/api/v1/tenants/:tenant/runs',
    config: read,
    schema: {
      operationId: 'listRuns',
      tags: ['Runs'],
      summary: 'Runs, newest first: stored ones, and those of this process',
      params: TenantPath,
      querystring: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
      response: { 200: jsonResponse(RunList, 'seatledger.runs/1'), ...problemResponses() },
    },
    handler: async (request, reply) => {
      const tenant = answering.tenant(request.params.tenant)
      const { limit } = request.query
      const { tenantId } = await tenant.summary()
      const runs = await allRuns(running, tenant, limit)
      const list: RunList = { schema: 'seatledger.runs/1', tenantId, runs }
      return reply.type(json).send(jsonOf(list))
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/tenants/:tenant/runs/:runId',
    config: read,
    schema: {
      operationId: 'getRun',
      tags: ['Runs'],
      summary: 'One run, with what it tells of each source while this process remembers it',
      params: RunPath,
      response: { 200: jsonResponse(RunDetail, 'The run.'), ...problemResponses() },
    },
    handler: async (request, reply) => {
      const tenant = answering.tenant(request.params.tenant)
      return reply.type(json).send(jsonOf((await runOf(request.params.runId, tenant, running)).detail()))
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/tenants/:tenant/runs/:runId/document',
    config: read,
    schema: {
      operationId: 'getRunDocument',
      tags: ['Runs'],
      summary: 'What the sync of a stored run printed; `latest` is the newest',
      params: RunPath,
      response: reads(SyncDocument, 'seatledger.sync/1'),
    },
    handler: async (request, reply) => {
      const tenant = answering.tenant(request.params.tenant)
      return answering.document(request, reply, { tenant, make: async () => tenant.runDocument(request.params.runId) })
    },
  })
}

export function addRunStarting(app: App, { answering, running, clock }: RunParts): void {
  app.route({
    method: 'POST',
    url: '/api/v1/tenants/:tenant/runs',
    config: { role: 'Seatledger.Manage' },
    schema: {
      operationId: 'startRun',
      tags: ['Runs'],
      summary: 'Starts a sync; 409 where one is running',
      params: TenantPath,
      body: z
        .strictObject({ full: z.boolean().default(false).describe('Also what an interrupted sync has read already.') })
        .nullish(),
      response: {
        202: jsonResponse(Run, 'It runs; Location says where to follow it.'),
        ...problemResponses([409, 413, 415]),
      },
    },
    handler: async (request, reply) => {
      answering.tenant(request.params.tenant)
      const run = await running.start({ full: request.body?.full ?? false })
      const location = `/api/v1/tenants/${encodeURIComponent(request.params.tenant)}/runs/${run.runId}`
      return reply.code(202).header('location', location).type(json).send(jsonOf(run))
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/tenants/:tenant/runs/:runId/events',
    config: read,
    schema: {
      operationId: 'followRun',
      tags: ['Runs'],
      summary: 'The run as server-sent events: `progress` per source, `state` at the end; Last-Event-ID is honored',
      params: RunPath,
      headers: z.object({ 'last-event-id': z.coerce.number().int().nonnegative().optional() }),
      response: {
        200: { description: 'Events until the run ends.', content: { 'text/event-stream': { schema: Events } } },
        ...problemResponses(),
      },
    },
    handler: async (request, reply) => {
      const run = await runOf(request.params.runId, answering.tenant(request.params.tenant), running)
      const after = request.headers['last-event-id'] ?? 0
      return reply
        .headers({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
        .send(eventStream(run, after, clock))
    },
  })
}

/** Newest first: stored ones, and those of this process. */
export async function allRuns(running: Running, tenant: Answers, limit: number): Promise<Run[]> {
  return newestFirst(running, await tenant.storedRuns({ limit })).slice(0, limit)
}

function newestFirst({ book }: Running, stored: readonly Run[]): Run[] {
  const storedIds = new Set(stored.map(({ runId }) => runId))
  const own = book.runs().filter(({ runId }) => !storedIds.has(runId))
  return [...own, ...stored].toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0))
}

/** Of this process with its progress, else stored. */
export async function runOf(runId: string, tenant: Answers, { book }: Running): Promise<LiveRun> {
  const own = book.find(runId)
  if (own !== null) return own
  const [stored] = await tenant.storedRuns({ runId })
  if (stored === undefined)
    throw new Refusal(404, 'unknown-run', 'There is no run with this id.', { hint: 'GET …/runs' })
  const run = new LiveRun(stored.runId, stored.startedAt)
  run.end(stored)
  return run
}
