/** Routes of the Power Automate connector: its flat answers, and its description with the host that it is asked at. */
import { z } from 'zod'
import { connectorRoutes, type ConnectorOperation, type ConnectorSources } from '../../power-automate/index.ts'
import { apiDefinition } from '../../power-automate/package/api-definition.ts'
import type { App } from '../app.ts'
import { Refusal } from '../problem.ts'
import type { SignIn } from '../sign-in.ts'
import type { RunParts } from './run-routes.ts'
import { allRuns, runOf } from './run-routes.ts'
import { noSubscription } from './subscription-routes.ts'

export function addConnectorRoutes(app: App, parts: RunParts, { mode }: SignIn): void {
  const scheme = mode === 'entra' ? 'https' : 'http'
  for (const { operation, handle } of connectorRoutes(sourcesOf(parts))) {
    app.route({
      method: methodOf(operation),
      url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      config: { role: operation.role === 'Manage' ? 'Seatledger.Manage' : 'Seatledger.Read' },
      schema: { hide: true },
      handler: async ({ params: path, query, body, url: asked, headers, principal }, reply) => {
        const url = { origin: `${scheme}://${headers.host ?? ''}`, pathname: asked.split('?', 1)[0] ?? asked }
        const call = { path, query, body, url, caller: principal?.name ?? 'unknown' }
        const answer = await handle(call).catch(asRefusal)
        if (operation.method !== 'get') await parts.answering.allChanged()
        return reply.code(answer.status).headers(answer.headers).send(answer.body)
      },
    })
  }
  app.route({
    method: 'GET',
    url: '/connector/v1/apiDefinition.swagger.json',
    config: { role: 'Seatledger.Read' },
    schema: { hide: true },
    handler: async ({ headers }, reply) => reply.send(apiDefinition(headers.host ?? 'localhost')),
  })
}

function methodOf({ method }: ConnectorOperation): 'GET' | 'PUT' | 'POST' | 'DELETE' {
  return ({ get: 'GET', put: 'PUT', post: 'POST', delete: 'DELETE' } as const)[method]
}

function asRefusal(error: unknown): never {
  if (!(error instanceof z.ZodError)) throw error
  const [issue] = error.issues
  throw new Refusal(400, 'usage', `${issue?.path.join('/') ?? 'the request'}: ${issue?.message ?? 'is wrong'}`)
}

function sourcesOf({ answering, running }: RunParts): ConnectorSources {
  const { service } = answering
  const tenantOf = (id: string) => answering.tenant(id)
  return {
    tenants: () => service.tenants(),
    tenant: (asked) => {
      const [only, ...others] = service.tenants()
      const answers = asked === undefined ? (others.length === 0 ? only : undefined) : tenantOf(asked)
      if (answers !== undefined) return { tenantId: asked ?? answers.tenantId, answers }
      throw new Refusal(400, 'usage', 'tenantId: this service reads several tenants; say which.')
    },
    startRun: async (_tenantId, settings) => running.start(settings),
    run: async (tenantId, runId) => (await runOf(runId, tenantOf(tenantId), running)).run,
    runs: async (tenantId) => allRuns(running, tenantOf(tenantId), 50),
    subscribe: async (tenantId, asked) => tenantOf(tenantId).subscribe(asked),
    unsubscribe: async (id) => {
      for (const tenant of service.tenants()) {
        const gone = await tenant.unsubscribe(id)
        if (gone !== null) return gone
      }
      throw noSubscription()
    },
  }
}
