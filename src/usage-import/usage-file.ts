/** Reads the text of a usage file: months as the operator writes them, or the detail rows of the Voice minutes report. Whole or not at all. */
import { CsvError, parse } from 'csv-parse/sync'
import { ConfigurationError } from '../errors.ts'
import { decodeText } from '../guide/json-text.ts'
import { compareText } from '../model/text-order.ts'
import { monthRow } from './month-row.ts'
import { readMinutes } from './report-row.ts'
import type { Fault, MonthUse, Row } from './row.ts'

export interface UsageFile {
  /** Data rows, without the header. */
  readonly rows: number
  /** One per period and pool, in this order; routes or minutes. */
  readonly months: readonly MonthUse[]
}

const mostFaultsShown = 10
/** Of two columns with one name nobody can say which holds. */
const readColumns = ['period', 'pool', 'consumed', 'type', 'start', 'end', 'duration']

/** `now` (ISO 8601 UTC) bounds the months. Throws a ConfigurationError (exit 64) that names line and column of what is wrong. */
export function parseUsageFile(bytes: Uint8Array, name: string, now: string): UsageFile {
  const rows = readRows(decode(bytes, name), name)
  const columns = new Set(rows[0]?.cells.keys())
  const isMonths = ['period', 'pool', 'consumed'].every((column) => columns.has(column))
  const isReport = ['type', 'start'].every((column) => columns.has(column))
  if (rows.length === 0) throw refused(`${name} holds no rows`)
  if (!isMonths && !isReport) {
    throw refused(`${name}, line 1: the columns are ${[...columns].join(', ') || 'missing'}`)
  }
  const read = rows.map((row) => (isMonths ? monthRow(row, now) : readMinutes(row, now)))
  const faults = read.flatMap((one) => ('fault' in one ? [one.fault] : []))
  const months = read.flatMap((one) => ('month' in one ? [one.month] : []))
  const all = [...faults, ...(isMonths ? repeated(rows, months, faults) : [])]
  if (all.length > 0) throw faulty(name, all)
  return { rows: rows.length, months: summed(months) }
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return decodeText(bytes)
  } catch {
    throw refused(`${name} is not text in UTF-8`)
  }
}

function readRows(text: string, name: string): Row[] {
  const [header = ''] = text.split(/[\r\n]/, 1)
  const [delimiter = ','] = /[,;\t]/.exec(header.replaceAll(/"[^"]*"/g, '')) ?? []
  try {
    const records: unknown = parse(text, {
      bom: true,
      delimiter,
      info: true,
      // One file may hold several: its rows were added by different programs.
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      trim: true,
    })
    return toRows(records, name)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw refused(`${name}: ${error.message}`)
  }
}

function toRows(records: unknown, name: string): Row[] {
  const lines = Array.isArray(records) ? records.map(lineOf) : []
  const [header, ...data] = lines
  const columns = (header?.cells ?? []).map((column) => column.toLowerCase())
  const twice = readColumns.find((column) => columns.indexOf(column) !== columns.lastIndexOf(column))
  if (twice !== undefined) throw refused(`${name}, line 1: the column ${twice} is there twice`)
  return data.map(({ line, cells }) => ({
    line,
    cells: new Map(columns.map((column, index) => [column, cells[index] ?? ''])),
  }))
}

/** csv-parse with `info` gives the cells beside the line on which the row ends. */
function lineOf(record: { record: unknown[]; info: { lines: number } }): { line: number; cells: string[] } {
  return { line: record.info.lines, cells: record.record.map(String) }
}

/** A month that the operator writes twice has two figures, and no one can say which holds. */
function repeated(rows: readonly Row[], months: readonly MonthUse[], faults: readonly Fault[]): Fault[] {
  if (faults.length > 0) return []
  const seen = new Set<string>()
  return months.flatMap(({ period, pool }, index) => {
    const key = `${period} ${pool}`
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    return [{ line: rows[index]?.line ?? 0, column: 'period', wrong: `${key} is there twice` }]
  })
}

function summed(months: readonly MonthUse[]): readonly MonthUse[] {
  const byKey = Map.groupBy(months, ({ period, pool }) => `${period}|${pool}`)
  return [...byKey.entries()]
    .toSorted(([a], [b]) => compareText(a, b))
    .flatMap(([, [first, ...rest]]) =>
      first === undefined
        ? []
        : [{ ...first, consumed: rest.reduce((sum, { consumed }) => sum + consumed, first.consumed) }],
    )
}

function faulty(name: string, faults: readonly Fault[]): ConfigurationError {
  const words = faults
    .slice(0, mostFaultsShown)
    .map(({ line, column, wrong }) => `line ${line}, column ${column}: ${wrong}`)
  const more = faults.length > mostFaultsShown ? `; and ${faults.length - mostFaultsShown} more` : ''
  return refused(`${name}: ${words.join('; ')}${more}`)
}

function refused(message: string): ConfigurationError {
  return new ConfigurationError(
    `${message}; nothing was stored`,
    'expected CSV in UTF-8 with a header: `period,pool,consumed` (2026-11,voicebot-minutes,1234), or the detail rows of the Voice minutes report (Type, Start, End, Duration)',
    'usage',
  )
}
