/** The look of a workbook. Each style is one object: the writer knows it again by that. */
import type { Style } from 'exceljs'
import type { ListColumn } from '../lists/list.ts'
import type { SheetCell } from './cells.ts'
import { isRisky } from './cells.ts'

type CellStyle = Partial<Style>

const top = { vertical: 'top' } as const
const wrapped = { vertical: 'top', wrapText: true } as const

function filled(ink: string, paper: string): CellStyle {
  return {
    font: { color: { argb: ink }, bold: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: paper } },
    alignment: top,
  }
}

const plain: CellStyle = { alignment: top }
const long: CellStyle = { alignment: wrapped }
/** Text whatever somebody types over it. */
const literal: CellStyle = { alignment: top, numFmt: '@' }
const whole: CellStyle = { alignment: top, numFmt: '#,##0' }
const fraction: CellStyle = { alignment: top, numFmt: '#,##0.00' }
const moment: CellStyle = { alignment: top, numFmt: 'yyyy-mm-dd hh:mm' }
const unknown: CellStyle = { alignment: top, font: { italic: true, color: { argb: 'FF605E5C' } } }

const red = filled('FF8E1116', 'FFFDE7E9')
const amber = filled('FF714100', 'FFFFF4CE')
const blue = filled('FF0B4A6F', 'FFE5F1FB')
const green = filled('FF0B5A08', 'FFDFF6DD')
const grey = filled('FF454240', 'FFF3F2F1')

const words: ReadonlyMap<unknown, CellStyle> = new Map<unknown, CellStyle>([
  ...['high', 'over', 'not-assessed', 'fail'].map((word) => [word, red] as const),
  ...['medium', 'near', 'partial', 'assessed in part', 'in no list'].map((word) => [word, amber] as const),
  ['low', blue],
  ...['within', 'complete', 'pass'].map((word) => [word, green] as const),
  ...['info', 'unknown', 'not-applicable'].map((word) => [word, grey] as const),
])

const stateKeys: ReadonlySet<string> = new Set(['severity', 'status', 'state', 'outcome'])

export const heading: CellStyle = {
  font: { bold: true, color: { argb: 'FFFFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF0F548C' } },
  alignment: { vertical: 'middle', wrapText: true },
}
export const title: CellStyle = { font: { bold: true, size: 18 }, alignment: top }
export const subtitle: CellStyle = { font: { bold: true, size: 13, color: { argb: 'FF0F548C' } }, alignment: top }
export const emphasis: CellStyle = { font: { bold: true }, alignment: top }
export const sentence: CellStyle = long

/** `isWrapped`: for lists of few rows with long texts; in long lists every row stays one line. */
export function styleOf(cell: SheetCell, column: Pick<ListColumn, 'key'>, isWrapped: boolean): CellStyle {
  const value = typeof cell === 'object' && cell !== null && 'result' in cell ? cell.result : cell
  const state = stateKeys.has(column.key) ? words.get(value) : undefined
  if (state !== undefined) return state
  if (typeof value === 'number') return Number.isInteger(value) ? whole : fraction
  if (value instanceof Date) return moment
  if (value === 'not known') return unknown
  if (isRisky(value)) return literal
  return isWrapped ? long : plain
}
