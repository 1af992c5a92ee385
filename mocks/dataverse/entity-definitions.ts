/** `EntityDefinitions`: which tables are installed, and their privileges. Metadata never comes in pages. */
import { guidOf } from '../guid.ts'
import { matches } from '../odata/matches.ts'
import { testsOf } from '../odata/filter.ts'
import { listOf, readQueryOptions } from '../query-options.ts'
import type { DataverseDescription } from '../tenant.ts'
import type { WireRequest } from '../wire.ts'
import { parseDataverseFilter, queryError, queryErrorCode } from './filter-rules.ts'
import { privilegeFor, privilegeTypes, schemaNameOf } from './privileges.ts'

/** Tables that every environment has beside what is installed. */
const platformTables = ['account', 'contact']

/** Entity sets that do not follow from the name. */
const irregularSets: Readonly<Record<string, string>> = {
  msdyn_productinventory: 'msdyn_productinventories',
  msdyn_projecttaskdependency: 'msdyn_projecttaskdependencies',
  msdyn_rmasubstatus: 'msdyn_rmasubstatuses',
  msdyn_rtvsubstatus: 'msdyn_rtvsubstatuses',
  msdyn_scheduleboardsetting: 'msdyn_scheduleboardsettinges',
  msdyn_systemuserschedulersetting: 'msdyn_systemuserschedulersettinges',
}

type Definition = Readonly<Record<string, unknown>>

export function installedTables({ tables }: DataverseDescription): string[] {
  return [...new Set([...tables, ...platformTables])]
}

export function createEntityDefinitions(
  dataverse: DataverseDescription,
): (request: WireRequest, base: string) => unknown {
  const definitions = installedTables(dataverse).map((table, index) => definitionOf(dataverse, table, index))
  return (request, base) => {
    const options = readQueryOptions(request.url, { allowed: ['$select', '$filter', '$top'], code: queryErrorCode })
    const select = options.get('$select')
    const names = select === undefined ? null : listOf(select)
    requireKnown(names ?? [])
    const filter = options.get('$filter')
    const kept = filter === undefined ? definitions : definitions.filter(createTest(filter))
    return {
      '@odata.context': `${base}/$metadata#EntityDefinitions${select === undefined ? '' : `(${select})`}`,
      value: kept.map((definition) => project(definition, names)),
    }
  }
}

function createTest(text: string): (definition: Definition) => boolean {
  const filter = parseDataverseFilter(text)
  const tests = testsOf(filter)
  if (tests.some(({ operator }) => operator === 'dataverse-in' || operator === 'in')) {
    throw queryError('The In function is not supported on metadata entities.')
  }
  requireKnown(tests.map(({ path }) => path))
  return (definition) => matches(filter, (path) => definition[path])
}

function requireKnown(names: readonly string[]): void {
  const unknown = names.find((name) => !propertyNames.includes(name))
  if (unknown === undefined) return
  throw queryError(`Could not find a property named '${unknown}' on type 'Microsoft.Dynamics.CRM.EntityMetadata'.`)
}

const propertyNames = [
  'LogicalName',
  'SchemaName',
  'EntitySetName',
  'LogicalCollectionName',
  'ObjectTypeCode',
  'MetadataId',
  'OwnershipType',
  'IsAuditEnabled',
  'IsActivity',
  'IsCustomEntity',
  'IsManaged',
  'PrimaryIdAttribute',
  'PrimaryNameAttribute',
  'Privileges',
]

function definitionOf(dataverse: DataverseDescription, table: string, index: number): Definition {
  const entitySet = irregularSets[table] ?? `${table}s`
  return {
    LogicalName: table,
    SchemaName: schemaNameOf(table),
    EntitySetName: entitySet,
    LogicalCollectionName: entitySet,
    ObjectTypeCode: table === 'incident' ? 112 : 10_000 + index,
    MetadataId: guidOf(`${dataverse.organizationId} table ${table}`),
    OwnershipType: 'UserOwned',
    IsAuditEnabled: { Value: false, CanBeChanged: true, ManagedPropertyLogicalName: 'canmodifyauditsettings' },
    IsActivity: false,
    IsCustomEntity: table.includes('_'),
    IsManaged: true,
    PrimaryIdAttribute: `${table}id`,
    PrimaryNameAttribute: 'name',
    Privileges: privilegeTypes.map((type) => {
      const { id, name } = privilegeFor(dataverse, table, type)
      return {
        CanBeBasic: true,
        CanBeDeep: true,
        CanBeGlobal: true,
        CanBeLocal: true,
        CanBeEntityReference: false,
        CanBeParentEntityReference: false,
        CanBeRecordFilter: false,
        Name: name,
        PrivilegeId: id,
        PrivilegeType: type,
      }
    }),
  }
}

/** The key comes with every row, and what is computed comes only when asked for. */
function project(definition: Definition, names: readonly string[] | null): Definition {
  if (names === null) return definition
  const entries = names.map((name): [string, unknown] => [name, definition[name]])
  return { ...Object.fromEntries(entries), MetadataId: definition['MetadataId'] }
}
