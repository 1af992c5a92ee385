/** How the roles of agents and supervisors are called, language by language. The shape of `agent-roles.json`. */
import { z } from 'zod'

/** Languages are LCIDs, as `baseLanguage` of an environment has them (1033 is English). */
export const AgentRoles = z.strictObject({
  /** The date that the page bears. */
  date: z.iso.date(),
  source: z.url(),
  /** Names that the Contact Center solution gives its roles; a language that is missing here translates them in a way that nobody published. */
  names: z.array(z.strictObject({ language: z.int(), roles: z.array(z.string()).min(1) })),
  /** Every base language that an environment may have, to be named in words. */
  languages: z.array(z.strictObject({ id: z.int(), name: z.string() })),
})
export type AgentRoles = z.infer<typeof AgentRoles>
