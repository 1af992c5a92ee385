/** Evidence of use once more: what the description of an environment says of one user and table, and what it makes of a grade. */
import type { DataverseDescription, OperationName } from '../../mocks/tenant.ts'
import type { UseDescription } from '../../mocks/tenant-usage.ts'
import type { ExpectedTable } from './brute-tables.ts'
import { mainList, secondList } from './license-table.ts'

/** Times in ms; `to` is not part of it. */
export interface Period {
  readonly from: number
  readonly to: number
}

export interface ExpectedUse {
  readonly create: number | null
  readonly update: number | null
  readonly delete: number | null
}

const minuteMs = 60_000

/** Where evidence of a table comes from, if from anywhere: auditing that is off is none, a log that may not be read leaves the rows. */
export function evidenceOf({ audit, tables }: DataverseDescription, table: string): 'audit' | 'rows' | null {
  const isAudited = (name: string): boolean => audit?.tables?.includes(name) ?? true
  if (audit?.on !== true || !tables.some(isAudited)) return null
  if (audit.readable === false) return 'rows'
  return isAudited(table) ? 'audit' : null
}

/** null: no evidence available. Rows tell nothing of deletes. */
export function useOf(
  dataverse: DataverseDescription,
  user: string | null,
  table: string,
  period: Period,
): ExpectedUse | null {
  const source = evidenceOf(dataverse, table)
  if (source === null) return null
  const own = (dataverse.uses ?? []).filter((use) => use.user === user && use.table === table)
  const counted = (operation: OperationName): number =>
    own.filter((use) => use.operation === operation).flatMap((use) => timesOf(use).filter((at) => isIn(at, period)))
      .length
  return { create: counted('create'), update: counted('update'), delete: source === 'rows' ? null : counted('delete') }
}

function timesOf({ at, times = 1, everySeconds = 60 }: UseDescription): number[] {
  return Array.from({ length: times }, (_, index) => Date.parse(at) + (index * everySeconds * minuteMs) / 60)
}

function isIn(at: number, { from, to }: Period): boolean {
  return at >= from && at < to
}

/** Operations of the table that are findings and were seen. */
export function usedOf({ operations }: ExpectedTable, use: ExpectedUse | null): OperationName[] {
  return operations.filter((operation) => (use?.[operation] ?? 0) > 0)
}

/** "Per table: high when a use of a listed operation was observed; then the caps." */
export function gradedByUse(
  table: ExpectedTable,
  used: readonly OperationName[],
  isCappedGuest: boolean,
): ExpectedTable {
  const isSecond = mainList[table.table] === undefined && secondList[table.table] !== undefined
  if (isCappedGuest || isSecond || table.grade === 'info') return table
  const isVerified = table.paths.some(
    (path) => path.group?.via !== 'nested' && path.operations.some((operation) => used.includes(operation)),
  )
  return isVerified ? { ...table, grade: 'high' } : table
}
