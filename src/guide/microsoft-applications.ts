/** The applications by which Microsoft's own services work in Dataverse. The shape of `microsoft-applications.json`. */
import { z } from 'zod'

const Application = z.strictObject({ id: z.guid(), name: z.string() })

export const MicrosoftApplications = z.strictObject({
  /** The date that the page bears. */
  date: z.iso.date(),
  source: z.url(),
  /** Without clients that people sign in to. */
  applications: z.array(Application),
  /** Microsoft's too, but they write what people did in finance and operations. */
  dualWrite: z.array(Application),
})
export type MicrosoftApplications = z.infer<typeof MicrosoftApplications>
