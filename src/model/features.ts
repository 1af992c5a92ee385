/** What is installed and switched on in an environment beside its security: apps, dual-write, telephony, currencies. */
import { z } from 'zod'

/** A table of an optional feature that is installed; `entitySet` is its name in the Web API. */
export const FeatureTable = z.object({ logicalName: z.string(), entitySet: z.string() })
export type FeatureTable = z.infer<typeof FeatureTable>

/** Tables by whose presence the optional sources know whether there is anything to ask (contracts/usage-sources.md). */
export const featureTableNames = [
  'msdyn_dualwriteentitymap',
  'msdyn_dualwriteruntimeconfig',
  'msdyn_occommunicationprovidersetting',
  'msdyn_ocliveworkitem',
  'msdyn_ocsession',
  'msdyn_sessionparticipant',
  'msdyn_ocsessionparticipantevent',
] as const
export type FeatureTableName = (typeof featureTableNames)[number]

/** A model-driven app, and the roles that open it. */
export const App = z.object({ id: z.string(), uniqueName: z.string(), name: z.string().nullable() })
export type App = z.infer<typeof App>
export const AppRole = z.object({ appId: z.string(), roleId: z.string() })
export type AppRole = z.infer<typeof AppRole>

/** One stored version of a dual-write map. `table` is a leg's Dataverse schema in lower case, as the map names it. */
export const DualWriteMap = z.object({
  name: z.string(),
  version: z.string(),
  legs: z.array(z.object({ table: z.string(), direction: z.enum(['to-dataverse', 'both', 'from-dataverse']) })),
})
export type DualWriteMap = z.infer<typeof DualWriteMap>

/** A runtime row belongs to the map of its name; rows of maps that start in finance and operations lie on the other side. */
export const DualWriteRuntime = z.object({ mapName: z.string(), active: z.boolean() })
export type DualWriteRuntime = z.infer<typeof DualWriteRuntime>

export const TelephonyProvider = z.object({
  id: z.string(),
  kind: z.enum(['azure-communication-services', 'twilio', 'telesign', 'teams-phone', 'other']),
  active: z.boolean(),
})
export type TelephonyProvider = z.infer<typeof TelephonyProvider>

/** One currency of the tenant (`MCSSessions`, `MCSMessages` …); units. */
export const Currency = z.object({
  currency: z.string(),
  purchased: z.number().nullable(),
  allocated: z.number().nullable(),
  consumed: z.number().nullable(),
})
export type Currency = z.infer<typeof Currency>

/** Units of one currency that are allocated to an environment. */
export const Allocation = z.object({ currency: z.string(), allocated: z.number() })
export type Allocation = z.infer<typeof Allocation>
