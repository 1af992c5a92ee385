/**
 * Tables that fit the width of the terminal: the widest column of text gives way and wraps.
 * Drawn here because a list of findings is long: cli-table3 takes 4 ms a row, 40 s for 10,000 of them.
 */
import { heading, type RenderOptions } from './text.ts'
import { columnsOf, wrap } from './wrap.ts'

export interface Column {
  readonly title: string
  readonly align?: 'right'
}

type Row = readonly string[]

/** Border and padding of one column. */
const frame = 3

/** Cells may hold line breaks, and color on whole lines. An empty text where there are no rows. */
export function table(columns: readonly Column[], rows: readonly Row[], options: RenderOptions): string {
  if (rows.length === 0) return ''
  const titles = columns.map((column) => column.title)
  const widths = fitWidths([titles, ...rows], options.width)
  const draw = (row: Row): readonly string[] => drawRow(row, columns, widths)
  const drawn = rows.map(draw)
  // Rows of one line each need no lines between them.
  const between = drawn.some((lines) => lines.length > 1) ? [border('├┼┤', widths)] : []
  return [
    border('┌┬┐', widths),
    ...draw(titles.map((title) => heading(title, options))),
    border('├┼┤', widths),
    ...drawn.flatMap((lines, index) => (index === 0 ? lines : [...between, ...lines])),
    border('└┴┘', widths),
  ].join('\n')
}

function border(corners: string, widths: readonly number[]): string {
  const [left = '', middle = '', right = ''] = corners
  return `${left}${widths.map((width) => '─'.repeat(width + 2)).join(middle)}${right}`
}

function drawRow(row: Row, columns: readonly Column[], widths: readonly number[]): readonly string[] {
  const cells = widths.map((width, column) => wrap(row[column] ?? '', width))
  const height = Math.max(...cells.map((lines) => lines.length))
  return Array.from({ length: height }, (_, line) => {
    const texts = cells.map((lines, column) => pad(lines[line] ?? '', widths[column] ?? 0, columns[column]?.align))
    return `│ ${texts.join(' │ ')} │`
  })
}

function pad(text: string, width: number, align: 'right' | undefined): string {
  const blanks = ' '.repeat(Math.max(0, width - columnsOf(text)))
  return align === 'right' ? `${blanks}${text}` : `${text}${blanks}`
}

/** No id is longer; what is, is a name, and goes on in the next line. */
const longestId = 40

/** The widths of the contents, the widest taken down until all fit. A word is never cut: an id that cannot be copied helps nobody. */
function fitWidths(rows: readonly Row[], width: number): readonly number[] {
  const widths = widestOf(rows, (cell) => cell.split('\n'))
  const least = widestOf(rows, (cell) => cell.split(/\s/)).map((columns) => Math.min(columns, longestId))
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
function widestOf(rows: readonly Row[], split: (cell: string) => readonly string[]): number[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, ...split(cell).map(columnsOf))
    }
  }
  return widths
}
