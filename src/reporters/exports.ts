/** The formats of an export, and the files that each is made of. */
import type { ExportFormat } from '../model/export.ts'
import { csvParts } from './csv/csv.ts'
import type { ExportPart } from './export-part.ts'
import { htmlPart } from './html/html.ts'
import { jsonPart } from './json/json.ts'
import { markdownPart } from './markdown/markdown.ts'
import { xlsxPart } from './xlsx/xlsx.ts'

export const exportParts: Readonly<Record<ExportFormat, readonly ExportPart[]>> = {
  xlsx: [xlsxPart],
  csv: csvParts,
  json: [jsonPart],
  html: [htmlPart],
  markdown: [markdownPart],
}
