/** The security data of one environment, and which features are installed, in about nine requests, whatever the number of users and tables (`contracts/dataverse.md` 2). */
import { z } from 'zod'
import type { Cloud } from '../../src/model/cloud.ts'
import type { Datasets, Page, Remark, Source } from '../../src/model/dataset.ts'
import type { Environment } from '../../src/model/environment.ts'
import { featureTableNames } from '../../src/model/features.ts'
import type { Transport } from '../transport/request.ts'
import { odataText } from '../transport/quoting.ts'
import { checkRows } from '../transport/rows.ts'
import { dataverse, filtersIn, type Dataverse } from './dataverse.ts'
import { ownerTeamsWithRoles } from './owner-teams.ts'
import { readAll, readerOf } from './read-set.ts'
import * as wire from './wire-security.ts'

export const applicationUserPermission = (environmentId: string): string =>
  `make the application an application user that may read: pac admin assign-user --environment ${environmentId} --user <client id> --role "Service Reader" --application-user`

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
      yield { dataset: 'tables', ...installed.tables }
      yield { dataset: 'feature-tables', ...installed.features }
      yield* readSecurity(api, installed.tables.rows, signal)
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
  const members = await readAll(
    filtersIn('teamid', ownerTeamsWithRoles(teams.rows, teamRoles.rows)).map(
      (filter) => `teammemberships?$select=${wire.columns.teamMember}&${filter}`,
    ),
    async (query) => read(query, wire.WireTeamMember, toTeamMember),
  )
  yield { dataset: 'role-privileges', ...grants }
  yield { dataset: 'roles', ...roles, ...unlistedRemark(roles.rows, [...userRoles.rows, ...teamRoles.rows]) }
  yield { dataset: 'user-roles', ...userRoles }
  yield { dataset: 'teams', ...teams }
  yield { dataset: 'team-roles', ...teamRoles }
  yield { dataset: 'team-members', ...members }
  yield { dataset: 'system-users', ...users }
}

/** A role that is held and not listed grants what it grants, but nobody knows whether it is an administrator's or an agent's. */
function unlistedRemark(
  roles: readonly Pick<Datasets['roles'], 'id'>[],
  held: readonly { readonly roleId: string }[],
): { readonly remark?: Remark } {
  const listed = new Set(roles.map(({ id }) => id))
  const unlisted = new Set(held.map(({ roleId }) => roleId).filter((id) => !listed.has(id)))
  if (unlisted.size === 0) return {}
  const count = unlisted.size === 1 ? '1 role that is held is' : `${unlisted.size} roles that are held are`
  const reason = `${count} missing from the list of roles: their names, and whether they administer, are not known`
  return {
    remark: {
      state: 'partial',
      reason,
      fix: 'let the application read every role of the environment, then sync again',
    },
  }
}

const toUserRole = (row: z.infer<typeof wire.WireUserRole>) => ({ userId: row.systemuserid, roleId: row.roleid })
const toTeamRole = (row: z.infer<typeof wire.WireTeamRole>) => ({ teamId: row.teamid, roleId: row.roleid })
const toTeamMember = (row: z.infer<typeof wire.WireTeamMember>) => ({ teamId: row.teamid, userId: row.systemuserid })

const features = new Set<string>(featureTableNames)
const Named = z.object({ LogicalName: z.string().toLowerCase() })

/** Tables that are not returned are not installed. One request; this set never pages. */
async function readTables(api: Dataverse, names: readonly string[], signal: AbortSignal) {
  const asked = [...new Set([...names, ...features])]
  const filter = encodeURIComponent(asked.map((name) => `LogicalName eq ${odataText(name)}`).join(' or '))
  const query = `EntityDefinitions?$select=${wire.columns.table}&$filter=${filter}`
  const { rows, requestId } = await readerOf(api, signal)(query, z.unknown(), (element) => ({ element }))
  const named = rows.map(({ element }) => ({ element, name: Named.safeParse(element).data?.LogicalName ?? '' }))
  // What was not asked for is none of the restricted tables, whatever the service makes of the filter.
  const tables = named.filter(({ name }) => name === '' || names.includes(name))
  const ofFeatures = named.filter(({ name }) => features.has(name))
  return {
    tables: { ...checkRows(tables.map(elementOf), wire.WireTable, wire.toTable), requestId },
    features: { ...checkRows(ofFeatures.map(elementOf), wire.WireFeatureTable, wire.toFeatureTable), requestId },
  }
}

const elementOf = ({ element }: { readonly element: unknown }): unknown => element
