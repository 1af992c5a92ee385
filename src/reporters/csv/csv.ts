/** One CSV file per list: UTF-8 with a byte order mark, field names as headings; no cell is ever a formula. */
import { stringify } from 'csv-stringify'
import { pipeline } from 'node:stream/promises'
import type { ExportContent } from '../../model/export.ts'
import type { ExportPart } from '../export-part.ts'
import { exportLists } from '../lists/index.ts'
import type { CellValue, ExportList } from '../lists/list.ts'
import { looksLikeFormula, shownText } from '../shown-text.ts'

export const csvParts: readonly ExportPart[] = exportLists.map((list) => ({
  id: list.id,
  extension: 'csv',
  contentType: 'text/csv; charset=utf-8',
  async write(content, out) {
    let rows = 0
    await pipeline(
      recordsOf(list, content, () => {
        rows += 1
      }),
      // RFC 4180; a spreadsheet knows UTF-8 by its mark alone.
      stringify({
        bom: true,
        header: true,
        columns: headingsOf(list),
        escape_formulas: true,
        record_delimiter: '\r\n',
      }),
      out,
    )
    return rows
  },
}))

function headingsOf({ columns }: ExportList): { key: string; header: string }[] {
  return columns.map(({ key }) => ({ key, header: key }))
}

async function* recordsOf(list: ExportList, content: ExportContent, onRow: () => void): AsyncGenerator<unknown[]> {
  for await (const row of list.rows(content)) {
    onRow()
    yield row.map(fieldOf)
  }
}

/** Numbers stay numbers, so that a minus is no formula; what is not known is empty. */
function fieldOf(value: CellValue): string | number | null {
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value !== 'string') return value
  const shown = shownText(value)
  return looksLikeFormula(shown) ? `'${shown}` : shown
}
