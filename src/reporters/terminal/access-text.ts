/** The evidence of restricted-table access in words: tables with operations, and the ways that lead to them. */
import type { AccessPath, AccountTableAccess, ObservedUse, TableAccess } from '../../model/evidence.ts'
import { count, name, time } from './text.ts'

/** `incident: create, update (global)`, and what was observed where there is evidence. */
export function tableText(access: TableAccess | AccountTableAccess): string {
  const depth = access.depth === null ? '' : ` (${access.depth})`
  const observed = access.observed === null ? '' : `; ${observedText(access.observed)}`
  return `${access.table}: ${access.operations.join(', ')}${depth}${observed}`
}

function observedText(observed: ObservedUse): string {
  const counted = [
    ['created', observed.create],
    ['updated', observed.update],
    ['deleted', observed.delete],
  ] as const
  const parts = counted.flatMap(([verb, rows]) => (rows === null ? [] : [`${count(rows, 'row')} ${verb}`]))
  const last = observed.last === null ? '' : `, last ${time(observed.last)}`
  return parts.length === 0 ? 'use not known' : `${parts.join(', ')}${last}`
}

/** `Dispatcher`, `Dispatcher (team Agents)`, `Dispatcher (team Agents, Entra group All agents, nested)`. */
export function wayText(path: AccessPath): string {
  if (path.team === null) return name(path.role)
  const nested = path.group?.via === 'nested' ? ', nested: unverified' : ''
  const group = path.group === null ? '' : `, Entra group ${name(path.group.name)}${nested}`
  return `${name(path.role)} (team ${name(path.team)}${group})`
}

/** Every way of all tables, each once, in their order. */
export function waysOf(tables: readonly (TableAccess | AccountTableAccess)[]): readonly string[] {
  return [...new Set(tables.flatMap((access) => access.paths.map(wayText)))]
}
