/** Prices that can be compared: in one currency, as whole numbers of a common unit. */
import { ConfigurationError } from '../errors.ts'
import type { Prices } from '../seats/list-price.ts'

/** The one currency of these ids; null where none of them has a price. Throws a ConfigurationError where there are several. */
export function currencyOf(ids: readonly string[], prices: Prices): string | null {
  const byCurrency = Map.groupBy(
    ids.filter((id) => prices.has(id)),
    (id) => prices.get(id)?.currency ?? '',
  )
  const [first, ...others] = [...byCurrency.keys()]
  if (others.length === 0) return first ?? null
  const parts = [...byCurrency].map(([currency, priced]) => `${currency} (${priced.join(', ')})`)
  throw new ConfigurationError(
    `Prices in several currencies cannot be compared: ${parts.join('; ')}.`,
    'give all of them in one currency in the file of --prices or SEATLEDGER_PRICES',
    'usage',
  )
}

/** Ten-thousandths: prices have at most 4 decimals. */
const partsPerUnit = 10_000

/** Converts prices to whole numbers of the largest unit that divides them all, so that sums and comparisons are exact. */
export class MoneyUnit {
  readonly #parts: number

  constructor(monthly: readonly number[]) {
    this.#parts = monthly.map(toParts).reduce(greatestCommonDivisor, 0) || 1
  }

  whole(monthly: number): number {
    return toParts(monthly) / this.#parts
  }

  money(whole: number): number {
    return (whole * this.#parts) / partsPerUnit
  }
}

function toParts(monthly: number): number {
  return Math.round(monthly * partsPerUnit)
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
