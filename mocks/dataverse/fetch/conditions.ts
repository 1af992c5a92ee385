/** Conditions of FetchXML on a row. */
import { Refused } from '../../refused.ts'
import { compareValues } from '../../odata/matches.ts'
import type { Row } from '../rows.ts'
import type { ColumnType, TableDefinition } from '../table-definitions.ts'
import { fetchError, type FetchCondition, type FetchFilter } from './fetch-xml.ts'

const dayMs = 86_400_000

type Ask = (own: unknown, wanted: readonly unknown[]) => boolean

const one =
  (holds: (order: number) => boolean): Ask =>
  (own, [wanted]) =>
    own !== null && own !== undefined && holds(compareValues(own, wanted))

/** Without those that take no value, or a number of days. */
const comparisons: Readonly<Record<string, Ask>> = {
  eq: one((order) => order === 0),
  ne: (own, [wanted]) => own !== wanted,
  gt: one((order) => order > 0),
  ge: one((order) => order >= 0),
  lt: one((order) => order < 0),
  le: one((order) => order <= 0),
  in: (own, wanted) => wanted.includes(own),
  'not-in': (own, wanted) => !wanted.includes(own),
  'on-or-after': one((order) => order >= 0),
  'on-or-before': (own, [wanted]) =>
    typeof own === 'number' && typeof wanted === 'number' && own < Math.floor(wanted / dayMs) * dayMs + dayMs,
  'contain-values': (own, wanted) =>
    typeof own === 'string' && wanted.some((each) => own.split(',').includes(String(each))),
}
const lists = new Set(['in', 'not-in', 'contain-values'])

/** The column of an attribute: a lookup is named without its dress. Throws `Refused` with 400. */
export function columnFor(attribute: string, { columns, logicalName }: TableDefinition): string {
  for (const column of [attribute, `_${attribute}_value`]) if (columns[column] !== undefined) return column
  throw new Refused(400, '0x80041103', `'${logicalName}' entity doesn't contain attribute with Name = '${attribute}'.`)
}

export interface ConditionScope {
  readonly table: TableDefinition
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Compiled once, asked for every row. Throws `Refused` with 400 for what the service does not take. */
export function compileFilter(filter: FetchFilter, scope: ConditionScope): (row: Row) => boolean {
  const parts = filter.parts.map((part) =>
    part.kind === 'filter' ? compileFilter(part, scope) : compileCondition(part, scope),
  )
  if (parts.length === 0) return () => true
  return filter.joint === 'and'
    ? (row) => parts.every((passes) => passes(row))
    : (row) => parts.some((passes) => passes(row))
}

function compileCondition(condition: FetchCondition, { table, now }: ConditionScope): (row: Row) => boolean {
  const { attribute, operator, values, entityName } = condition
  if (entityName !== null) throw fetchError('The practice cloud takes a condition at the element that it is about.')
  const column = columnFor(attribute, table)
  const type = table.columns[column] ?? 'string'
  if (operator === 'null' || operator === 'not-null') {
    return (row) => ((row[column] ?? null) === null) === (operator === 'null')
  }
  if (operator === 'last-x-days') {
    const from = Math.floor(now / dayMs) * dayMs - readNumber(values[0]) * dayMs
    return (row) => between(row[column], from, now)
  }
  const ask = comparisons[operator]
  if (ask === undefined) throw fetchError(`The operator '${operator}' is not known to the practice cloud.`)
  if ((operator === 'contain-values') !== (type === 'choices')) {
    throw new Refused(400, '0x80040203', `The operator '${operator}' is not valid for the attribute '${attribute}'.`)
  }
  if (values.length === 0 || (values.length > 1 && !lists.has(operator))) {
    throw fetchError(`Invalid number of condition values for the operator ${operator}: ${values.length}.`)
  }
  const wanted = values.map((value) => readValue(value, type))
  return (row) => ask(comparable(row[column], type), wanted)
}

function between(value: unknown, from: number, to: number): boolean {
  if (typeof value !== 'string') return false
  const ms = Date.parse(value)
  return ms >= from && ms <= to
}

function comparable(value: unknown, type: ColumnType): unknown {
  if (typeof value !== 'string') return value
  return type === 'dateTime' ? Date.parse(value) : value.toLowerCase()
}

/** Throws for a value that is not of the column's type. */
function readValue(text: string, type: ColumnType): unknown {
  if (type === 'number') return readNumber(text)
  if (type === 'boolean') return text === '1' || text === 'true'
  if (type === 'dateTime') {
    const ms = Date.parse(text)
    if (Number.isNaN(ms)) throw new Refused(400, '0x80040203', `'${text}' is no date.`)
    return ms
  }
  return text.toLowerCase().replaceAll(/[{}]/g, '')
}

function readNumber(text = ''): number {
  const number = Number(text)
  if (text !== '' && Number.isFinite(number)) return number
  throw new Refused(400, '0x80040203', `'${text}' is no number.`)
}
