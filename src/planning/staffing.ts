/** The staffing that a plan serves: read from a file or made of three numbers, each fault named by row and field. */
import { z } from 'zod'
import { SchemaError } from '../errors.ts'
import { parseJsonText, shown } from '../guide/json-text.ts'
import { StaffingRow } from '../model/plan.ts'

/** What a row leaves out is nothing: no Customer Service, no seats. */
const FileRow = StaffingRow.extend({
  customerService: StaffingRow.shape.customerService.default(false),
  holds: StaffingRow.shape.holds.default([]),
})

const expected: Readonly<Record<string, string>> = {
  count: 'a whole number of people from 0 to 1,000,000',
  channels: '"digital", "voice" or "both"',
  customerService: 'true or false',
  holds: `a list of plans: ${StaffingRow.shape.holds.element.options.join(', ')}`,
}

/** Reads the text of a staffing file: a list of rows. Throws a SchemaError that names the first row and field that is wrong. */
export function parseStaffing(text: string): StaffingRow[] {
  const rows = z.array(z.unknown()).safeParse(parseJsonText(text))
  if (!rows.success) throw new SchemaError('the file: expected a list of rows')
  return rows.data.map((row, index) => parseRow(row, index + 1))
}

function parseRow(said: unknown, place: number): StaffingRow {
  const parsed = FileRow.safeParse(said)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  if (issue?.code === 'unrecognized_keys') {
    const allowed = Object.keys(expected).join(', ')
    throw new SchemaError(`row ${place}, ${issue.keys.map(shown).join(', ')}: no field of a row; allowed: ${allowed}`)
  }
  const field = issue?.path[0]
  if (typeof field !== 'string') throw new SchemaError(`row ${place}: expected an object with count and channels`)
  throw new SchemaError(`row ${place}, ${field}: expected ${expected[field] ?? 'another value'}`)
}

/** Rows for people who hold nothing and need no Customer Service; none for channels without a number. */
export function staffingOf(counts: Readonly<Partial<Record<StaffingRow['channels'], number>>>): StaffingRow[] {
  return (['digital', 'voice', 'both'] as const).flatMap((channels) => {
    const count = counts[channels] ?? 0
    return count === 0 ? [] : [{ count, channels, customerService: false, holds: [] }]
  })
}
