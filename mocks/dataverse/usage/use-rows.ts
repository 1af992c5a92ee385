/** Writes that happened, as rows: what they left in their tables, and what the audit log tells of them. */
import { guidOf } from '../../guid.ts'
import type { DataverseDescription } from '../../tenant.ts'
import type { UseDescription } from '../../tenant-usage.ts'
import { created, type Row } from '../rows.ts'
import { define, stampColumns, type TableDefinition } from '../table-definitions.ts'

/** One write, once. */
interface Write extends Pick<UseDescription, 'user' | 'through' | 'table' | 'operation'> {
  readonly atMs: number
  readonly rowId: string
}

/** The stamps that a business table has beside its key and its owner. */
export function businessTable(table: string, entitySet: string): TableDefinition {
  return define(table, entitySet, {
    name: 'string',
    statecode: 'number',
    statuscode: 'number',
    _ownerid_value: 'guid',
    ...stampColumns,
  })
}

export const auditTable = define('audit', 'audits', {
  createdon: 'dateTime',
  operation: 'number',
  action: 'number',
  objecttypecode: 'string',
  _objectid_value: 'guid',
  _userid_value: 'guid',
  _callinguserid_value: 'guid',
  _regardingobjectid_value: 'guid',
  attributemask: 'string',
  transactionid: 'guid',
  useradditionalinfo: 'string',
})

export function timeText(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z')
}

/** What the writes left: a row that was not created by one of them is an old one. */
export function businessRows(dataverse: DataverseDescription, table: string): Row[] {
  const writes = writesOf(dataverse).filter((write) => write.table === table)
  const setupUser = dataverse.users.find((user) => user.setupUser)?.id ?? null
  return [...Map.groupBy(writes, ({ rowId }) => rowId)].flatMap(([rowId, all]) => {
    const ordered = all.toSorted((left, right) => left.atMs - right.atMs)
    const last = ordered.at(-1)
    if (last === undefined || last.operation === 'delete') return []
    const creation = ordered.find(({ operation }) => operation === 'create')
    return [
      {
        [`${table}id`]: rowId,
        name: `${table} ${rowId.slice(0, 8)}`,
        statecode: 0,
        statuscode: 1,
        _ownerid_value: creation?.user ?? setupUser,
        createdon: creation === undefined ? created : timeText(creation.atMs),
        modifiedon: timeText(last.atMs),
        _createdby_value: creation?.user ?? setupUser,
        _modifiedby_value: last.user,
        _createdonbehalfby_value: creation?.through ?? null,
        _modifiedonbehalfby_value: last.through ?? null,
      },
    ]
  })
}

const operationCodes = { create: 1, update: 2, delete: 3 }

/** Only what was audited when it happened; the log knows no more than that. */
export function auditRows(dataverse: DataverseDescription): Row[] {
  if (dataverse.audit?.on !== true) return []
  return writesOf(dataverse)
    .filter(({ table }) => isAudited(dataverse, table))
    .map(({ user, through, table, operation, atMs, rowId }, index) => ({
      auditid: guidOf(`audit ${index} ${rowId} ${atMs}`),
      createdon: timeText(atMs),
      operation: operationCodes[operation],
      action: operationCodes[operation],
      objecttypecode: table,
      _objectid_value: rowId,
      _userid_value: user,
      _callinguserid_value: through ?? null,
      _regardingobjectid_value: null,
      attributemask: operation === 'update' ? '10,20' : null,
      transactionid: guidOf(`transaction ${rowId} ${atMs}`),
      useradditionalinfo: null,
    }))
}

/** By the table's own switch: the organization's is another. */
export function isAudited({ audit }: DataverseDescription, table: string): boolean {
  return audit !== undefined && (audit.tables?.includes(table) ?? true)
}

function writesOf({ organizationId, uses = [] }: DataverseDescription): Write[] {
  return uses.flatMap(({ user, through, table, operation, at, row, times = 1, everySeconds = 60 }, index) =>
    Array.from({ length: times }, (_, time) => ({
      user,
      ...(through === undefined ? {} : { through }),
      table,
      operation,
      atMs: Date.parse(at) + time * everySeconds * 1000,
      rowId: guidOf(`${organizationId} ${table} ${row ?? `${index} ${time}`}`),
    })),
  )
}
