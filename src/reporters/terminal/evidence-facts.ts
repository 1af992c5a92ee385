/** The evidence of a finding as facts, one a line, whatever the rule: the field's name in words, and its value. */
import type { Evidence } from '../../model/evidence.ts'
import { figure, name, time } from './text.ts'

/** Tables with their ways are shown apart. */
export function factLines(evidence: Evidence): readonly string[] {
  return Object.entries(evidence)
    .filter(([field]) => field !== 'tables')
    .map(([field, value]) => `  ${wordsOf(field)}: ${valueText(value)}`)
}

/** `assignedVia` is "assigned via". */
function wordsOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function valueText(value: unknown): string {
  if (value === null) return 'not known'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return figure(value)
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(partText).join(', ')
  if (typeof value === 'object') return Object.values(value).map(partText).join(' ')
  return typeof value === 'string' ? time(value) : 'not known'
}

/** Texts of a list are names and ids. */
function partText(value: unknown): string {
  return typeof value === 'string' ? name(time(value)) : valueText(value)
}
