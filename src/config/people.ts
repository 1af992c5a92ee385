/** The operator's list of people: what no API says of an account, by sign-in name. */
import { z } from 'zod'
import { SchemaError } from '../errors.ts'

/** `external`: an external user in the guide's sense, or expressly none; `absent`: since when (a day); `shared`: several people use it. */
const PersonOverride = z.strictObject({
  external: z.boolean().exactOptional(),
  absent: z.iso.date().exactOptional(),
  shared: z.boolean().exactOptional(),
})
type PersonOverride = z.infer<typeof PersonOverride>

/** Keys are sign-in names in lower case. */
export type PeopleOverrides = ReadonlyMap<string, PersonOverride>

/** Reads the text of a `SEATLEDGER_PEOPLE` file; throws a SchemaError that names the entry. */
export function parsePeople(text: string): PeopleOverrides {
  const parsed = z.record(z.string(), PersonOverride).safeParse(JSON.parse(text))
  if (parsed.success) {
    return new Map(Object.entries(parsed.data).map(([upn, person]) => [upn.trim().toLowerCase(), person]))
  }
  const issue = parsed.error.issues[0]
  throw new SchemaError(`${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'is not as expected'}`)
}
