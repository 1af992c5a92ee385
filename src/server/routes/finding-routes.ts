/** Routes: findings with filters and pages, one of them explained, waived ones, and who can write restricted tables. */
import { z } from 'zod'
import { ExplainDocument, FindingsDocument } from '../../model/documents.ts'
import type { App } from '../app.ts'
import { wantedPage } from '../pages.ts'
import type { Answering } from './answering.ts'
import {
  environmentQuery,
  pageQuery,
  ruleQuery,
  searchQuery,
  severityQuery,
  sortQuery,
  statusQuery,
  tableQuery,
  TenantPath,
  userQuery,
} from './parameters.ts'
import { reads } from './responses.ts'

const role = { role: 'Seatledger.Read' } as const

const FindingsQuery = z.strictObject({
  rule: ruleQuery,
  severity: severityQuery,
  status: statusQuery,
  environment: environmentQuery,
  user: userQuery,
  table: tableQuery,
  search: searchQuery,
  sort: sortQuery,
  ...pageQuery,
})

export const FindingPath = TenantPath.extend({ id: z.string().max(100).describe('The id of a finding.') })

export function addFindingRoutes(app: App, answering: Answering): void {
  app.route({
    method: 'GET',
    url: '/api/v1/tenants/:tenant/findings',
    config: role,
    schema: {
      operationId: 'listFindings',
      tags: ['Findings'],
      summary: 'Findings of the last run, and what became of each rule',
      params: TenantPath,
      querystring: FindingsQuery,
      response: reads(FindingsDocument, 'seatledger.findings/1 with a page of its findings'),
    },
    handler: async (request, reply) => {
      const tenant = answering.tenant(request.params.tenant)
      const { limit, cursor, ...filter } = request.query
      const wanted = { ...filter, ...wantedPage({ limit, cursor }) }
      return answering.page(request, reply, { tenant, limit, make: async () => tenant.findings(wanted) })
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/tenants/:tenant/findings/:id',
    config: role,
    schema: {
      operationId: 'explainFinding',
      tags: ['Findings'],
      summary: 'One finding, whole: evidence, paths, derivation, clauses, remedies',
      params: FindingPath,
      response: reads(ExplainDocument, 'seatledger.explain/1'),
    },
    handler: async (request, reply) => {
      const tenant = answering.tenant(request.params.tenant)
      return answering.document(request, reply, { tenant, make: async () => tenant.explanation(request.params.id) })
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/tenants/:tenant/waivers',
    config: role,
    schema: {
      operationId: 'listWaivers',
      tags: ['Findings'],
      summary: 'Findings that somebody accepted for a time',
      params: TenantPath,
      querystring: z.strictObject(pageQuery),
      response: reads(FindingsDocument, 'seatledger.findings/1 with a page of waived findings'),
    },
    handler: async (request, reply) => {
      const tenant = answering.tenant(request.params.tenant)
      const wanted = { status: 'waived', ...wantedPage(request.query) } as const
      return answering.page(request, reply, { tenant, limit: wanted.limit, make: async () => tenant.findings(wanted) })
    },
  })
}

export function addAccessRoute(app: App, answering: Answering): void {
  app.route({
    method: 'GET',
    url: '/api/v1/tenants/:tenant/access',
    config: role,
    schema: {
      operationId: 'listAccess',
      tags: ['Findings'],
      summary: 'Who can write restricted tables without a license, and what a change would clear',
      params: TenantPath,
      querystring: z.strictObject({
        by: z.enum(['role', 'table', 'environment']).optional().describe('Groups beside the findings.'),
        environment: environmentQuery,
        user: userQuery,
        table: tableQuery,
        ...pageQuery,
      }),
      response: reads(FindingsDocument, 'seatledger.findings/1 of the one rule, with a page of its findings'),
    },
    handler: async (request, reply) => {
      const tenant = answering.tenant(request.params.tenant)
      const { limit, cursor, ...filter } = request.query
      const wanted = { ...filter, ...wantedPage({ limit, cursor }) }
      return answering.page(request, reply, { tenant, limit, make: async () => tenant.access(wanted) })
    },
  })
}
