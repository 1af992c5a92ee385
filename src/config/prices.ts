/** The operator's prices: a JSON file by plan or pack id, and for `plan --fix` by license family or `remove-role`. */
import { SchemaError } from '../errors.ts'
import { familyIds } from '../guide/license-families.ts'
import { entriesOf, mapOnce, oneLine } from '../guide/json-text.ts'
import { PackId } from '../guide/pack.ts'
import { Price, removeRoleId } from '../model/plan.ts'
import { planIds } from '../model/pool.ts'
import { findNearest } from './nearest.ts'
import { quote } from './values.ts'

export type PriceList = ReadonlyMap<string, Price>

const knownIds: readonly string[] = [...planIds, ...PackId.options, ...familyIds, removeRoleId]

/** Reads the text of a `SEATLEDGER_PRICES` or `--prices` file; throws a SchemaError that names the entry and the field. */
export function parsePrices(text: string): PriceList {
  return mapOnce(entriesOf(text, 'plan or pack ids').map(([id, said]) => [checkId(id), parsePrice(id, said)]))
}

function checkId(id: string): string {
  if (knownIds.includes(id)) return id
  throw new SchemaError(`${quote(id)}: no plan, pack or license family; the nearest is ${findNearest(id, knownIds)}`)
}

function parsePrice(id: string, said: unknown): Price {
  const parsed = Price.safeParse(said)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new SchemaError(`${[id, ...(issue?.path ?? [])].join('.')}: ${oneLine(issue?.message ?? 'is not as expected')}`)
}
