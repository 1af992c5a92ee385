/** Whether a row passes a filter. Text compares without case, as it does in the directory and in Dataverse. */
import { isRecord } from '../json-response.ts'
import type { Filter, Test } from './filter.ts'

/** The value of a property; undefined where the row has none of that name. */
export type Read = (path: string) => unknown

export function matches(filter: Filter, read: Read): boolean {
  if (filter.kind === 'test') return passes(filter, valueOf(filter.path, read))
  if (filter.kind === 'not') return !matches(filter.inner, read)
  if (filter.kind === 'and') return filter.parts.every((part) => matches(part, read))
  if (filter.kind === 'or') return filter.parts.some((part) => matches(part, read))
  const items = read(filter.path)
  return Array.isArray(items) && items.some((item) => matches(filter.inner, within(item, filter.variable, read)))
}

/** Inside a lambda, `x/skuId` is a property of the item. */
function within(item: unknown, variable: string, outside: Read): Read {
  return (path) => {
    if (!path.startsWith(`${variable}/`)) return outside(path)
    return isRecord(item) ? item[path.slice(variable.length + 1)] : undefined
  }
}

function valueOf(path: string, read: Read): unknown {
  if (!path.endsWith('/$count')) return read(path)
  const items = read(path.slice(0, -'/$count'.length))
  return Array.isArray(items) ? items.length : 0
}

type Ask = (own: unknown, wanted: unknown) => boolean

/** Null is neither less nor more than anything. */
const ordered =
  (holds: (order: number) => boolean): Ask =>
  (own, wanted) =>
    own !== null && own !== undefined && holds(compareValues(own, wanted))

const asks: Readonly<Record<Test['operator'], Ask>> = {
  in: (own, wanted) => own === wanted,
  'dataverse-in': (own, wanted) => own === wanted,
  // A choice of several values is a text of numbers, comma-separated.
  'dataverse-contains': (own, wanted) => textOf(own).split(',').includes(textOf(wanted)),
  eq: (own, wanted) => own === wanted,
  ne: (own, wanted) => own !== wanted,
  gt: ordered((order) => order > 0),
  ge: ordered((order) => order >= 0),
  lt: ordered((order) => order < 0),
  le: ordered((order) => order <= 0),
  startswith: (own, wanted) => textOf(own).startsWith(textOf(wanted)),
  endswith: (own, wanted) => textOf(own).endsWith(textOf(wanted)),
  contains: (own, wanted) => textOf(own).includes(textOf(wanted)),
}

function passes({ operator, values }: Test, value: unknown): boolean {
  return values.some((wanted) => {
    const isTime = wanted.type === 'dateTime' && typeof value === 'string'
    if (isTime) return asks[operator](Date.parse(value), Date.parse(wanted.value))
    return asks[operator](folded(value), folded(wanted.value))
  })
}

/** Nulls first, numbers by size, all else as text. */
export function compareValues(left: unknown, right: unknown): number {
  if (left === right) return 0
  if (left === null || left === undefined) return -1
  if (right === null || right === undefined) return 1
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return textOf(left) < textOf(right) ? -1 : 1
}

function folded(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value
}

/** Lists and objects have no text that a filter could compare. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? `${value}` : ''
}
