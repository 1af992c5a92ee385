/** Ties in words: what could be bought instead at the same price, and why the plan does not. */
import type { Prices } from '../seats/list-price.ts'
import { sumWords, unitWords, type NameOf } from './words.ts'

type Units = ReadonlyMap<string, number>

export function tieSentence(bought: Units, other: Units, prices: Prices, nameOf: NameOf): string {
  const instead = beyond(bought, other)
  const with_ = beyond(other, bought)
  const same = `${unitWords(instead, nameOf)} could be ${unitWords(with_, nameOf)} at the same price`
  return `${same}: ${sumWords(instead, prices)}, ${sumWords(with_, prices)}. ${reason(bought, other)}`
}

/** What the first has more of than the second. */
function beyond(units: Units, other: Units): Units {
  const more = [...units].map(([id, count]) => [id, count - (other.get(id) ?? 0)] as const)
  return new Map(more.filter(([, count]) => count > 0))
}

function reason(bought: Units, other: Units): string {
  if (seatsOf(bought) < seatsOf(other)) return 'The plan takes what has the fewest seats.'
  if (bought.size < other.size) return 'The plan takes what has the fewest different SKUs.'
  return 'The plan takes what the edition lists first.'
}

function seatsOf(units: Units): number {
  return [...units.values()].reduce((sum, count) => sum + count, 0)
}
