/** The data files that every edition shares: restricted tables, license families, SKU catalogue. */
import type { LicenseFamilies } from './license-families.ts'
import type { RestrictedTables } from './restricted-tables.ts'
import type { SkuCatalogue } from './sku-catalogue.ts'

export interface ReferenceData {
  readonly restrictedTables: RestrictedTables
  readonly families: LicenseFamilies
  readonly catalogue: SkuCatalogue
}
