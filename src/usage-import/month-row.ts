/** One row of `period,pool,consumed`: a UTC month, a monthly pool, and what it used. */
import { PoolId, type PoolId as Pool } from '../model/pool.ts'
import type { MonthOrFault, Row } from './row.ts'

export const monthlyPools: readonly Pool[] = ['record-routes', 'voicebot-minutes', 'call-intelligence-minutes']

export function monthRow({ line, cells }: Row, now: string): MonthOrFault {
  const cell = (column: string): string => cells.get(column) ?? ''
  const fault = (column: string, wrong: string): MonthOrFault => ({ fault: { line, column, wrong } })
  const period = cell('period')
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(period)) return fault('period', `${quoted(period)} is no month such as 2026-11`)
  if (period > now.slice(0, 7)) return fault('period', `${period} has not begun yet`)
  const pool = PoolId.safeParse(cell('pool'))
  if (!pool.success || !monthlyPools.includes(pool.data)) {
    return fault('pool', `${quoted(cell('pool'))} is none of ${monthlyPools.join(', ')}`)
  }
  const consumed = amountOf(cell('consumed'))
  if (consumed === null) return fault('consumed', `${quoted(cell('consumed'))} is no amount such as 1234`)
  return { month: { period, pool: pool.data, consumed } }
}

/** A number without sign, with a point if any; null for anything else. */
export function amountOf(text: string): number | null {
  return /^\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : null
}

export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
}
