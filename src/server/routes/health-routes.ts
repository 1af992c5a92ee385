/** Routes for whoever watches the process: whether it lives, and whether it takes part. They tell nothing of a tenant and are open. */
import { z } from 'zod'
import type { App } from '../app.ts'

/** Times are ISO 8601 UTC. */
export interface HealthState {
  readonly startedAt: string
  /** False until the first due time is known, and again while it stops. */
  readonly isReady: boolean
  readonly isSyncing: boolean
  readonly lastRun: {
    readonly startedAt: string
    readonly finishedAt: string
    readonly exitCode: number
  } | null
  readonly nextRunAt: string | null
}

const Health = z.strictObject({
  status: z.literal('ok'),
  startedAt: z.string(),
  isSyncing: z.boolean(),
  lastRun: z.strictObject({ startedAt: z.string(), finishedAt: z.string(), exitCode: z.int() }).nullable(),
  nextRunAt: z.string().nullable(),
})
const Readiness = z.strictObject({ status: z.enum(['ready', 'not ready']) })

export function addHealthRoutes(app: App, state: () => HealthState): void {
  app.route({
    method: 'GET',
    url: '/healthz',
    schema: {
      operationId: 'getHealth',
      tags: ['Service'],
      summary: 'Whether the process lives, with its last and next run',
      response: { 200: { description: 'It lives.', content: { 'application/json': { schema: Health } } } },
    },
    handler: async (_request, reply) => {
      const { startedAt, isSyncing, lastRun, nextRunAt } = state()
      return reply.send({ status: 'ok', startedAt, isSyncing, lastRun, nextRunAt })
    },
  })
  app.route({
    method: 'GET',
    url: '/readyz',
    schema: {
      operationId: 'getReadiness',
      tags: ['Service'],
      summary: 'Whether the service takes part',
      response: {
        200: { description: 'It does.', content: { 'application/json': { schema: Readiness } } },
        503: { description: 'Not yet, or no more.', content: { 'application/json': { schema: Readiness } } },
      },
    },
    handler: async (_request, reply) => {
      const { isReady } = state()
      return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready' })
    },
  })
}
