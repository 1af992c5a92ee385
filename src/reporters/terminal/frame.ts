/** What all reports share: the title line, the sections, what was not looked at, and the notice. */
import type { Coverage } from '../../model/coverage.ts'
import type { Head } from '../../model/documents.ts'
import { heading, name, paint, plain, time, type RenderOptions } from './text.ts'

/** `Contoso: capacity (2026-11-24 09:00 UTC, edition contact-center-2025-02)`. */
export function titleLine(head: Head, what: string, options: RenderOptions): string {
  const tenant = name(head.tenantName ?? head.tenantId)
  return heading(`${tenant}: ${what} (${time(head.asOf)}, edition ${plain(head.edition)})`, options)
}

/** Sections with a blank line between them; empty ones are left out. */
export function joinSections(sections: readonly string[]): string {
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`
}

/** A section with its heading; empty without lines. */
export function section(title: string, lines: readonly string[], options: RenderOptions): string {
  const filled = lines.filter((line) => line !== '')
  return filled.length === 0 ? '' : [heading(title, options), ...filled].join('\n')
}

/** Whether nothing is known of the seats: an entitlement of 0 and an empty list then mean nothing. */
export function isWithoutSeats(coverage: readonly Coverage[]): boolean {
  return coverage.some(({ source, state }) => source === 'graph/subscribed-skus' && state === 'not-assessed')
}

export function coverageSection(coverage: readonly Coverage[], options: RenderOptions): string {
  return section('Not looked at, or not wholly', coverageLines(coverage, options), options)
}

/** What could not be read, why, and what mends it; sources that are complete with a remark follow. */
export function coverageLines(coverage: readonly Coverage[], options: RenderOptions): readonly string[] {
  const open = coverage.filter((row) => row.state !== 'complete')
  const remarks = coverage.filter((row) => row.state === 'complete' && row.reason !== null)
  return [...open, ...remarks].flatMap((row) => rowLines(row, options))
}

function rowLines(row: Coverage, options: RenderOptions): readonly string[] {
  const where = row.environment === null ? '' : ` of ${name(row.environment.name)}`
  const state = row.state === 'complete' ? 'note' : row.state
  const weight = row.required && row.state !== 'complete' ? ' (required)' : ''
  const tint = row.state === 'complete' ? 'dim' : 'yellow'
  return [
    `  ${paint(state, tint, options)} ${row.source}${where}${weight}: ${plain(row.reason ?? 'no reason given')}`,
    ...(row.fix === null ? [] : [`      mend it: ${plain(row.fix)}`]),
  ]
}

export function noticeLine(head: Head, options: RenderOptions): string {
  return paint(plain(head.notice), 'dim', options)
}
