/** The security data of one environment in about nine requests, whatever the number of users and tables (`contracts/dataverse.md` 2). */
import type { z } from 'zod'
import type { Cloud } from '../../src/model/cloud.ts'
import type { DatasetName, Datasets, Page, Source } from '../../src/model/dataset.ts'
import type { Environment } from '../../src/model/environment.ts'
import type { Transport } from '../transport/request.ts'
import { checkRows, listOf } from '../transport/rows.ts'
import { dataverse, filtersIn, type Dataverse } from './dataverse.ts'
import { grantingOwnerTeams } from './granting-teams.ts'
import * as wire from './wire-security.ts'

export const applicationUserPermission = (environmentId: string): string =>
  `make the application an application user that may read: pac admin assign-user --environment ${environmentId} --user <client id> --role "Service Reader" --application-user`

/** What one set gave, page by page, as pages of a source. */
interface ReadSet<N extends DatasetName> {
  readonly rows: Datasets[N][]
  readonly rejected: number
  readonly requestId: string | null
}

export function security(
  transport: Transport,
  cloud: Cloud,
  environment: Environment,
  tables: readonly string[],
): Source {
  return {
    id: 'dataverse/security',
    environment: { id: environment.id, name: environment.name },
    required: true,
    request: 'GET /api/data/v9.2/roleprivilegescollection',
    permission: applicationUserPermission(environment.id),
    ifCut: 'not-assessed',
    async *pages(signal): AsyncGenerator<Page> {
      const api = dataverse(transport, cloud, environment)
      const installed = await readTables(api, tables, signal)
      yield { dataset: 'tables', ...installed }
      // Without a restricted table nobody can write to one: nothing more needs to be asked.
      if (installed.rows.length > 0) yield* readSecurity(api, installed.rows, signal)
    },
  }
}

async function* readSecurity(
  api: Dataverse,
  tables: readonly Datasets['tables'][],
  signal: AbortSignal,
): AsyncGenerator<Page> {
  const privilegeIds = [...new Set(tables.flatMap(({ privileges }) => privileges.map(({ id }) => id)))]
  const read = readerOf(api, signal)
  const [grants, roles, userRoles, teams, teamRoles, users] = await Promise.all([
    readAll(
      filtersIn('privilegeid', privilegeIds).map(
        (filter) => `roleprivilegescollection?$select=${wire.columns.grant}&${filter}`,
      ),
      async (query) => read(query, wire.WireGrant, wire.toGrant),
    ),
    read(`roles?$select=${wire.columns.role}`, wire.WireRole, wire.toRole),
    read(`systemuserrolescollection?$select=${wire.columns.userRole}`, wire.WireUserRole, toUserRole),
    read(`teams?$select=${wire.columns.team}`, wire.WireTeam, wire.toTeam),
    read(`teamrolescollection?$select=${wire.columns.teamRole}`, wire.WireTeamRole, toTeamRole),
    read(`systemusers?$select=${wire.columns.user}`, wire.WireUser, wire.toUser),
  ])
  const granting = grantingOwnerTeams({
    grants: grants.rows,
    roles: roles.rows,
    teams: teams.rows,
    teamRoles: teamRoles.rows,
  })
  const members = await readAll(
    filtersIn('teamid', granting).map((filter) => `teammemberships?$select=${wire.columns.teamMember}&${filter}`),
    async (query) => read(query, wire.WireTeamMember, toTeamMember),
  )
  yield { dataset: 'role-privileges', ...grants }
  yield { dataset: 'roles', ...roles }
  yield { dataset: 'user-roles', ...userRoles }
  yield { dataset: 'teams', ...teams }
  yield { dataset: 'team-roles', ...teamRoles }
  yield { dataset: 'team-members', ...members }
  yield { dataset: 'system-users', ...users }
}

const toUserRole = (row: z.infer<typeof wire.WireUserRole>) => ({ userId: row.systemuserid, roleId: row.roleid })
const toTeamRole = (row: z.infer<typeof wire.WireTeamRole>) => ({ teamId: row.teamid, roleId: row.roleid })
const toTeamMember = (row: z.infer<typeof wire.WireTeamMember>) => ({ teamId: row.teamid, userId: row.systemuserid })

/** Tables that are not returned are not installed. This set never pages. */
async function readTables(api: Dataverse, names: readonly string[], signal: AbortSignal): Promise<ReadSet<'tables'>> {
  const filter = encodeURIComponent(names.map((name) => `LogicalName eq '${name}'`).join(' or '))
  const query = `EntityDefinitions?$select=${wire.columns.table}&$filter=${filter}`
  return readerOf(api, signal)(query, wire.WireTable, wire.toTable)
}

/** Reads every page of one query, checks its rows and maps them. */
function readerOf(api: Dataverse, signal: AbortSignal) {
  return async <W, R>(query: string, schema: z.ZodType<W>, map: (row: W) => R | null) => {
    const rows: R[] = []
    let rejected = 0
    let lastId: string | null = null
    const request = `GET /api/data/v9.2/${query.slice(0, query.indexOf('?'))}`
    for await (const { body, requestId } of api.list(query, signal)) {
      const checked = checkRows(listOf(body, request), schema, map)
      for (const row of checked.rows) rows.push(row)
      rejected += checked.rejected
      lastId = requestId
    }
    return { rows, rejected, requestId: lastId }
  }
}

async function readAll<R>(
  queries: readonly string[],
  read: (query: string) => Promise<{ rows: R[]; rejected: number; requestId: string | null }>,
) {
  const parts = await Promise.all(queries.map(read))
  return {
    rows: parts.flatMap(({ rows }) => rows),
    rejected: parts.reduce((sum, part) => sum + part.rejected, 0),
    requestId: parts.at(-1)?.requestId ?? null,
  }
}
