/** License families: which SKUs and service plans give the licenses that the restricted tables name. The shape of `license-families.json`. */
import { z } from 'zod'

/** Every family of the data file, in its order. */
export const familyIds = [
  'customer_service_enterprise',
  'customer_service_professional',
  'sales_enterprise',
  'sales_professional',
  'field_service',
  'project_operations',
  'customer_insights_journeys',
  'customer_engagement_plan_legacy',
  'dynamics_365_plan_legacy',
  'contact_center',
  'contact_center_digital',
  'contact_center_voice',
  'customer_service_premium',
  'legacy_omnichannel',
  'team_members',
  'pva_sessions',
  'copilot_studio_messages',
  'dataverse_capacity_database',
  'dataverse_capacity_file',
  'dataverse_capacity_log',
  'power_apps',
  'power_automate',
  'copilot_studio_user',
] as const
export const FamilyId = z.enum(familyIds)
export type FamilyId = z.infer<typeof FamilyId>

/** A service plan that gives the family, wherever it sits or in some SKUs only. */
const FamilyServicePlan = z.strictObject({
  id: z.guid(),
  name: z.string(),
  /** SKUs in which alone the plan counts; null: in any. */
  onlyInSkus: z.array(z.guid()).nullable().default(null),
  notInSkus: z.array(z.guid()).default([]),
})

const FamilySku = z.strictObject({ skuId: z.guid(), partNumber: z.string() })

export const LicenseFamily = z.strictObject({
  id: FamilyId,
  /** As the restricted tables page names it, where it does. */
  name: z.string(),
  noLongerSold: z.boolean().default(false),
  /** No plan ever gives it: plans seeded into other SKUs do not count. */
  matchBySkuOnly: z.boolean().default(false),
  /** Held by everyone when the tenant holds one counted unit. */
  tenantLicensed: z.boolean().default(false),
  skus: z.array(FamilySku),
  /** Licenses with fewer rights, which a person must review. */
  limited: z.array(FamilySku).default([]),
  servicePlans: z.array(FamilyServicePlan),
})
export type LicenseFamily = z.infer<typeof LicenseFamily>

export const LicenseFamilies = z.strictObject({
  date: z.string(),
  source: z.string(),
  families: z.array(LicenseFamily),
})
export type LicenseFamilies = z.infer<typeof LicenseFamilies>
