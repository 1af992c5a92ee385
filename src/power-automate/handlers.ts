/** What each operation answers: the product's documents, flattened and paged. */
import { ConfigurationError } from '../errors.ts'
import type { ConnectorOperation } from './operation.ts'
import { connectorOperations, type OperationId } from './operations.ts'
import { actingHandlers } from './acting-handlers.ts'
import { findingDetails, findingRow } from './finding-row.ts'
import { known } from './known.ts'
import { listAnswer, type Call, type Handler, type Reply } from './call.ts'
import { isNamed, personRow, roleRow, userRights } from './person-row.ts'
import { poolRow } from './pool-row.ts'
import * as requests from './requests.ts'
import { TenantRow } from './rows.ts'
import { runRow } from './run-row.ts'
import type { ConnectorSources } from './sources.ts'
import { tenantSummary } from './summary.ts'

export type ConnectorHandlers = Readonly<Record<OperationId, Handler>>

export function connectorHandlers(sources: ConnectorSources): ConnectorHandlers {
  return { ...readingHandlers(sources), ...listingHandlers(sources), ...actingHandlers(sources) }
}

type Listing = 'ListFindings' | 'ListRoles' | 'ListPeople' | 'ListRuns'
type Reading = 'GetTenantSummary' | 'ListTenants' | 'ListPools' | 'GetFinding' | 'GetUserRights' | 'GetRun'

const ok = (body: object): Reply => ({ status: 200, headers: {}, body })
const tenantAsked = ({ query }: Call): string | undefined => requests.TenantQuery.parse(query).tenantId

function readingHandlers(sources: ConnectorSources): Pick<ConnectorHandlers, Reading> {
  return {
    GetTenantSummary: async (call) => ok(await summarize(sources, tenantAsked(call))),
    ListTenants: async () => ok({ value: (await sources.tenants()).map(tenantRow) }),
    ListPools: async (call) => {
      const { pools } = await sources.capacity(await sources.tenantIdOf(tenantAsked(call)))
      return ok({ value: pools.map(poolRow) })
    },
    GetFinding: async (call) => {
      const { findingId } = requests.FindingPath.parse(call.path)
      const explained = await sources.explanation(await sources.tenantIdOf(tenantAsked(call)), findingId)
      const details = findingDetails(explained)
      if (details === null) throw usage(`The last sync has no finding with the id ${JSON.stringify(findingId)}.`)
      return ok(details)
    },
    GetUserRights: async (call) => {
      const { user } = requests.UserPath.parse(call.path)
      return ok(userRights(await sources.rights(await sources.tenantIdOf(tenantAsked(call)), user)))
    },
    GetRun: async (call) => {
      const { runId } = requests.RunPath.parse(call.path)
      return ok(runRow(await sources.run(await sources.tenantIdOf(tenantAsked(call)), runId)))
    },
  }
}

async function summarize(sources: ConnectorSources, asked: string | undefined): Promise<object> {
  const tenantId = await sources.tenantIdOf(asked)
  return tenantSummary({
    capacity: await sources.capacity(tenantId),
    findings: await sources.findings(tenantId, { status: 'open' }),
    access: await sources.access(tenantId, undefined),
  })
}

function tenantRow({ tenantId, tenantName, lastRunAt }: Awaited<ReturnType<ConnectorSources['tenants']>>[number]) {
  return known(TenantRow, { tenantId, tenantName: tenantName ?? tenantId, lastRunAt })
}

function listingHandlers(sources: ConnectorSources): Pick<ConnectorHandlers, Listing> {
  return {
    ListFindings: async (call) => {
      const query = requests.FindingsQuery.parse(call.query)
      const { findings, runId } = await sources.findings(await sources.tenantIdOf(query.tenantId), query)
      return listAnswer({ call, query, rows: findings, runId, shown: findingRow })
    },
    ListRoles: async (call) => {
      const query = requests.RolesQuery.parse(call.query)
      const { groups, runId } = await sources.access(await sources.tenantIdOf(query.tenantId), query.environment)
      return listAnswer({ call, query, rows: groups ?? [], runId, shown: roleRow })
    },
    ListPeople: async (call) => {
      const query = requests.PeopleQuery.parse(call.query)
      const { people = [], runId } = await sources.people(await sources.tenantIdOf(query.tenantId))
      const { search, verdict } = query
      const rows = people.filter(
        (person) => isNamed(person, search) && (verdict === undefined || person.verdict === verdict),
      )
      return listAnswer({ call, query, rows, runId, shown: personRow })
    },
    ListRuns: async (call) => {
      const query = requests.RunsQuery.parse(call.query)
      const rows = await sources.runs(await sources.tenantIdOf(query.tenantId))
      return listAnswer({ call, query, rows, runId: rows[0]?.runId ?? '', shown: runRow })
    },
  }
}

function usage(message: string): ConfigurationError {
  return new ConfigurationError(message, null, 'usage')
}

/** The operation with its handler, for whoever mounts the routes. */
export function connectorRoutes(
  sources: ConnectorSources,
): readonly { readonly operation: ConnectorOperation; readonly handle: Handler }[] {
  const handlers = connectorHandlers(sources)
  return connectorOperations.map((operation) => ({ operation, handle: handlers[operation.operationId] }))
}
