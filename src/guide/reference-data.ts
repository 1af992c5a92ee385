/** The data files that every edition shares: restricted tables, license families, SKU catalogue, names of roles, apps and applications. */
import type { AgentRoles } from './agent-roles.ts'
import type { LicenseFamilies } from './license-families.ts'
import type { MicrosoftApplications } from './microsoft-applications.ts'
import type { ProductApps } from './product-apps.ts'
import type { RestrictedTables } from './restricted-tables.ts'
import type { SkuCatalogue } from './sku-catalogue.ts'

export interface ReferenceData {
  readonly restrictedTables: RestrictedTables
  readonly families: LicenseFamilies
  readonly catalogue: SkuCatalogue
  readonly agentRoles: AgentRoles
  readonly productApps: ProductApps
  readonly applications: MicrosoftApplications
}
