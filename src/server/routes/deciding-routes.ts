/** Routes: what to buy, and accepting a finding for a time. */
import { z } from 'zod'
import { WaiverDocument } from '../../model/documents.ts'
import { PlanDocument, Price, StaffingRow } from '../../model/plan.ts'
import type { App } from '../app.ts'
import { jsonOf, type Answering } from './answering.ts'
import { FindingPath } from './finding-routes.ts'
import { TenantPath } from './parameters.ts'
import { jsonResponse, problemResponses } from './responses.ts'

const json = 'application/json; charset=utf-8'
const people = StaffingRow.shape.count.optional()

/** What a row leaves out is nothing, as in a staffing file. */
const StaffingWanted = StaffingRow.extend({
  customerService: StaffingRow.shape.customerService.default(false),
  holds: StaffingRow.shape.holds.default([]),
})

export const PlanBody = z.strictObject({
  digital: people.describe('People who work with digital channels.'),
  voice: people.describe('People who work with voice.'),
  both: people.describe('People who work with both.'),
  staffing: z.array(StaffingWanted).max(200).optional(),
  prices: z.record(z.string().max(100), Price).optional().describe('By plan, pack or license family id.'),
  fix: z.boolean().optional().describe('Mend the open findings of restricted tables instead.'),
})

export function addPlanRoute(app: App, answering: Answering): void {
  app.route({
    method: 'POST',
    url: '/api/v1/tenants/:tenant/plan',
    config: { role: 'Seatledger.Read' },
    schema: {
      operationId: 'plan',
      tags: ['Planning'],
      summary: 'What to buy, cheapest first, from what is held; it changes nothing',
      params: TenantPath,
      body: PlanBody,
      response: { 200: jsonResponse(PlanDocument, 'seatledger.plan/1'), ...problemResponses([413, 415]) },
    },
    handler: async (request, reply) => {
      const tenant = answering.tenant(request.params.tenant)
      return reply.type(json).send(jsonOf(await tenant.plan(request.body)))
    },
  })
}

export function addWaiverRoute(app: App, answering: Answering): void {
  app.route({
    method: 'PUT',
    url: '/api/v1/tenants/:tenant/findings/:id/waiver',
    config: { role: 'Seatledger.Manage' },
    schema: {
      operationId: 'waiveFinding',
      tags: ['Findings'],
      summary: 'Accepts a finding for a time, with a reason',
      params: FindingPath,
      body: z.strictObject({
        reason: z.string().min(1).max(2000).describe('An auditor will read it.'),
        until: z.iso.date().optional().describe('The last day, UTC; at most 366 days ahead, default 90.'),
      }),
      response: { 200: jsonResponse(WaiverDocument, 'seatledger.waiver/1'), ...problemResponses([413, 415]) },
    },
    handler: async (request, reply) => {
      const tenant = answering.tenant(request.params.tenant)
      const by = request.principal?.name ?? 'unknown'
      const waived = await tenant.waive(request.params.id, { ...request.body, by })
      await answering.changed(tenant)
      return reply.type(json).send(jsonOf(waived))
    },
  })
}
