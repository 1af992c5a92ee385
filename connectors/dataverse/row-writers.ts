/** Who created and who last changed the rows of a table, where the audit log cannot be read: FetchXML aggregates in windows (dataverse.md 5.2, 5.3). */
import { z } from 'zod'
import type { EvidencePeriod } from '../../src/model/connectors.ts'
import { checkRows, Guid, listOf, orNull, Time } from '../transport/rows.ts'
import type { Dataverse } from './dataverse.ts'
import { fetchPages, isAggregateLimit, type FetchQuery } from './fetch-xml.ts'
import { ObservedWrites } from './observed-writes.ts'

const hourMs = 3_600_000

interface Table {
  readonly logicalName: string
  readonly entitySet: string
}

/** Rows that one user created, or created by one and last changed by another; `count` null: who, not how often. */
interface Group {
  readonly userId: string
  readonly createdBy: string
  readonly count: number | null
  readonly last: string | null
  /** When the newest of the rows was created. */
  readonly born: string | null
}

type Column = FetchQuery['column']

export interface RowReading {
  readonly writes: ObservedWrites
  readonly rejected: number
  readonly requestId: string | null
}

export async function readRowWriters(
  api: Dataverse,
  table: Table,
  period: EvidencePeriod,
  signal: AbortSignal,
): Promise<RowReading> {
  const reader = new WriterReader(api, table, signal)
  const writes = new ObservedWrites()
  const { logicalName } = table
  for (const { userId, count, last } of await reader.groups('createdon', period)) {
    writes.add({ table: logicalName, userId, operation: 'create', count, last })
  }
  for (const group of await reader.groups('modifiedon', period)) {
    const count = updatesIn(group, period)
    if (count === 0) continue
    writes.add({ table: logicalName, userId: group.userId, operation: 'update', count, last: group.last })
  }
  return { writes, rejected: reader.rejected, requestId: reader.requestId }
}

/**
 * How many of the rows were certainly updated by who changed them last: all that somebody else created, or that are older than
 * the window. A row of one's own that is as old as the window carries its creation as the last change, so that of those only one
 * is certain, and only where the newest change is later than the newest creation.
 */
function updatesIn({ userId, createdBy, count, last, born }: Group, { from }: EvidencePeriod): number | null {
  if (userId !== createdBy) return count
  if (count === null || last === null || born === null) return 0
  if (Date.parse(born) < Date.parse(from)) return count
  return Date.parse(last) > Date.parse(born) ? 1 : 0
}

const WireGroup = z.object({
  n: z.int(),
  u: orNull(Guid),
  c: orNull(Guid),
  last: orNull(Time),
  born: orNull(Time),
})

const WireWriter = z.object({ _createdby_value: orNull(Guid), _modifiedby_value: orNull(Guid) })

const timeOf = (time: string | null): string | null => (time === null ? null : new Date(time).toISOString())

/** Reads one table; bad rows and the last request are kept for the page that comes of it. */
class WriterReader {
  readonly #api: Dataverse
  readonly #table: Table
  readonly #signal: AbortSignal
  rejected = 0
  requestId: string | null = null

  constructor(api: Dataverse, table: Table, signal: AbortSignal) {
    this.#api = api
    this.#table = table
    this.#signal = signal
  }

  /** Where a window holds more rows than an aggregate may read it is halved, down to an hour; then only who is asked for. */
  async groups(column: Column, period: EvidencePeriod): Promise<Group[]> {
    try {
      return await this.#aggregate(column, period)
    } catch (error) {
      if (!isAggregateLimit(error)) throw error
    }
    const fromMs = Date.parse(period.from)
    const halfMs = Math.floor((Date.parse(period.to) - fromMs) / 2)
    if (halfMs < hourMs) return this.#distinct(column, period)
    const middle = new Date(fromMs + halfMs).toISOString()
    const first = await this.groups(column, { from: period.from, to: middle })
    return [...first, ...(await this.groups(column, { from: middle, to: period.to }))]
  }

  /** No user is left out by an order on a column that is unique in the answer. */
  #aggregate(column: Column, period: EvidencePeriod): Promise<Group[]> {
    const isCreated = column === 'createdon'
    const body =
      `<attribute name="${column}" alias="n" aggregate="count"/><attribute name="${column}" alias="last" aggregate="max"/>` +
      (isCreated
        ? '<attribute name="createdby" alias="u" groupby="true"/><order alias="u"/>'
        : '<attribute name="createdon" alias="born" aggregate="max"/>' +
          '<attribute name="modifiedby" alias="u" groupby="true"/><attribute name="createdby" alias="c" groupby="true"/>' +
          '<order alias="u"/><order alias="c"/>')
    return this.#rows({ kind: 'aggregate', column, period, body }, WireGroup, ({ n, u, c, last, born }) =>
      u === null
        ? null
        : { userId: u, createdBy: isCreated ? u : (c ?? ''), count: n, last: timeOf(last), born: timeOf(born) },
    )
  }

  #distinct(column: Column, period: EvidencePeriod): Promise<Group[]> {
    const columns = column === 'createdon' ? ['createdby'] : ['modifiedby', 'createdby']
    const attributes = columns.map((name) => `<attribute name="${name}"/>`)
    const body = `${attributes.join('')}${columns.map((name) => `<order attribute="${name}"/>`).join('')}`
    return this.#rows({ kind: 'distinct', column, period, body }, WireWriter, (row) => {
      const userId = column === 'createdon' ? row._createdby_value : row._modifiedby_value
      if (userId === null) return null
      return { userId, createdBy: row._createdby_value ?? '', count: null, last: null, born: null }
    })
  }

  async #rows<W>(
    query: Omit<FetchQuery, 'set' | 'table'>,
    schema: z.ZodType<W>,
    map: (row: W) => Group | null,
  ): Promise<Group[]> {
    const { entitySet: set, logicalName: table } = this.#table
    const groups: Group[] = []
    for await (const { body, requestId } of fetchPages(this.#api, { ...query, set, table }, this.#signal)) {
      const checked = checkRows(listOf(body, `GET /api/data/v9.2/${set}`), schema, map)
      for (const group of checked.rows) groups.push(group)
      this.rejected += checked.rejected
      this.requestId = requestId
    }
    return groups
  }
}
