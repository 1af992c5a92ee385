/** Waivers as a file under version control: who accepts which finding, why, and until when. */
import { dayMs } from '../units.ts'
import { z } from 'zod'
import { SchemaError } from '../errors.ts'
import { oneLine, parseJsonText, shown } from '../guide/json-text.ts'
import { longestWaiverDays, waiverEnd } from '../findings/waivers.ts'

/** `until` is a day; the waiver ends at midnight UTC after it. */
const ListedWaiver = z.strictObject({
  id: z.string().min(1),
  reason: z.string().min(1),
  by: z.string().min(1),
  at: z.union([z.iso.date(), z.iso.datetime({ offset: true })]),
  until: z.iso.date(),
})
export type ListedWaiver = z.infer<typeof ListedWaiver>

/** Reads the text of a `SEATLEDGER_WAIVERS` file; throws a SchemaError that names the entry. */
export function parseWaivers(text: string): readonly ListedWaiver[] {
  const parsed = z.array(ListedWaiver).safeParse(parseJsonText(text))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new SchemaError(`${entryWords(issue?.path ?? [])}: ${oneLine(issue?.message ?? 'is not as expected')}`)
  }
  for (const [index, waiver] of parsed.data.entries()) checkEntry(waiver, index, parsed.data)
  return parsed.data.map((waiver) => ({ ...waiver, at: new Date(waiver.at).toISOString() }))
}

function checkEntry({ id, at, until }: ListedWaiver, index: number, all: readonly ListedWaiver[]): void {
  if (all.findIndex((one) => one.id === id) < index)
    throw new SchemaError(`entry ${index + 1}: ${shown(id)} is there twice`)
  const days = (waiverEnd(until) - Date.parse(at)) / dayMs
  if (days < 0) throw new SchemaError(`entry ${index + 1}: until is before at`)
  if (days > longestWaiverDays + 1) {
    throw new SchemaError(`entry ${index + 1}: expected at most ${longestWaiverDays} days from at to until`)
  }
}

function entryWords([index, ...field]: readonly PropertyKey[]): string {
  if (typeof index !== 'number') return 'the file'
  return [`entry ${index + 1}`, ...field.map(String)].join(', ')
}
