/** `EntityDefinitions`: which tables are installed, their privileges and their columns. Metadata never comes in pages. */
import { guidOf } from '../guid.ts'
import { matches } from '../odata/matches.ts'
import { testsOf } from '../odata/filter.ts'
import { listOf, readQueryOptions, type QueryOptions } from '../query-options.ts'
import { Refused } from '../refused.ts'
import type { DataverseDescription } from '../tenant.ts'
import type { WireRequest } from '../wire.ts'
import { entitySetOf } from './entity-sets.ts'
import { parseDataverseFilter, queryError, queryErrorCode } from './filter-rules.ts'
import { privilegeFor, privilegeTypes, schemaNameOf } from './privileges.ts'
import { installedTables, type Store } from './store.ts'
import type { ColumnType, TableDefinition } from './table-definitions.ts'
import { isAudited } from './usage/use-rows.ts'

type Definition = Readonly<Record<string, unknown>>

/** Answers for `EntityDefinitions`, for one of them by its logical name, and for the columns of that one. Null for another segment. */
export type Definitions = (segment: string) => ((request: WireRequest, base: string) => unknown) | null

export function createEntityDefinitions(dataverse: DataverseDescription, store: Store): Definitions {
  const definitions = installedTables(dataverse).map((table, index) => definitionOf(dataverse, store, table, index))
  return (segment) => {
    const [, quoted, rest] = /^EntityDefinitions(?:\(LogicalName='([^']*)'\))?(\/Attributes)?$/.exec(segment) ?? []
    if (segment === 'EntityDefinitions') return (request, base) => list(definitions, request, base)
    if (quoted === undefined) return null
    if (rest === undefined) return (request, base) => single(requireTable(definitions, quoted), request, base)
    return (request, base) => {
      requireTable(definitions, quoted)
      return attributes(store, quoted, request, base)
    }
  }
}

function list(definitions: readonly Definition[], request: WireRequest, base: string): unknown {
  const options = readQueryOptions(request.url, { allowed: ['$select', '$filter', '$top'], code: queryErrorCode })
  const { names, context } = selectionOf(options, propertyNames)
  const filter = options.get('$filter')
  const kept = filter === undefined ? definitions : definitions.filter(createTest(filter))
  return {
    '@odata.context': `${base}/$metadata#EntityDefinitions${context}`,
    value: kept.map((definition) => project(definition, names)),
  }
}

function single(definition: Definition, request: WireRequest, base: string): unknown {
  const options = readQueryOptions(request.url, { allowed: ['$select'], code: queryErrorCode })
  const { names, context } = selectionOf(options, propertyNames)
  return { '@odata.context': `${base}/$metadata#EntityDefinitions${context}/$entity`, ...project(definition, names) }
}

/** Throws `Refused` with 404 for a table that is not installed. */
function requireTable(definitions: readonly Definition[], table: string): Definition {
  const definition = definitions.find((each) => each['LogicalName'] === table)
  if (definition !== undefined) return definition
  throw new Refused(404, '0x80060888', `Could not find an entity with name '${table}' in the metadata cache.`)
}

function attributes(store: Store, table: string, request: WireRequest, base: string): unknown {
  const options = readQueryOptions(request.url, { allowed: ['$select', '$filter'], code: queryErrorCode })
  const { names, context } = selectionOf(options, attributeNames)
  const filter = options.get('$filter')
  const all = attributesOf(table, store.get(table)?.definition.columns ?? {})
  const kept = filter === undefined ? all : all.filter(createTest(filter, attributeNames))
  return {
    '@odata.context': `${base}/$metadata#EntityDefinitions('${table}')/Attributes${context}`,
    value: kept.map((attribute) => project(attribute, names)),
  }
}

const attributeNames = ['LogicalName', 'SchemaName', 'AttributeType', 'MetadataId', 'IsValidForRead']
const attributeTypes = {
  guid: 'Uniqueidentifier',
  string: 'String',
  number: 'Integer',
  boolean: 'Boolean',
  dateTime: 'DateTime',
  choices: 'Virtual',
} as const satisfies Record<ColumnType, string>

/** A lookup is one attribute, without the dress that its value wears on the wire. */
function attributesOf(table: string, columns: TableDefinition['columns']): Definition[] {
  return Object.entries(columns).map(([column, type]) => {
    const [, lookup] = /^_(.+)_value$/.exec(column) ?? []
    const name = lookup ?? column
    return {
      LogicalName: name,
      SchemaName: schemaNameOf(name),
      AttributeType: lookup === undefined ? attributeTypes[type] : 'Lookup',
      MetadataId: guidOf(`attribute ${name} of ${table}`),
      IsValidForRead: true,
    }
  })
}

function selectionOf(options: QueryOptions, known: readonly string[]) {
  const select = options.get('$select')
  if (select === undefined) return { names: null, context: '' }
  const names = listOf(select)
  requireKnown(names, known)
  return { names, context: `(${select})` }
}

function createTest(text: string, known: readonly string[] = propertyNames): (definition: Definition) => boolean {
  const filter = parseDataverseFilter(text)
  const tests = testsOf(filter)
  if (tests.some(({ operator }) => operator.startsWith('dataverse-') || operator === 'in')) {
    throw queryError('The In function is not supported on metadata entities.')
  }
  requireKnown(
    tests.map(({ path }) => path),
    known,
  )
  return (definition) => matches(filter, (path) => definition[path])
}

function requireKnown(names: readonly string[], known: readonly string[]): void {
  const unknown = names.find((name) => !known.includes(name))
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

function definitionOf(dataverse: DataverseDescription, store: Store, table: string, index: number): Definition {
  const { entitySet = entitySetOf(table), primaryId = `${table}id` } = store.get(table)?.definition ?? {}
  return {
    LogicalName: table,
    SchemaName: schemaNameOf(table),
    EntitySetName: entitySet,
    LogicalCollectionName: entitySet,
    ObjectTypeCode: table === 'incident' ? 112 : 10_000 + index,
    MetadataId: guidOf(`${dataverse.organizationId} table ${table}`),
    OwnershipType: 'UserOwned',
    IsAuditEnabled: {
      Value: isAudited(dataverse, table),
      CanBeChanged: true,
      ManagedPropertyLogicalName: 'canmodifyauditsettings',
    },
    IsActivity: primaryId === 'activityid',
    IsCustomEntity: table.includes('_'),
    IsManaged: true,
    PrimaryIdAttribute: primaryId,
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
