/** The words of a plan: numbers of seats by name, and the sums that their prices make. */
import { listWords } from '../access/words.ts'
import type { Prices } from '../seats/list-price.ts'

/** How an item is called: a plan by its name in the edition, a license family by its own. */
export type NameOf = (id: string) => string

const money = new Intl.NumberFormat('en-US', { maximumFractionDigits: 4 })

export function moneyWords(amount: number): string {
  return money.format(amount)
}

const counts = new Intl.NumberFormat('en-US')

export function countWords(count: number): string {
  return counts.format(count)
}

/** `3 people who need`, `1 person who needs`. */
export function peopleWords(count: number): string {
  return count === 1 ? '1 person who needs' : `${countWords(count)} people who need`
}

/** What others ask for comes first: `105 + 90` is Customer Service Enterprise and the add-on to it. */
function baseFirst(a: string, b: string): number {
  return Number(b === 'customer-service-enterprise') - Number(a === 'customer-service-enterprise')
}

/** `Customer Service Enterprise and Contact Center Digital Add-on (105 + 75 = 180)`. */
export function setWords(set: readonly string[], prices: Prices, nameOf: NameOf): string {
  const ids = set.toSorted(baseFirst)
  const parts = ids.map((id) => prices.get(id)?.monthly ?? null)
  const known = parts.filter((price) => price !== null)
  const names = listWords(ids.map(nameOf))
  if (known.length < parts.length) return `${names} (no price)`
  const sum = known.reduce((total, price) => total + price, 0)
  const addends = known.length > 1 ? `${known.map(moneyWords).join(' + ')} = ` : ''
  return `${names} (${addends}${moneyWords(sum)})`
}

/** `1 Customer Service Premium (customer-service-premium)`. */
export function unitWords(units: ReadonlyMap<string, number>, nameOf: NameOf): string {
  return listWords(inOrder(units).map(([id, count]) => `${countWords(count)} ${nameOf(id)} (${id})`))
}

/** `2 x 105 + 90 = 300`. */
export function sumWords(units: ReadonlyMap<string, number>, prices: Prices): string {
  const priced = inOrder(units).map(([id, count]) => ({ count, price: prices.get(id)?.monthly ?? 0 }))
  const addends = priced.map(
    ({ count, price }) => `${count === 1 ? '' : `${countWords(count)} x `}${moneyWords(price)}`,
  )
  const sum = priced.reduce((total, { count, price }) => total + count * price, 0)
  const isPlain = priced.length === 1 && priced[0]?.count === 1
  return isPlain ? moneyWords(sum) : `${addends.join(' + ')} = ${moneyWords(sum)}`
}

function inOrder(units: ReadonlyMap<string, number>): (readonly [string, number])[] {
  return [...units].toSorted(([a], [b]) => baseFirst(a, b))
}
