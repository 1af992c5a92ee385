/** Which family's Dataverse storage a SKU brings: the operator's word, then the SKU's id, then its license family and kind. */
import type { Edition } from '../guide/edition.ts'
import type { FamilyCapacity } from '../guide/family-capacity.ts'
import type { FamilyId } from '../guide/license-families.ts'
import type { ReferenceData } from '../guide/reference-data.ts'
import { kindOf } from '../guide/sku-catalogue.ts'
import type { SkuOverride, SkuOverrides } from '../guide/sku-overrides.ts'

/** Null: the edition names no family for the SKU. A trial, sandbox or free SKU brings none. */
export function familyCapacityOf(
  skuId: string,
  { families }: Pick<Edition, 'families'>,
  data: ReferenceData,
  overrides: SkuOverrides,
): FamilyCapacity | null {
  const said = overrides.get(skuId)
  if (said !== undefined) return ofFamilies(families, familiesSaid(said))
  const named = families.find(({ skuIds }) => skuIds.includes(skuId))
  return named ?? byFamily(skuId, families, data)
}

function familiesSaid(said: SkuOverride): readonly FamilyId[] {
  if ('families' in said) return said.families
  return 'plan' in said && said.plan === 'customer-service-enterprise' ? ['customer_service_enterprise'] : []
}

function ofFamilies(families: readonly FamilyCapacity[], ids: readonly FamilyId[]): FamilyCapacity | null {
  return families.find(({ members }) => members.some(({ family }) => ids.includes(family))) ?? null
}

function byFamily(skuId: string, families: readonly FamilyCapacity[], data: ReferenceData): FamilyCapacity | null {
  const kind = kindOf(skuId, data.catalogue)
  if (kind === null) return null
  const own = data.families.families.filter(({ skus }) => skus.some((sku) => sku.skuId === skuId)).map(({ id }) => id)
  const isMember = ({ members }: FamilyCapacity): boolean =>
    members.some(({ family, kinds }) => own.includes(family) && kinds.includes(kind))
  return families.find(isMember) ?? null
}
