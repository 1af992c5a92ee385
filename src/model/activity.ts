/** What people and administrators did: sign-ins, license changes of the audit log. Ids are lower case, times ISO 8601 UTC. */
import { z } from 'zod'

/** The newest successful sign-in (else the newest attempt); null: never signed in. */
export const SignIn = z.object({ personId: z.string(), lastSignIn: z.string().nullable() })
export type SignIn = z.infer<typeof SignIn>

/** One license change of a person as the audit log has it: SKU ids that came and that went. */
export const LicenseEvent = z.object({
  id: z.string(),
  at: z.string(),
  personId: z.string(),
  added: z.array(z.string()),
  removed: z.array(z.string()),
})
export type LicenseEvent = z.infer<typeof LicenseEvent>
