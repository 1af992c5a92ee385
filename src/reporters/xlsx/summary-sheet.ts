/** The first sheet: what a person reads first, in its order, and what the other sheets hold. */
import type { Style, Worksheet } from 'exceljs'
import type { ExportContent } from '../../model/export.ts'
import { rowsOf } from '../lists/index.ts'
import { missingOf } from '../lists/not-assessed.ts'
import { poolColumns } from '../lists/pools.ts'
import { accessSentences, factsOf, missingSentence, poolSentence, stepsOf, titleOf } from '../report/summary.ts'
import { cellOf, columnLetters, textOf, type SheetCell } from './cells.ts'
import type { ListSheet, SheetPlace } from './sheet.ts'
import { emphasis, heading, sentence, styleOf, subtitle, title } from './styles.ts'

const poolKeys = ['pool', 'unit', 'entitled', 'total', 'consumed', 'remaining', 'status']
/** Roles and gaps that stand here; all of them stand on their sheets. */
const shown = 10

export function writeSummarySheet(sheets: readonly ListSheet[], { book, content, rowsPerSheet }: SheetPlace): void {
  const worksheet = book.addWorksheet('summary', {
    pageSetup: { orientation: 'landscape', paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    views: [{ state: 'frozen', ySplit: 1, showGridLines: false }],
  })
  worksheet.columns = [30, 32, 15, 15, 15, 15, 14].map((width) => ({ width }))
  line(worksheet, [`${titleOf(content)}: license report of ${content.head.asOf.slice(0, 10)}`], title)
  line(worksheet, [content.head.notice])
  for (const fact of factsOf(content)) line(worksheet, fact, emphasis)
  section(worksheet, '1. Over or within', [poolSentence(content)])
  poolRows(worksheet, content)
  section(worksheet, '2. Who can write what without a license', accessSentences(content))
  roleRows(worksheet, content)
  section(worksheet, '3. What was not looked at, and how to mend that', [missingSentence(content)])
  missingRows(worksheet, content)
  section(worksheet, '4. What to do next', stepsOf(content))
  section(worksheet, 'The sheets of this workbook', [])
  for (const { list } of sheets)
    line(worksheet, [list.title, `${list.about}${continued(rowsOf(list, content), rowsPerSheet)}`], emphasis)
  worksheet.commit()
}

/** The first cell in a style of its own, the others plain. */
function line(worksheet: Worksheet, texts: readonly string[], first: Partial<Style> = {}): void {
  const row = worksheet.addRow(texts.map(textOf))
  if (texts.length > 0) row.getCell(1).style = first
  row.commit()
}

function section(worksheet: Worksheet, name: string, sentences: readonly string[]): void {
  line(worksheet, [])
  line(worksheet, [name], subtitle)
  for (const text of sentences) line(worksheet, [text])
}

function headings(worksheet: Worksheet, titles: readonly string[]): void {
  const row = worksheet.addRow([...titles])
  for (let index = 1; index <= titles.length; index++) row.getCell(index).style = heading
  row.commit()
}

/** Each figure refers to the sheet of the pools, so that both change together. */
function poolRows(worksheet: Worksheet, content: ExportContent): void {
  const places = poolKeys.map((key) => poolColumns.findIndex((column) => column.key === key))
  headings(
    worksheet,
    places.map((place) => poolColumns[place]?.title ?? ''),
  )
  for (const [index, pool] of content.capacity.pools.entries()) {
    const cells = places.map((place): SheetCell => {
      const column = poolColumns[place]
      const value = column === undefined ? null : cellOf(column.value(pool, content), column)
      if (place === 0 || typeof value === 'object') return value
      return { formula: `pools!${columnLetters(place)}${index + 2}`, result: value }
    })
    const row = worksheet.addRow(cells)
    for (const [at, cell] of cells.entries())
      row.getCell(at + 1).style = styleOf(cell, { key: poolKeys[at] ?? '' }, false)
    row.commit()
  }
}

function roleRows(worksheet: Worksheet, { roles }: ExportContent): void {
  if (roles.length === 0) return
  headings(worksheet, ['Role', 'Environment', 'Findings', 'Cleared', 'What to change'])
  for (const { name, environment, findings, cleared, action } of roles.slice(0, shown)) {
    worksheet
      .addRow([textOf(name), textOf(environment?.name ?? ''), findings, cleared ?? '', textOf(action ?? '')])
      .commit()
  }
  rest(worksheet, roles.length, 'roles')
}

function missingRows(worksheet: Worksheet, content: ExportContent): void {
  const missing = missingOf(content).filter(({ kind }) => kind !== 'note')
  if (missing.length === 0) return
  headings(worksheet, ['What', 'Environment', 'State', 'Required', 'Why, and what mends it'])
  for (const { what, environment, state, isRequired, reason, fix } of missing.slice(0, shown)) {
    const why = [reason, fix].filter((text) => text !== null).join('. Mend it: ')
    line(worksheet, [what, environment ?? '', state, isRequired === true ? 'yes' : '', why], sentence)
  }
  rest(worksheet, missing.length, 'what was not assessed')
}

function rest(worksheet: Worksheet, count: number, sheet: string): void {
  if (count > shown) line(worksheet, [`and ${count - shown} more on the sheet "${sheet}"`])
}

function continued(rows: number | null, rowsPerSheet: number): string {
  const sheets = rows === null ? 1 : Math.ceil(rows / (rowsPerSheet - 1))
  return sheets > 1 ? ` ${rows} rows on ${sheets} sheets: a sheet of Excel has ${rowsPerSheet} rows.` : ''
}
