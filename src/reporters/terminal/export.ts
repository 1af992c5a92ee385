/** What was exported: each file with its rows and its SHA-256. */
import type { ExportDocument } from '../../model/export.ts'
import { coverageSection, joinSections, noticeLine, section, titleLine } from './frame.ts'
import { count, paint, plain, type RenderOptions } from './text.ts'

/** A sum is one word of 64 letters, whole on its line: to be compared with what `sha256sum` prints. */
export function renderExport(document: ExportDocument, options: RenderOptions): string {
  const lines = document.files.flatMap(({ path, rows, sha256 }) => [
    `  ${plain(path)}: ${count(rows, 'row')}`,
    `    ${paint(sha256, 'dim', options)}`,
  ])
  return joinSections([
    titleLine(document, 'export', options),
    section('Files, each with its SHA-256 (manifest.json lists them too)', lines, options),
    coverageSection(document.coverage, options),
    noticeLine(document, options),
  ])
}
