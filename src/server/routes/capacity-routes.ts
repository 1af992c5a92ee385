/** Routes: the pools of the last run, one of them explained, and their history. */
import { z } from 'zod'
import { CapacityDocument, ExplainDocument } from '../../model/documents.ts'
import { PoolId } from '../../model/pool.ts'
import { CapacityHistory } from '../../model/service.ts'
import type { App } from '../app.ts'
import type { Answering } from './answering.ts'
import { TenantPath } from './parameters.ts'
import { reads } from './responses.ts'

/** An edition by its id: a path of a file on this machine is nobody's business who asks over the network. */
const edition = z
  .string()
  .regex(/^[a-z0-9-]{1,60}$/)
  .optional()

const role = { role: 'Seatledger.Read' } as const

export function addCapacityRoutes(app: App, answering: Answering): void {
  app.route({
    method: 'GET',
    url: '/api/v1/tenants/:tenant/capacity',
    config: role,
    schema: {
      operationId: 'getCapacity',
      tags: ['Capacity'],
      summary: 'The pools of the last run: entitled, reported, used, with their terms and clauses',
      params: TenantPath,
      querystring: z.strictObject({
        edition: edition.describe('Id of a guide edition; default: that of the service.'),
        compare: edition.describe('Id of an edition to stand beside it.'),
      }),
      response: reads(CapacityDocument, 'seatledger.capacity/1'),
    },
    handler: async (request, reply) => {
      const tenant = answering.tenant(request.params.tenant)
      return answering.document(request, reply, { tenant, make: async () => tenant.capacity(request.query) })
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/tenants/:tenant/capacity/history',
    config: role,
    schema: {
      operationId: 'getCapacityHistory',
      tags: ['Capacity'],
      summary: 'Totals and use of the pools in every stored run, oldest first',
      params: TenantPath,
      querystring: z.strictObject({
        pool: PoolId.optional().describe('This pool only.'),
        from: z.iso.datetime().or(z.iso.date()).optional().describe('Runs of this time and later.'),
      }),
      response: reads(CapacityHistory, 'seatledger.capacity-history/1'),
    },
    handler: async (request, reply) => {
      const tenant = answering.tenant(request.params.tenant)
      return answering.document(request, reply, { tenant, make: async () => tenant.history(request.query) })
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/tenants/:tenant/pools/:pool',
    config: role,
    schema: {
      operationId: 'explainPool',
      tags: ['Capacity'],
      summary: 'One pool, whole: derivation, sources, clauses',
      params: TenantPath.extend({ pool: PoolId }),
      response: reads(ExplainDocument, 'seatledger.explain/1'),
    },
    handler: async (request, reply) => {
      const tenant = answering.tenant(request.params.tenant)
      return answering.document(request, reply, { tenant, make: async () => tenant.explanation(request.params.pool) })
    },
  })
}
