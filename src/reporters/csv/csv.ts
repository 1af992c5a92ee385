/** One CSV file per list: UTF-8 with a byte order mark, field names as headings; no cell is ever a formula. */
import { stringify } from 'csv-stringify/sync'
import type { ExportContent } from '../../model/export.ts'
import { writeText, type ExportPart, type TextChunks } from '../export-part.ts'
import { exportLists } from '../lists/index.ts'
import type { CellValue, ExportList } from '../lists/list.ts'
import { looksLikeFormula, shownText } from '../shown-text.ts'

export const csvParts: readonly ExportPart[] = exportLists.map((list) => ({
  id: list.id,
  extension: 'csv',
  contentType: 'text/csv; charset=utf-8',
  write: async (content, out) => writeText(chunksOf(list, content), out),
}))

/** Records that are written at a time: the library's stream, one record each, keeps twice the memory. */
const batchSize = 100

async function* chunksOf(list: ExportList, content: ExportContent): TextChunks {
  // A spreadsheet knows UTF-8 by its mark alone.
  yield `\ufeff${textOf([list.columns.map(({ key }) => key)])}`
  let rows = 0
  let batch: Field[][] = []
  for await (const row of list.rows(content)) {
    rows += 1
    batch.push(row.map(fieldOf))
    if (batch.length < batchSize) continue
    yield textOf(batch)
    batch = []
  }
  yield textOf(batch)
  return rows
}

type Field = string | number | null

/** RFC 4180. */
function textOf(records: readonly (readonly Field[])[]): string {
  return stringify([...records], { escape_formulas: true, record_delimiter: '\r\n' })
}

/** Numbers stay numbers, so that a minus is no formula; what is not known is empty. */
function fieldOf(value: CellValue): Field {
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value !== 'string') return value
  const shown = shownText(value)
  return looksLikeFormula(shown) ? `'${shown}` : shown
}
