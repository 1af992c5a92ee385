/** The evidence of restricted-table access in words: tables with operations, and the ways that lead to them. */
import type {
  AccessPath,
  AccountTableAccess,
  ObservedUse,
  ObservedWindow,
  RestrictedTableEvidence,
  TableAccess,
} from '../../model/evidence.ts'
import type { FindingSource } from '../../model/finding.ts'
import { count, name, plain, time } from './text.ts'

/** `incident: create, update (global)`, and what was observed where there is evidence. */
export function tableText(access: TableAccess | AccountTableAccess): string {
  const depth = access.depth === null ? '' : ` (${access.depth})`
  const observed = access.observed === null ? '' : `; ${observedText(access.observed)}`
  return `${access.table}: ${access.operations.join(', ')}${depth}${observed}`
}

/** What was seen. Rows may say who wrote and not how often, and never who deleted. */
function observedText(observed: ObservedUse): string {
  const counted = [
    ['created', observed.create],
    ['updated', observed.update],
    ['deleted', observed.delete ?? 0],
  ] as const
  const parts = counted.flatMap(([verb, rows]) => {
    if (rows === null) return [`rows ${verb}, how many is not known`]
    return rows === 0 ? [] : [`${count(rows, 'row')} ${verb}`]
  })
  const last = observed.last === null ? '' : `, last ${time(observed.last)}`
  return parts.length === 0 ? 'no use seen' : `${parts.join(', ')}${last}`
}

/** The window of the evidence of use; without one, why there is none: nobody asked, or none was available. */
export function windowText({ observedWindow }: RestrictedTableEvidence, isAsked: boolean): string {
  if (observedWindow !== null) return `use looked for ${periodText(observedWindow)}`
  if (isAsked) return 'no evidence of use available: that is not "no use"'
  return 'no evidence of use was asked for: `seatledger sync --evidence`'
}

/** A finding cites the evidence of use where it was asked for, whatever came of it. */
export function isEvidenceCited(sources: readonly Pick<FindingSource, 'source'>[]): boolean {
  return sources.some(({ source }) => source === 'dataverse/evidence')
}

function periodText({ from, to, source }: ObservedWindow): string {
  const by = source === 'audit' ? 'the audit log' : 'rows (deletes cannot be seen)'
  return `from ${plain(from).slice(0, 10)} to ${plain(to).slice(0, 10)}, by ${by}`
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
