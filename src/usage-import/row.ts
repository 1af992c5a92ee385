/** A data row of a usage file, and what is made of it. */
import type { ImportedMonth } from '../model/usage.ts'

/** Its line in the file, and its cells by column in lower case. */
export interface Row {
  readonly line: number
  readonly cells: ReadonlyMap<string, string>
}

/** Routes or minutes. */
export type MonthUse = Pick<ImportedMonth, 'period' | 'pool' | 'consumed'>

/** What is wrong with one row, and in which column. */
export interface Fault {
  readonly line: number
  readonly column: string
  readonly wrong: string
}

export type MonthOrFault = { readonly month: MonthUse } | { readonly fault: Fault }
