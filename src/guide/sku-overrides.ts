/** What the operator says of single SKUs, by SKU id: a plan, license families, a pack, or that it is to be ignored. It wins over every list. */
import { z } from 'zod'
import { SchemaError } from '../errors.ts'
import { PlanId } from '../model/pool.ts'
import { entriesOf, mapOnce, shown } from './json-text.ts'
import { FamilyId } from './license-families.ts'
import { PackId } from './pack.ts'

export const SkuOverride = z.union([
  z.strictObject({ plan: PlanId }),
  z.strictObject({ families: z.array(FamilyId).min(1) }),
  z.strictObject({ pack: PackId }),
  z.strictObject({ ignore: z.literal(true) }),
])
export type SkuOverride = z.infer<typeof SkuOverride>

/** Keys are SKU ids in lower case. */
export type SkuOverrides = ReadonlyMap<string, SkuOverride>

/** Reads the text of a `SEATLEDGER_SKU_OVERRIDES` file; throws a SchemaError that names the entry and what is allowed. */
export function parseSkuOverrides(text: string): SkuOverrides {
  return mapOnce(entriesOf(text, 'SKU ids').map(([id, said]) => [parseSkuId(id), parseOverride(id, said)]))
}

function parseSkuId(id: string): string {
  if (!z.guid().safeParse(id).success) throw new SchemaError(`${shown(id)}: expected a SKU id (a GUID)`)
  return id.toLowerCase()
}

function parseOverride(id: string, said: unknown): SkuOverride {
  const parsed = SkuOverride.safeParse(said)
  if (parsed.success) return parsed.data
  const choices = allowed.map(([key, values]) => `"${key}" (${values})`).join(', ')
  throw new SchemaError(`${id}: expected exactly one of ${choices}`)
}

const allowed = [
  ['plan', PlanId.options.join(', ')],
  ['families', FamilyId.options.join(', ')],
  ['pack', PackId.options.join(', ')],
  ['ignore', 'true'],
] as const
