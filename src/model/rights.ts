/** The document of `rights`: what the guide grants one user, each with its clause; and the provisions that no API shows. */
import { z } from 'zod'
import { Clauses, head } from './documents.ts'
import { PlanId } from './pool.ts'

/** `granted` null: the guide leaves it to another document, a person must decide, or the licenses could not be read. */
export const UserRight = z.strictObject({
  right: z.string(),
  granted: z.boolean().nullable(),
  text: z.string(),
  clause: z.string(),
})
export type UserRight = z.infer<typeof UserRight>

export const RightsDocument = z.strictObject({
  schema: z.literal('seatledger.rights/1'),
  ...head,
  user: z.strictObject({ id: z.string(), name: z.string(), upn: z.string().nullable() }),
  plans: z.array(PlanId),
  rights: z.array(UserRight),
  clauses: Clauses,
})
export type RightsDocument = z.infer<typeof RightsDocument>

/** What a person must check; `clause` is an id. */
export interface UnseenProvision {
  readonly title: string
  readonly text: string
  readonly clause: string
}
