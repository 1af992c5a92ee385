/** The operator's list of people: what no API says of an account, by sign-in name. */
import { z } from 'zod'
import { SchemaError } from '../errors.ts'
import { entriesOf, mapOnce, oneLine, shown } from '../guide/json-text.ts'

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
  return mapOnce(
    entriesOf(text, 'sign-in names').map(([upn, said]) => [upn.trim().toLowerCase(), parsePerson(upn, said)]),
  )
}

function parsePerson(upn: string, said: unknown): PersonOverride {
  const parsed = PersonOverride.safeParse(said)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new SchemaError(
    `${[shown(upn), ...(issue?.path ?? [])].join('.')}: ${oneLine(issue?.message ?? 'is not as expected')}`,
  )
}
