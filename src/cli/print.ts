/** Prints a document: as JSON to the byte, or as text for a person. */
import { pseudonymized } from '../pseudonyms/documents.ts'
import { renderDocument, type ReportDocument, type ReportOptions } from '../reporters/index.ts'
import { safeJson } from '../safe-json.ts'
import type { Io } from './io.ts'

type Extra = Pick<ReportOptions, 'findings' | 'provisions' | 'earlier'>

export function print(
  given: ReportDocument,
  options: { readonly json?: boolean | undefined },
  io: Io,
  extraGiven: Extra = {},
): void {
  const { document, extra } = shown(given, extraGiven, io)
  if (options.json) io.stdout(`${safeJson(JSON.stringify(document, null, 2))}\n`)
  else io.stdout(`${renderDocument(document, { color: io.color ?? false, width: io.width ?? 120, ...extra })}\n`)
}

/** Before anything is rendered, for a table cuts names. */
function shown(document: ReportDocument, extra: Extra, { pseudonyms }: Io): { document: ReportDocument; extra: Extra } {
  if (pseudonyms === undefined) return { document, extra }
  const { names } = pseudonyms
  const { findings } = extra
  const shownFindings = findings === undefined ? {} : { findings: pseudonymized(findings, names) }
  return { document: pseudonymized(document, names), extra: { ...extra, ...shownFindings } }
}
