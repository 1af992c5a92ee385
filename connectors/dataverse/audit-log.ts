/** Writes as the audit log has them: the best evidence, and the only one of deletes (dataverse.md 5.1). */
import { z } from 'zod'
import type { EvidencePeriod } from '../../src/model/connectors.ts'
import type { Operation } from '../../src/model/security.ts'
import type { ObservedWrite } from '../../src/model/usage.ts'
import { odataText } from '../transport/quoting.ts'
import { Repeats } from '../transport/repeats.ts'
import { checkRows, Guid, listOf, orNull, Time } from '../transport/rows.ts'
import type { Dataverse } from './dataverse.ts'
import { ObservedWrites } from './observed-writes.ts'
import { readerOf } from './read-set.ts'

const WireOrganization = z.object({ isauditenabled: orNull(z.boolean()) })

/** Whether the environment audits at all; unknown counts as on, for then the log itself tells. */
export async function isAuditing(api: Dataverse, signal: AbortSignal): Promise<boolean> {
  const query = 'organizations?$select=isauditenabled'
  const { rows } = await readerOf(api, signal)(query, WireOrganization, ({ isauditenabled }) => ({ isauditenabled }))
  return rows[0]?.isauditenabled !== false
}

const WireAudit = z.object({
  createdon: Time,
  operation: z.int(),
  objecttypecode: z.string().toLowerCase(),
  _userid_value: orNull(z.string()),
})

const operationOf: ReadonlyMap<number, Operation> = new Map([
  [1, 'create'],
  [2, 'update'],
  [3, 'delete'],
])

/** Who is no user of the environment (an external party) has no id here. An impersonated call counts for the person. */
function toWrite(row: z.infer<typeof WireAudit>): ObservedWrite | null {
  const operation = operationOf.get(row.operation)
  const user = Guid.safeParse(row._userid_value)
  if (operation === undefined || !user.success) return null
  const last = new Date(row.createdon).toISOString()
  return { table: row.objecttypecode, userId: user.data, operation, count: 1, last }
}

export interface AuditReading {
  readonly writes: ObservedWrites
  readonly rejected: number
  readonly requestId: string | null
}

/** Rows are many and small: they are added up page by page, and none is kept. */
export async function readAuditLog(
  api: Dataverse,
  tables: readonly string[],
  period: EvidencePeriod,
  signal: AbortSignal,
): Promise<AuditReading> {
  const writes = new ObservedWrites()
  const repeats = new Repeats('auditid')
  let rejected = 0
  let lastId: string | null = null
  for await (const { body, requestId } of api.list(queryOf(tables, period), signal)) {
    const elements = repeats.fresh(listOf(body, 'GET /api/data/v9.2/audits'))
    const checked = checkRows(elements, WireAudit, toWrite)
    for (const write of checked.rows) writes.add(write)
    rejected += checked.rejected
    lastId = requestId
  }
  return { writes, rejected, requestId: lastId }
}

/** `or` and not `In`: the column holds a table's code, and only a comparison is documented to take its name. */
function queryOf(tables: readonly string[], { from, to }: EvidencePeriod): string {
  const ofTables = tables.map((table) => `objecttypecode eq ${odataText(table)}`).join(' or ')
  const filter = `(${ofTables}) and operation lt 4 and createdon ge ${from} and createdon lt ${to}`
  const columns = 'auditid,_userid_value,operation,objecttypecode,createdon'
  return `audits?$select=${columns}&$filter=${encodeURIComponent(filter)}&$orderby=createdon%20asc`
}
