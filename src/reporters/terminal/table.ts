/** Tables that fit the width of the terminal: the widest column of text gives way and wraps. */
import CliTable from 'cli-table3'
import { stripVTControlCharacters } from 'node:util'
import { heading, type RenderOptions } from './text.ts'

export interface Column {
  readonly title: string
  readonly align?: 'right'
}

/** Border and padding of one column. */
const frame = 3

/** Cells may hold line breaks. An empty text where there are no rows. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  options: RenderOptions,
): string {
  if (rows.length === 0) return ''
  const grid = new CliTable({
    head: columns.map((column) => heading(column.title, options)),
    colAligns: columns.map((column) => column.align ?? 'left'),
    colWidths: fitWidths([columns.map((column) => column.title), ...rows], options.width).map((width) => width + 2),
    wordWrap: true,
    style: { head: [], border: [] },
  })
  for (const row of rows) grid.push([...row])
  return grid.toString()
}

/** The widths of the contents, the widest taken down until all fit. A word is never cut: an id that cannot be copied helps nobody. */
function fitWidths(rows: readonly (readonly string[])[], width: number): number[] {
  const widths = widestOf(rows, (cell) => cell.split('\n'))
  const least = widestOf(rows, (cell) => cell.split(/\s/))
  let spare = width - 1 - widths.reduce((sum, columnWidth) => sum + columnWidth + frame, 0)
  while (spare < 0) {
    const slack = widths.map((columnWidth, column) => (columnWidth > (least[column] ?? 0) ? columnWidth : 0))
    const widest = slack.indexOf(Math.max(...slack))
    if (slack[widest] === 0) break
    widths[widest] = (widths[widest] ?? 0) - 1
    spare += 1
  }
  return widths
}

/** The widest part of each column. */
function widestOf(rows: readonly (readonly string[])[], split: (cell: string) => readonly string[]): number[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      const parts = split(stripVTControlCharacters(cell))
      widths[column] = Math.max(widths[column] ?? 0, ...parts.map(columnsOf))
    }
  }
  return widths
}

/** Terminal columns of one line: East Asian wide characters and emoji take two. */
function columnsOf(line: string): number {
  let columns = 0
  for (const character of line)
    columns +=
      /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uff01-\uff60]/u.test(
        character,
      )
        ? 2
        : 1
  return columns
}
