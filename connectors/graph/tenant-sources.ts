/** The tenant's own lists: organization, subscribed SKUs and subscriptions. One request each. */
import { z } from 'zod'
import type { Page, Source } from '../../src/model/dataset.ts'
import { checkRows, Guid, listOf, orNull, Time } from '../transport/rows.ts'
import type { Graph } from './graph.ts'

const permission = 'grant the application permission Organization.Read.All of Microsoft Graph, with admin consent'

const WireOrganization = z.object({ id: Guid, displayName: orNull(z.string()) })

export function organization(graph: Graph): Source {
  return {
    id: 'graph/organization',
    environment: null,
    required: false,
    request: 'GET /v1.0/organization',
    permission,
    ifCut: 'not-assessed',
    async *pages(signal): AsyncGenerator<Page> {
      // One row, and still a list: its first page may be empty.
      const path = '/organization?$select=id,displayName'
      for await (const { body, requestId } of graph.list(path, { advanced: false }, signal)) {
        const checked = checkRows(listOf(body, 'GET /v1.0/organization'), WireOrganization, (row) => row)
        yield { dataset: 'organization', ...checked, requestId }
      }
    },
  }
}

const WireSku = z.object({
  skuId: Guid,
  skuPartNumber: z.string(),
  capabilityStatus: z.string(),
  consumedUnits: z.int(),
  prepaidUnits: z.object({
    enabled: z.int(),
    warning: z.int(),
    suspended: z.int(),
    lockedOut: orNull(z.int()).transform((units) => units ?? 0),
  }),
  servicePlans: z.array(z.object({ servicePlanId: Guid, servicePlanName: z.string() })),
  subscriptionIds: orNull(z.array(z.string())),
})

export function subscribedSkus(graph: Graph): Source {
  const columns = 'skuId,skuPartNumber,capabilityStatus,consumedUnits,prepaidUnits,servicePlans,subscriptionIds'
  return {
    id: 'graph/subscribed-skus',
    environment: null,
    required: true,
    request: 'GET /v1.0/subscribedSkus',
    permission,
    ifCut: 'not-assessed',
    async *pages(signal): AsyncGenerator<Page> {
      for await (const { body, requestId } of graph.list(
        `/subscribedSkus?$select=${columns}`,
        { advanced: false },
        signal,
      )) {
        const checked = checkRows(listOf(body, 'GET /v1.0/subscribedSkus'), WireSku, (sku) => ({
          ...sku,
          servicePlans: sku.servicePlans.map((plan) => ({ id: plan.servicePlanId, name: plan.servicePlanName })),
          subscriptionIds: (sku.subscriptionIds ?? []).map((id) => id.toLowerCase()),
        }))
        yield { dataset: 'subscribed-skus', ...checked, requestId }
      }
    },
  }
}

const WireSubscription = z.object({
  id: z.string().transform((id) => id.toLowerCase()),
  skuId: Guid,
  isTrial: orNull(z.boolean()),
  status: z.string(),
  totalLicenses: z.int(),
  nextLifecycleDateTime: orNull(Time),
})

/** Dates and trial marks: one row per subscription, where a SKU has one row for several. */
export function subscriptions(graph: Graph): Source {
  const columns = 'id,skuId,isTrial,status,totalLicenses,nextLifecycleDateTime'
  return {
    id: 'graph/subscriptions',
    environment: null,
    required: false,
    request: 'GET /v1.0/directory/subscriptions',
    permission,
    ifCut: 'not-assessed',
    async *pages(signal): AsyncGenerator<Page> {
      const path = `/directory/subscriptions?$select=${columns}`
      for await (const { body, requestId } of graph.list(path, { advanced: false }, signal)) {
        const checked = checkRows(listOf(body, 'GET /v1.0/directory/subscriptions'), WireSubscription, (row) => ({
          id: row.id,
          skuId: row.skuId,
          isTrial: row.isTrial === true,
          status: row.status,
          totalLicenses: row.totalLicenses,
          nextLifecycle: row.nextLifecycleDateTime,
        }))
        yield { dataset: 'subscriptions', ...checked, requestId }
      }
    },
  }
}
