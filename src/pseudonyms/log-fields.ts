/** Log lines with tokens: every text of a field is looked through, but for what is ours or the service's own. */
import type { Pseudonymizer } from './pseudonymizer.ts'

/** Words of a list, and ids of a request or a run. */
const staying: ReadonlySet<string> = new Set([
  'api',
  'method',
  'source',
  'state',
  'requestId',
  'runId',
  'schedule',
  'timeZone',
])

export function shownField(field: string, value: string, pseudonyms: Pseudonymizer): string {
  if (staying.has(field)) return value
  return field === 'environment' ? pseudonyms.name('environment', value) : pseudonyms.text(value)
}
