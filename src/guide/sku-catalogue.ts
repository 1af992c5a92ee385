/** The public SKUs with their kinds, which of them have a plan of the guide, and the Dynamics 365 service plans. The shape of `sku-catalogue.json`. */
import { z } from 'zod'
import { PlanId } from '../model/pool.ts'
import { FamilyId } from './license-families.ts'

/** A trial licenses and is marked; test, sandbox and free SKUs license nobody. */
export const SkuKind = z.enum(['base', 'attach', 'addon', 'trial', 'test_or_sandbox', 'free'])
export type SkuKind = z.infer<typeof SkuKind>

const CatalogueSku = z.strictObject({ skuId: z.guid(), partNumber: z.string(), kind: SkuKind })

export const SkuCatalogue = z.strictObject({
  /** Month of the list. */
  date: z.string(),
  source: z.string(),
  /** Plans that SKU ids give. */
  planSkus: z.array(z.strictObject({ plan: PlanId, skuIds: z.array(z.guid()) })),
  /** Plans that a family's SKUs of some kinds have. */
  planFamilies: z.array(z.strictObject({ plan: PlanId, family: FamilyId, kinds: z.array(SkuKind) })),
  /** Service plan ids by which a SKU that no list names is known. */
  markers: z.strictObject({
    contactCenterPlans: z.array(z.guid()),
    /** Customer Service Premium: this service plan beside one of the family. */
    premium: z.strictObject({ servicePlan: z.guid(), family: FamilyId }),
    /** Legacy Omnichannel: one of these and no Contact Center plan. */
    legacyOmnichannelPlans: z.array(z.guid()),
  }),
  skus: z.array(CatalogueSku),
  /** How Microsoft names Dynamics 365 service plans, to notice one that is newer than this list; never to give a SKU a plan. */
  dynamicsPlanNames: z.strictObject({ startWith: z.array(z.string()), butNot: z.array(z.string()) }),
  /** Service plans of Dynamics 365 and Contact Center, without those that other suites are seeded with (`DYN365_CDS_*`). */
  dynamicsPlans: z.array(z.strictObject({ id: z.guid(), name: z.string() })),
})
export type SkuCatalogue = z.infer<typeof SkuCatalogue>

/** The kind of a public SKU; null: on no list. */
export function kindOf(skuId: string, catalogue: SkuCatalogue): SkuKind | null {
  return catalogue.skus.find((sku) => sku.skuId === skuId)?.kind ?? null
}
