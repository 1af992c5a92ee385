/** What `import-usage` stored, month by month. */
import type { ImportDocument } from '../../model/documents.ts'
import { joinSections, noticeLine, titleLine } from './frame.ts'
import { table } from './table.ts'
import { count, figure, plain, type RenderOptions } from './text.ts'

export function renderImport(document: ImportDocument, options: RenderOptions): string {
  const rows = document.months.map(({ period, pool, consumed }) => [period, pool, figure(consumed)])
  const columns = [{ title: 'Month (UTC)' }, { title: 'Pool' }, { title: 'Used', align: 'right' as const }]
  return joinSections([
    titleLine(document, 'usage imported', options),
    table(columns, rows, options),
    `${count(document.rows, 'row')} of ${plain(document.file)} stored; a month imported again replaces itself. See \`seatledger capacity --stored\`.`,
    noticeLine(document, options),
  ])
}
