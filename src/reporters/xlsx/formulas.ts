/** Formulas that derive the figures of the pools again from the seat counts of the sheet `seats`. */
import type { ExportContent } from '../../model/export.ts'
import type { PlanId, Pool, Term } from '../../model/pool.ts'
import type { CellValue, ExportList } from '../lists/list.ts'
import { poolList, termList, termsOf, totalOf } from '../lists/pools.ts'
import { seatList } from '../lists/seats.ts'
import { columnLetters, derived, type SheetCell } from './cells.ts'
import type { Formulas } from './sheet.ts'

/** A formula may have 8,192 characters; nobody reads one of a tenth. */
const longestFormula = 2000

/** Letters of a list's column, by its key. */
function letter(list: ExportList, key: string): string {
  return columnLetters(list.columns.findIndex((column) => column.key === key))
}

/** Entitled from the seats; a month's total is what it is entitled to; remaining and status from total and consumption. */
export const poolFormulas: Formulas = (_, row, content) => {
  const pool = content.capacity.pools[row - 2]
  if (pool === undefined) return new Map()
  return new Map<string, SheetCell>([
    ...entry('entitled', entitledCell(pool, content)),
    ...entry('total', pool.period === null ? null : sameCell(`${letter(poolList, 'entitled')}${row}`, pool.entitled)),
    ...entry('remaining', remainingCell(pool, row)),
    ...entry('status', statusCell(pool, row, content.nearBelow)),
  ])
}

function entry(key: string, cell: SheetCell): [string, SheetCell][] {
  return cell === null ? [] : [[key, cell]]
}

function sameCell(reference: string, value: number | null): SheetCell {
  return value === null ? null : { formula: reference, result: value }
}

/** `10+seats!F2*0.25+seats!F3*0.25`: base, seats times what one grants, packs. */
function entitledCell({ entitled, terms }: Pool, content: ExportContent): SheetCell {
  if (entitled === null || terms.length === 0) return null
  const parts = terms.map((term) => termFormula(term, content))
  const formula = parts.join('+')
  if (formula.length > longestFormula) return null
  return derived(
    formula,
    terms.reduce((sum, term) => sum + termValue(term), 0),
    entitled,
  )
}

function termFormula(term: Term, content: ExportContent): string {
  const { seats, perSeat, amount } = term
  return seats === null || perSeat === null ? `${amount}` : `${seatsFormula(term, content) ?? seats}*${perSeat}`
}

function termValue({ seats, perSeat, amount }: Term): number {
  return seats === null || perSeat === null ? amount : seats * perSeat
}

/** The counted seats of the plan on the sheet of the seats; null where they are not what the term counts. */
function seatsFormula(
  { plan, seats }: Pick<Term, 'plan' | 'seats'>,
  { seats: document }: ExportContent,
): string | null {
  const rows = plan === null ? [] : rowsOfPlan(plan, document.seats)
  const counted = rows.reduce((sum, row) => sum + (document.seats[row - 2]?.counted ?? 0), 0)
  if (rows.length === 0 || counted !== seats) return null
  const references = rows.map((row) => `seats!${letter(seatList, 'counted')}${row}`).join('+')
  return rows.length === 1 ? references : `(${references})`
}

/** Rows of the sheet: the headings are row 1. */
function rowsOfPlan(plan: PlanId, seats: readonly { readonly plan: PlanId }[]): number[] {
  return [...seats.entries()].filter(([, seat]) => seat.plan === plan).map(([index]) => index + 2)
}

function remainingCell(pool: Pool, row: number): SheetCell {
  const [total, { consumed, remaining }] = [totalOf(pool), pool]
  if (total === null || consumed === null || remaining === null) return null
  return derived(
    `${letter(poolList, 'total')}${row}-${letter(poolList, 'consumed')}${row}`,
    total - consumed,
    remaining,
  )
}

/** As `documents.md` has it. A consumption between two bounds is judged by both, which no cell shows. */
function statusCell(pool: Pool, row: number, nearBelow: number): SheetCell {
  const [total, { consumed, status, consumedRange }] = [totalOf(pool), pool]
  if (total === null || consumed === null || consumedRange !== null) return null
  const [t, c] = [`${letter(poolList, 'total')}${row}`, `${letter(poolList, 'consumed')}${row}`]
  const formula = `IF(${c}>${t},"over",IF(${t}=0,"within",IF((${t}-${c})/${t}<${nearBelow},"near","within")))`
  const isNear = total !== 0 && (total - consumed) / total < nearBelow
  const computed = consumed > total ? 'over' : isNear ? 'near' : 'within'
  return computed === status ? { formula, result: status } : null
}

/** Seats from the sheet of the seats, amount = seats x per seat. */
export const termFormulas: Formulas = (_, row, content) => {
  const term = termsOf(content)[row - 2]
  if (term === undefined || term.seats === null || term.perSeat === null) return new Map()
  const formula = seatsFormula(term, content)
  const product = `${letter(termList, 'seats')}${row}*${letter(termList, 'perSeat')}${row}`
  return new Map<string, SheetCell>([
    ...entry('seats', formula === null ? null : { formula, result: term.seats }),
    ...entry('amount', derived(product, term.seats * term.perSeat, term.amount)),
  ])
}

/** Counted = enabled + in grace - trial; what is free of it. */
export const seatFormulas: Formulas = (values, row) => {
  const numberAt = (key: string): number | null => numberOf(values[seatList.columns.findIndex((c) => c.key === key)])
  const at = (key: string): string => `${letter(seatList, key)}${row}`
  const [enabled, warning, trial] = [numberAt('enabled') ?? 0, numberAt('warning') ?? 0, numberAt('trialUnits')]
  const [counted, assigned] = [numberAt('counted') ?? 0, numberAt('assigned') ?? 0]
  const units = `${at('enabled')}+${at('warning')}`
  return new Map<string, SheetCell>([
    ...(trial === null
      ? []
      : entry('counted', derived(`${units}-${at('trialUnits')}`, enabled + warning - trial, counted))),
    ...entry('unassigned', { formula: `${units}-${at('assigned')}`, result: enabled + warning - assigned }),
  ])
}

function numberOf(value: CellValue | undefined): number | null {
  return typeof value === 'number' ? value : null
}
