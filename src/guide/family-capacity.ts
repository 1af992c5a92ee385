/** What other Dynamics 365 and Power Platform licenses bring to the tenant's Dataverse storage: a default once per tenant, and an accrual. */
import { z } from 'zod'
import { StorageKind } from '../model/environment.ts'
import { FamilyId } from './license-families.ts'
import { SkuKind } from './sku-catalogue.ts'
import { Trust } from './trust.ts'

/** GB of one kind of storage; 0: none, null: the edition does not know it. */
const DefaultGB = z.number().nonnegative().nullable()

const Accrual = z.strictObject({
  storage: StorageKind,
  amount: z.number().nonnegative(),
  unit: z.enum(['GB', 'MB']),
  trust: Trust,
})

/** SKUs are of the first entry that names them: by id, or by their license family and kind. */
export const FamilyCapacity = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  skuIds: z.array(z.guid()),
  members: z.array(z.strictObject({ family: FamilyId, kinds: z.array(SkuKind).min(1) })),
  /** Granted once per tenant: of all defaults the largest. */
  default: z.strictObject({ databaseGB: DefaultGB, fileGB: DefaultGB, logGB: DefaultGB, trust: Trust }),
  /** For every counted seat; without an entry for a kind of storage none, null: the edition does not know it. */
  perSeat: z.array(Accrual).nullable(),
  /** What another source says, where sources differ. */
  contested: z.string().min(1).nullable(),
  clause: z.string().min(1),
})
export type FamilyCapacity = z.infer<typeof FamilyCapacity>
