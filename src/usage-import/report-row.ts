/** One detail row of the admin center's Voice minutes report: which pool it draws on, in which month, and how many minutes. */
import { parseInstant } from '../model/instant.ts'
import type { PoolId } from '../model/pool.ts'
import { amountOf, quoted } from './month-row.ts'
import type { MonthOrFault, Row } from './row.ts'

/** As the report names them (contracts/usage-sources.md 2). */
const poolOfType: ReadonlyMap<string, PoolId> = new Map([
  ['call intelligence', 'call-intelligence-minutes'],
  ['intelligence voicebot', 'voicebot-minutes'],
  ['intelligent voicebot', 'voicebot-minutes'],
])

/** Minutes by `Duration`, else End less Start, both rounded up; the month is that of the start, UTC. Other columns are not read. */
export function readMinutes({ line, cells }: Row, now: string): MonthOrFault {
  const cell = (column: string): string => cells.get(column) ?? ''
  const fault = (column: string, wrong: string): MonthOrFault => ({ fault: { line, column, wrong } })
  const pool = poolOfType.get(cell('type').toLowerCase())
  if (pool === undefined)
    return fault('Type', `${quoted(cell('type'))} is neither Call intelligence nor Intelligence voicebot`)
  const start = timeOf(cell('start'))
  if (start === null) return fault('Start', `${quoted(cell('start'))} is no time such as 2026-11-24T08:00:00Z`)
  if (start > Date.parse(now)) return fault('Start', `${quoted(cell('start'))} lies in the future`)
  const period = new Date(start).toISOString().slice(0, 7)
  if (cell('duration') !== '') {
    const minutes = amountOf(cell('duration'))
    if (minutes === null) return fault('Duration', `${quoted(cell('duration'))} is no number of minutes`)
    return { month: { period, pool, consumed: Math.ceil(minutes) } }
  }
  const end = timeOf(cell('end'))
  if (end === null || end < start)
    return fault('End', `${quoted(cell('end'))} is no time at or after Start, and Duration is empty`)
  return { month: { period, pool, consumed: Math.ceil((end - start) / 60_000) } }
}

/** ms since the epoch; a time without a zone is UTC. */
function timeOf(text: string): number | null {
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(text)
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))? ?(AM|PM)?)?$/i.exec(text)
  if (iso !== null) {
    const zone = iso[3]?.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2')
    return parseInstant(`${iso[1]}T${iso[2] ?? '00:00'}${zone ?? 'Z'}`)
  }
  return us === null ? null : americanTime(us)
}

/** `11/24/2026 8:05 AM`, as the report shows times in an English admin center. */
function americanTime([, month = '', day = '', year, hour = '0', minute = '00', second = '00', half]: RegExpExecArray) {
  const isOfHalf = Number(hour) >= 1 && Number(hour) <= 12
  if (half !== undefined && !isOfHalf) return null
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0)
  return parseInstant(`${year}-${two(month)}-${two(day)}T${two(String(hours))}:${minute}:${second}Z`)
}

function two(digits: string): string {
  return digits.padStart(2, '0')
}
