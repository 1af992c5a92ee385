/** Every table of one environment that answers a query: its columns, and its rows when they are first asked for. */
import { Refused } from '../refused.ts'
import type { DataverseDescription } from '../tenant.ts'
import { entitySetOf } from './entity-sets.ts'
import { createRows, type Row } from './rows.ts'
import { tables, type TableDefinition, type TableName } from './table-definitions.ts'
import { contactCenterRows, type ContactCenterRows } from './usage/contact-center-rows.ts'
import {
  conversationTable,
  participantEventTable,
  participantTable,
  sessionTable,
  workstreamTable,
} from './usage/contact-center-tables.ts'
import {
  appModuleRoleRows,
  appModuleRolesTable,
  appModuleRows,
  appModuleTable,
  entityMapRows,
  entityMapTable,
  providerRows,
  providerTable,
  runtimeConfigRows,
  runtimeConfigTable,
} from './usage/feature-tables.ts'
import { auditRows, auditTable, businessRows, businessTable } from './usage/use-rows.ts'

export interface StoredTable {
  readonly definition: TableDefinition
  readonly rows: () => readonly Row[]
  /** Why the application may not read it. */
  readonly refusal?: () => Refused
}

/** By logical name. */
export type Store = ReadonlyMap<string, StoredTable>

const platformTableNames = [
  'systemuser',
  'role',
  'privilege',
  'roleprivileges',
  'systemuserroles',
  'team',
  'teammembership',
  'teamroles',
  'businessunit',
  'organization',
] as const satisfies readonly TableName[]

/** Tables that every environment has beside what is installed. */
const commonTables = ['account', 'contact']

/** Logical names of what has privileges and metadata: business tables, and those of installed features. */
export function installedTables(dataverse: DataverseDescription): string[] {
  const features = featureTables(dataverse).map(({ definition }) => definition.logicalName)
  return [...new Set([...dataverse.tables, ...commonTables, ...features])]
}

export function createStore(dataverse: DataverseDescription): Store {
  const rowsOf = createRows(dataverse, installedTables(dataverse))
  const business = [...dataverse.tables, ...commonTables].map((table) =>
    stored(businessTable(table, entitySetOf(table)), () => businessRows(dataverse, table)),
  )
  const platform = platformTableNames.map((name) => ({
    definition: name === 'systemuser' ? systemUserTable(dataverse) : tables[name],
    rows: () => rowsOf(name),
  }))
  const all = [...business, ...platform, ...alwaysThere(dataverse), ...featureTables(dataverse)]
  return new Map(all.map((table) => [table.definition.logicalName, table]))
}

function stored(definition: TableDefinition, build: () => readonly Row[]): StoredTable {
  let built: readonly Row[] | null = null
  return { definition, rows: () => (built ??= build()) }
}

/** The contact center adds a column. */
function systemUserTable({ conversations }: DataverseDescription): TableDefinition {
  if (conversations === undefined) return tables.systemuser
  return { ...tables.systemuser, columns: { ...tables.systemuser.columns, msdyn_usertype: 'number' } }
}

function alwaysThere(dataverse: DataverseDescription): StoredTable[] {
  const isReadable = dataverse.audit?.readable ?? true
  const message = 'Principal user is missing prvReadAuditSummary privilege.'
  return [
    {
      ...stored(auditTable, () => auditRows(dataverse)),
      ...(isReadable ? {} : { refusal: () => new Refused(403, '0x80040220', message) }),
    },
    stored(appModuleTable, () => appModuleRows(dataverse)),
    stored(appModuleRolesTable, () => appModuleRoleRows(dataverse)),
  ]
}

function featureTables(dataverse: DataverseDescription): StoredTable[] {
  const { dualWriteMaps, telephony, conversations } = dataverse
  return [
    ...(dualWriteMaps === undefined
      ? []
      : [
          stored(entityMapTable, () => entityMapRows(dataverse)),
          stored(runtimeConfigTable, () => runtimeConfigRows(dataverse)),
        ]),
    ...(telephony === undefined ? [] : [stored(providerTable, () => providerRows(dataverse))]),
    ...(conversations === undefined ? [] : contactCenterTables(dataverse)),
  ]
}

function contactCenterTables(dataverse: DataverseDescription): StoredTable[] {
  let built: ContactCenterRows | null = null
  const rows = (): ContactCenterRows => (built ??= contactCenterRows(dataverse))
  return [
    stored(workstreamTable, () => rows().workstreams),
    stored(conversationTable, () => rows().conversations),
    stored(sessionTable, () => rows().sessions),
    stored(participantTable, () => rows().participants),
    stored(participantEventTable, () => rows().events),
  ]
}
