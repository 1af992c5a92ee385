/** Routes: who is told when a finding opens (the trigger of Power Automate). */
import { z } from 'zod'
import { Severity } from '../../model/finding.ts'
import { Subscription, SubscriptionList } from '../../model/service.ts'
import type { App } from '../app.ts'
import { Refusal } from '../problem.ts'
import { jsonOf, type Answering } from './answering.ts'
import { TenantPath } from './parameters.ts'
import { jsonResponse, nothing, problemResponses } from './responses.ts'

const json = 'application/json; charset=utf-8'
const SubscriptionPath = TenantPath.extend({ id: z.string().max(100) })

export function addSubscriptionRoutes(app: App, answering: Answering): void {
  app.route({
    method: 'GET',
    url: '/api/v1/tenants/:tenant/subscriptions',
    config: { role: 'Seatledger.Manage' },
    schema: {
      operationId: 'listSubscriptions',
      tags: ['Subscriptions'],
      summary: 'Who is told when a finding opens; of an address its host alone is shown',
      params: TenantPath,
      response: { 200: jsonResponse(SubscriptionList, 'seatledger.subscriptions/1'), ...problemResponses() },
    },
    handler: async (request, reply) => {
      const tenant = answering.tenant(request.params.tenant)
      const [{ tenantId }, subscriptions] = await Promise.all([tenant.summary(), tenant.subscriptions()])
      const list: SubscriptionList = {
        schema: 'seatledger.subscriptions/1',
        tenantId,
        subscriptions: [...subscriptions],
      }
      return reply.type(json).send(jsonOf(list))
    },
  })
  app.route({
    method: 'POST',
    url: '/api/v1/tenants/:tenant/subscriptions',
    config: { role: 'Seatledger.Manage' },
    schema: {
      operationId: 'subscribe',
      tags: ['Subscriptions'],
      summary: 'Tells an address of https when a finding opens',
      params: TenantPath,
      body: z.strictObject({ notificationUrl: z.string().min(1).max(4000), severity: Severity.optional() }),
      response: {
        201: jsonResponse(Subscription, 'It is told from the next run on.'),
        ...problemResponses([413, 415]),
      },
    },
    handler: async (request, reply) => {
      const tenant = answering.tenant(request.params.tenant)
      const made = await tenant.subscribe(request.body)
      const location = `/api/v1/tenants/${encodeURIComponent(request.params.tenant)}/subscriptions/${made.id}`
      return reply.code(201).header('location', location).type(json).send(jsonOf(made))
    },
  })
}

export function addUnsubscribing(app: App, answering: Answering): void {
  app.route({
    method: 'DELETE',
    url: '/api/v1/tenants/:tenant/subscriptions/:id',
    config: { role: 'Seatledger.Manage' },
    schema: {
      operationId: 'unsubscribe',
      tags: ['Subscriptions'],
      summary: 'Tells an address no more',
      params: SubscriptionPath,
      response: { 204: nothing('It is told no more.'), ...problemResponses() },
    },
    handler: async (request, reply) => {
      const tenant = answering.tenant(request.params.tenant)
      if ((await tenant.unsubscribe(request.params.id)) === null) throw noSubscription()
      return reply.code(204).send(null)
    },
  })
}

export function noSubscription(): Refusal {
  return new Refusal(404, 'unknown-subscription', 'There is no subscription with this id.')
}
