/** What each operation answers: the product's documents, flattened. */
import { ConfigurationError } from '../errors.ts'
import { actingHandlers } from './acting-handlers.ts'
import { ok, type Call, type Handler } from './call.ts'
import { findingDetails } from './finding-row.ts'
import { known } from './known.ts'
import { listingHandlers } from './listing-handlers.ts'
import type { ConnectorOperation } from './operation.ts'
import { connectorOperations, type OperationId } from './operations.ts'
import { userRights } from './person-row.ts'
import { poolRow } from './pool-row.ts'
import * as requests from './requests.ts'
import { TenantRow } from './rows.ts'
import { runRow } from './run-row.ts'
import type { ConnectorSources, TenantAnswers } from './sources.ts'
import { tenantSummary } from './summary.ts'

/** Each operation with its handler, for whoever mounts the routes. */
export function connectorRoutes(
  sources: ConnectorSources,
): readonly { readonly operation: ConnectorOperation; readonly handle: Handler }[] {
  const handlers = connectorHandlers(sources)
  return connectorOperations.map((operation) => ({ operation, handle: handlers[operation.operationId] }))
}

function connectorHandlers(sources: ConnectorSources): Readonly<Record<OperationId, Handler>> {
  return { ...readingHandlers(sources), ...listingHandlers(sources), ...actingHandlers(sources) }
}

type Reading = 'GetTenantSummary' | 'ListTenants' | 'ListPools' | 'GetFinding' | 'GetUserRights' | 'GetRun'

function readingHandlers(sources: ConnectorSources): Readonly<Record<Reading, Handler>> {
  const asked = ({ query }: Call) => sources.tenant(requests.TenantQuery.parse(query).tenantId)
  return {
    GetTenantSummary: async (call) => ok(await tenantSummary(asked(call).answers)),
    ListTenants: async () => ok({ value: await Promise.all(sources.tenants().map(tenantRow)) }),
    ListPools: async (call) => ok({ value: (await asked(call).answers.capacity({})).pools.map(poolRow) }),
    GetFinding: async (call) => {
      const { findingId } = requests.FindingPath.parse(call.path)
      const details = findingDetails(await asked(call).answers.explanation(findingId))
      if (details !== null) return ok(details)
      throw new ConfigurationError(`${findingId} is a pool and no finding.`, 'list pools in its place', 'usage')
    },
    GetUserRights: async (call) => {
      const { user } = requests.UserPath.parse(call.path)
      return ok(userRights(await asked(call).answers.rights(user)))
    },
    GetRun: async (call) => {
      const { runId } = requests.RunPath.parse(call.path)
      return ok(runRow(await sources.run(asked(call).tenantId, runId)))
    },
  }
}

async function tenantRow(answers: TenantAnswers): Promise<TenantRow> {
  const { tenantId, tenantName, lastRun } = await answers.summary()
  return known(TenantRow, { tenantId, tenantName: tenantName ?? tenantId, lastRunAt: lastRun?.startedAt ?? null })
}
