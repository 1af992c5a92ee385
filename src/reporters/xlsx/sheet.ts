/** One list as a sheet, written row by row: frozen headings, filters, and a second sheet where Excel's rows end. */
import type { stream, Worksheet } from 'exceljs'
import type { Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import type { ExportContent } from '../../model/export.ts'
import type { CellValue, ExportList } from '../lists/list.ts'
import { cellOf, columnLetters, textOf, type SheetCell } from './cells.ts'
import { heading, sentence, styleOf } from './styles.ts'
import { waitFor } from './waiting.ts'

export type Book = stream.xlsx.WorkbookWriter

export interface SheetPlace {
  readonly book: Book
  readonly out: Writable
  readonly content: ExportContent
  /** Excel's limit is 1,048,576 rows a sheet. */
  readonly rowsPerSheet: number
}

/** Cells of a row, by column, that are formulas. `row` counts from 1, the headings are row 1. */
export type Formulas = (
  values: readonly CellValue[],
  row: number,
  content: ExportContent,
) => ReadonlyMap<string, SheetCell>

export interface ListSheet {
  readonly list: ExportList
  readonly isWrapped?: boolean
  readonly formulas?: Formulas
}

/** How often the writer lets others work: rows. */
const breath = 200

/** Gives the number of rows. */
export async function writeListSheet(sheet: ListSheet, place: SheetPlace): Promise<number> {
  const { list } = sheet
  const { content, rowsPerSheet } = place
  let [rows, part] = [0, 1]
  let open = beginSheet(list, place, part)
  for await (const values of list.rows(content)) {
    if (open.rowCount >= rowsPerSheet) {
      open.commit()
      part += 1
      open = beginSheet(list, place, part)
    }
    addRow(open, values, sheet, content)
    rows += 1
    if (rows % breath === 0) await waitFor(open.worksheet, place.out)
  }
  if (rows === 0) addNone(open, list, content)
  open.commit()
  await setImmediate()
  return rows
}

class OpenSheet {
  readonly worksheet: Worksheet
  readonly #columns: number
  rowCount = 1

  constructor(worksheet: Worksheet, columns: number) {
    this.worksheet = worksheet
    this.#columns = columns
  }

  commit(): void {
    this.worksheet.autoFilter = `A1:${columnLetters(this.#columns - 1)}${this.rowCount}`
    this.worksheet.commit()
  }
}

function beginSheet(list: ExportList, { book }: SheetPlace, part: number): OpenSheet {
  const worksheet = book.addWorksheet(part === 1 ? list.title : `${list.title} ${part}`, {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: {
      orientation: 'landscape',
      paperSize: 9,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:1',
    },
  })
  worksheet.columns = list.columns.map(({ width }) => ({ width }))
  const row = worksheet.addRow(list.columns.map(({ title }) => title))
  row.height = 32
  for (let index = 1; index <= list.columns.length; index++) row.getCell(index).style = heading
  row.commit()
  return new OpenSheet(worksheet, list.columns.length)
}

function addRow(open: OpenSheet, values: readonly CellValue[], sheet: ListSheet, content: ExportContent): void {
  const { list, formulas, isWrapped = false } = sheet
  open.rowCount += 1
  const computed = formulas?.(values, open.rowCount, content)
  const cells = list.columns.map((column, index) => computed?.get(column.key) ?? cellOf(values[index] ?? null, column))
  const row = open.worksheet.addRow(cells)
  for (const [index, column] of list.columns.entries()) {
    const cell = cells[index] ?? null
    if (cell !== null) row.getCell(index + 1).style = styleOf(cell, column, isWrapped)
  }
  row.commit()
}

/** What an empty list means stands where its rows would. */
function addNone(open: OpenSheet, list: ExportList, content: ExportContent): void {
  const row = open.worksheet.addRow([textOf(list.none(content))])
  row.getCell(1).style = sentence
  row.commit()
}
