/** The operations that answer with pages of rows. */
import { listReply, type Handler } from './call.ts'
import { findingRow } from './finding-row.ts'
import { pageAsked, pageIn } from './paging.ts'
import { personRow, roleRow } from './person-row.ts'
import * as requests from './requests.ts'
import { runRow } from './run-row.ts'
import type { ConnectorSources } from './sources.ts'

type Listing = 'ListFindings' | 'ListRoles' | 'ListPeople' | 'ListRuns'

export function listingHandlers(sources: ConnectorSources): Readonly<Record<Listing, Handler>> {
  return {
    ListFindings: async (call) => {
      const query = requests.FindingsQuery.parse(call.query)
      const { rule, severity, status, environment, user, table } = query
      const filter = { rule, severity, status, environment, user, table }
      const page = await sources.tenant(query.tenantId).answers.findings({ ...filter, ...pageAsked(query) })
      return listReply({ call, query, page, rows: page.document.findings, shown: findingRow })
    },
    ListRoles: async (call) => {
      const query = requests.RolesQuery.parse(call.query)
      const { environment } = query
      const one = { place: { at: 0 }, limit: 1 }
      const { document } = await sources.tenant(query.tenantId).answers.access({ by: 'role', environment, ...one })
      const page = pageIn(
        document.groups ?? [],
        pageAsked(query),
        (group) => `${group.environment?.id ?? ''} ${group.id}`,
      )
      return listReply({ call, query, page, rows: page.rows, shown: roleRow })
    },
    ListPeople: async (call) => {
      const query = requests.PeopleQuery.parse(call.query)
      const { search, verdict } = query
      const page = await sources.tenant(query.tenantId).answers.people({ search, verdict, ...pageAsked(query) })
      return listReply({ call, query, page, rows: page.document.people ?? [], shown: personRow })
    },
    ListRuns: async (call) => {
      const query = requests.RunsQuery.parse(call.query)
      const runs = await sources.runs(sources.tenant(query.tenantId).tenantId)
      const page = pageIn(runs, pageAsked(query), ({ runId }) => runId)
      return listReply({ call, query, page, rows: page.rows, shown: runRow })
    },
  }
}
