/** The model-driven apps of the products whose internal interfaces external users may not open. The shape of `product-apps.json`. */
import { z } from 'zod'

export const ProductApps = z.strictObject({
  /** Month of the list. */
  date: z.string(),
  source: z.url(),
  /** Unique names, which Dataverse compares without case. */
  apps: z.array(
    z.strictObject({
      uniqueName: z.string(),
      product: z.enum(['Sales', 'Customer Service', 'Field Service', 'Contact Center']),
    }),
  ),
})
export type ProductApps = z.infer<typeof ProductApps>
