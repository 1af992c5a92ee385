/** Cells of a workbook: numbers as numbers, times as times, and text that Excel takes, whatever a name holds. */
import type { CellValue, ListColumn } from '../lists/list.ts'
import { looksLikeFormula, shownText } from '../shown-text.ts'

/** `result`: what the formula gives, as the documents say it. */
interface FormulaCell {
  readonly formula: string
  readonly result: string | number
}

export type SheetCell = string | number | Date | FormulaCell | null

/** Of one cell: https://support.microsoft.com/office/excel-specifications-and-limits */
const longestText = 32_767

/** Excel reads `_x000D_` in a text as the character of that number (ECMA-376, ST_Xstring): its first sign is spelled so itself. */
const spelled = /_(?=x[0-9a-f]{4}_)/gi

export function cellOf(value: CellValue, { kind, isUnknown }: ListColumn): SheetCell {
  if (value === null) return isUnknown ? 'not known' : null
  if (value === '') return null
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return (kind === 'time' ? dateOf(value) : null) ?? textOf(value)
}

export function textOf(text: string): string {
  return cut(shownText(text).replace(spelled, '_x005F_'))
}

function cut(text: string): string {
  if (text.length <= longestText) return text
  const note = ` … (cut: ${text.length} characters)`
  // Half a character would be none.
  return `${text.slice(0, longestText - note.length).replace(/[\ud800-\udbff]$/, '')}${note}`
}

/** null for what is no time, or one that Excel does not know: its days begin with 1900. */
function dateOf(text: string): Date | null {
  const time = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : NaN
  const date = new Date(time)
  const year = date.getUTCFullYear()
  return year >= 1900 && year <= 9999 ? date : null
}

/** A text that would become a formula when somebody edits the cell. */
export function isRisky(value: SheetCell): boolean {
  return typeof value === 'string' && value.length < 256 && looksLikeFormula(value)
}

/** `A`, `Z`, `AA`. */
export function columnLetters(index: number): string {
  const letter = String.fromCodePoint(65 + (index % 26))
  return index < 26 ? letter : `${columnLetters(Math.floor(index / 26) - 1)}${letter}`
}

/**
 * A formula beside the figure of the documents, where both agree (`computed` is what the formula gives); else the figure alone:
 * one that was rounded, or judged by more than a sheet shows, is never contradicted by its own cell.
 */
export function derived<T extends string | number>(formula: string, computed: T, value: T): FormulaCell | T {
  if (computed === value) return { formula, result: value }
  if (typeof computed !== 'number' || typeof value !== 'number') return value
  return Math.abs(computed - value) < 1e-6 ? { formula: `ROUND(${formula},3)`, result: value } : value
}
