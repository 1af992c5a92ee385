/** Whether a row passes a filter. Text compares without case, as it does in the directory and in Dataverse. */
import { isRecord } from '../json-response.ts'
import type { Filter, Test } from './filter.ts'

/** The value of a property; undefined where the row has none of that name. */
export type Read = (path: string) => unknown

export function matches(filter: Filter, read: Read): boolean {
  switch (filter.kind) {
    case 'test':
      return passes(filter, valueOf(filter.path, read))
    case 'any': {
      const items = read(filter.path)
      return Array.isArray(items) && items.some((item) => matches(filter.inner, within(item, filter.variable, read)))
    }
    case 'not':
      return !matches(filter.inner, read)
    case 'and':
      return filter.parts.every((part) => matches(part, read))
    case 'or':
      return filter.parts.some((part) => matches(part, read))
  }
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

function passes({ operator, values }: Test, value: unknown): boolean {
  const own = folded(value)
  const [first] = values
  const wanted = folded(first?.value)
  switch (operator) {
    case 'in':
    case 'dataverse-in':
      return values.some((each) => folded(each.value) === own)
    case 'eq':
      return own === wanted
    case 'ne':
      return own !== wanted
    case 'startswith':
      return String(own ?? '').startsWith(String(wanted))
    case 'endswith':
      return String(own ?? '').endsWith(String(wanted))
    case 'contains':
      return String(own ?? '').includes(String(wanted))
    default:
      return isOrdered(operator, own, wanted)
  }
}

function isOrdered(operator: 'gt' | 'ge' | 'lt' | 'le', own: unknown, wanted: unknown): boolean {
  const order = compareValues(own, wanted)
  if (own === null || own === undefined) return false
  if (operator === 'gt') return order > 0
  if (operator === 'ge') return order >= 0
  return operator === 'lt' ? order < 0 : order <= 0
}

/** Nulls first, numbers by size, all else as text. */
export function compareValues(left: unknown, right: unknown): number {
  if (left === right) return 0
  if (left === null || left === undefined) return -1
  if (right === null || right === undefined) return 1
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return String(left) < String(right) ? -1 : 1
}

function folded(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value
}
