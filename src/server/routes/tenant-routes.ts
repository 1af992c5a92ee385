/** Routes: the tenants of this service. */
import { TenantList } from '../../model/service.ts'
import type { App } from '../app.ts'
import { jsonOf, type Answering } from './answering.ts'
import { jsonResponse, problemResponses } from './responses.ts'
import type { Running } from '../running.ts'

export function addTenantRoutes(app: App, { service }: Answering, running: Running): void {
  app.route({
    method: 'GET',
    url: '/api/v1/tenants',
    config: { role: 'Seatledger.Read' },
    schema: {
      operationId: 'listTenants',
      tags: ['Tenants'],
      summary: 'Tenants that this service reads, with the age of their data',
      response: { 200: jsonResponse(TenantList, 'The tenants.'), ...problemResponses() },
    },
    handler: async (_request, reply) => {
      const tenants = await Promise.all(
        service.tenants().map(async (tenant) => {
          const summary = await tenant.summary()
          return { ...summary, isSyncing: running.isSyncing(), nextRunAt: running.nextRunAt() }
        }),
      )
      const tool = { name: 'seatledger', version: service.version }
      const list: TenantList = { schema: 'seatledger.tenant-list/1', tool, tenants }
      return reply.type('application/json; charset=utf-8').send(jsonOf(list))
    },
  })
}
