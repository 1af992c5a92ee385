/** A list as a table that a screen reader can read: caption, column headings, and the first cell as the heading of its row. */
import type { ExportContent } from '../../model/export.ts'
import type { TextChunks } from '../export-part.ts'
import type { CellValue, ListColumn } from '../lists/list.ts'
import { cellText } from '../report/cell-text.ts'
import type { ReportSection } from '../report/sections.ts'
import { anchor, html, sentence } from './markup.ts'

/** Chunks of one table, or the sentence that an empty list means; gives the number of rows. */
export async function* tableOf({ id, title, list }: ReportSection, content: ExportContent): TextChunks {
  let rows = 0
  for await (const row of list.rows(content)) {
    if (rows === 0) yield tableStart(title, list.about, list.columns)
    rows += 1
    yield rowOf(row, list.columns, id)
  }
  yield rows === 0 ? `<p>${html(list.none(content))}</p>\n` : tableEnd
  return rows
}

/** The region scrolls by itself, so that a wide table does not move the page; with the keyboard too. */
export function tableStart(
  title: string,
  about: string,
  columns: readonly Pick<ListColumn, 'title' | 'kind'>[],
): string {
  const headings = columns.map(({ title: text, kind }) => `<th scope="col" class="${kind}">${html(text)}</th>`)
  return `<div class="scroll" role="region" tabindex="0" aria-label="${html(`Table: ${title}`)}"><table><caption>${html(about)}</caption><thead><tr>${headings.join('')}</tr></thead><tbody>\n`
}

export const tableEnd = '</tbody></table></div>\n'

function rowOf(row: readonly CellValue[], columns: readonly ListColumn[], section: string): string {
  const cells = columns.map((column, index) => {
    const text = cellText(row[index] ?? null, column)
    const inner = isState(column) ? tag(text) : isSentence(column) ? sentence(text) : html(text)
    return index === 0
      ? `<th scope="row" class="${column.kind}">${linkOrText(section, text)}</th>`
      : `<td class="${column.kind}">${inner}</td>`
  })
  return `<tr>${cells.join('')}</tr>\n`
}

function isState({ key }: ListColumn): boolean {
  return key === 'status' || key === 'state' || key === 'outcome'
}

function isSentence({ key }: ListColumn): boolean {
  return key === 'action' || key === 'fix'
}

/** Never by color alone. */
export function tag(word: string): string {
  const known = /^(?:high|medium|low|info|over|near|within|unknown|partial|complete|not-assessed)$/.test(word)
  return known ? `<span class="tag ${word}">${word === 'unknown' ? 'not known' : word}</span>` : html(word)
}

/** Clauses are what findings link to. */
function linkOrText(section: string, text: string): string {
  return section === 'clauses' ? `<span id="clause-${anchor(text)}">${html(text)}</span>` : html(text)
}
