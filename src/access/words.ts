/** The words of access findings: operations, depths, tables, licenses and lists of them, as a license manager reads them. */
import type { HeldLicense } from '../licenses/profile.ts'
import type { Depth, Operation } from '../model/security.ts'

/** `a`, `a and b`, `a, b and c`. */
export function listWords(words: readonly string[], joiner: 'and' | 'or' = 'and'): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${joiner} ${words.at(-1) ?? ''}`
}

/** `1 finding`, `2 findings`. */
export function countWords(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** Tables that a text names one by one before it only counts. */
const namedTables = 5

/** `Case, SLA, and 3 tables more`. */
export function shortList(items: readonly string[], separator = ', '): string {
  const rest = items.length - namedTables
  const named = items.slice(0, namedTables).join(separator)
  return rest > 0 ? `${named}${separator}and ${countWords(rest, 'table')} more` : named
}

export function operationWords(operations: readonly Operation[]): string {
  return listWords(operations)
}

const rowsOfDepth: Readonly<Record<Depth, string>> = {
  basic: 'rows that the user owns (Basic)',
  local: "all rows of the user's business unit (Local)",
  deep: "all rows of the user's business unit and of those below it (Deep)",
  global: 'all rows (Global)',
}

export function depthWords(depth: Depth): string {
  return rowsOfDepth[depth]
}

/** `Case (incident)`. */
export function tableWords(displayName: string, table: string): string {
  return displayName === table ? table : `${displayName} (${table})`
}

/** One license that was looked at, with what keeps it from counting: `DYN365_TEAM_MEMBERS`, `D365_SALES_PRO_IW (trial)`. */
export function licenseWords(license: HeldLicense): string {
  const marks = [
    ...(license.trial ? ['trial'] : []),
    ...(license.live ? [] : ['not live']),
    ...(license.originKnown ? [] : ['origin unknown']),
  ]
  return marks.length === 0 ? license.partNumber : `${license.partNumber} (${marks.join(', ')})`
}
