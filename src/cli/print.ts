/** Prints a document: as JSON to the byte, or as text for a person. */
import { renderDocument, type ReportDocument, type ReportOptions } from '../reporters/index.ts'
import { safeJson } from '../safe-json.ts'
import type { Io } from './io.ts'

export function print(
  document: ReportDocument,
  options: { readonly json?: boolean | undefined },
  io: Io,
  extra: Pick<ReportOptions, 'findings' | 'provisions' | 'earlier'> = {},
): void {
  if (options.json) io.stdout(`${safeJson(JSON.stringify(document, null, 2))}\n`)
  else io.stdout(`${renderDocument(document, { color: io.color ?? false, width: io.width ?? 120, ...extra })}\n`)
}
