/** Routes: seats, the people who hold them, and what the guide grants one of them. */
import { z } from 'zod'
import { SeatsDocument } from '../../model/documents.ts'
import { RightsDocument } from '../../model/rights.ts'
import type { App } from '../app.ts'
import { wantedPage } from '../pages.ts'
import type { Answering } from './answering.ts'
import { pageQuery, searchQuery, TenantPath } from './parameters.ts'
import { reads } from './responses.ts'

const role = { role: 'Seatledger.Read' } as const

const Verdict = z.enum(['ok', 'idle', 'duplicate', 'no-prerequisite', 'not-assessed'])

export function addSeatRoutes(app: App, answering: Answering): void {
  app.route({
    method: 'GET',
    url: '/api/v1/tenants/:tenant/seats',
    config: role,
    schema: {
      operationId: 'listSeats',
      tags: ['Seats'],
      summary: 'Seats by plan: purchased, assigned, counted, idle, duplicate, moved',
      params: TenantPath,
      response: reads(SeatsDocument, 'seatledger.seats/1'),
    },
    handler: async (request, reply) => {
      const tenant = answering.tenant(request.params.tenant)
      return answering.document(request, reply, { tenant, make: async () => tenant.seats() })
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/tenants/:tenant/people',
    config: role,
    schema: {
      operationId: 'listPeople',
      tags: ['Seats'],
      summary: 'One row per person with a seat: how it came, last sign-in, verdict, saving',
      params: TenantPath,
      querystring: z.strictObject({ search: searchQuery, verdict: Verdict.optional(), ...pageQuery }),
      response: reads(SeatsDocument, 'seatledger.seats/1 with a page of its people'),
    },
    handler: async (request, reply) => {
      const tenant = answering.tenant(request.params.tenant)
      const { limit, cursor, ...filter } = request.query
      const wanted = { ...filter, ...wantedPage({ limit, cursor }) }
      return answering.page(request, reply, { tenant, limit, make: async () => tenant.people(wanted) })
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/tenants/:tenant/users/:user/rights',
    config: role,
    schema: {
      operationId: 'getRights',
      tags: ['Seats'],
      summary: 'What the guide grants one user',
      params: TenantPath.extend({ user: z.string().max(300).describe('Sign-in name or object id.') }),
      response: reads(RightsDocument, 'seatledger.rights/1'),
    },
    handler: async (request, reply) => {
      const tenant = answering.tenant(request.params.tenant)
      return answering.document(request, reply, { tenant, make: async () => tenant.rights(request.params.user) })
    },
  })
}
