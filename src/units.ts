/** Conversions between MB and GB with the factor of the figure's own source, the rounding of documents, and the day. Knows neither guide nor API. */

/** How many MB the admin API counts to a GB: its sample shows 15 GB as 15,360 MB. The guide's factor stands in the edition. */
export const adminApiMBPerGB = 1024

/** MB of an amount in GB, a whole number: sums are integers in MB. */
export function gbToMB(amountGB: number, mbPerGB: number): number {
  return Math.round(amountGB * mbPerGB)
}

/** GB of an amount in MB, not rounded. */
export function mbToGB(amountMB: number, mbPerGB: number): number {
  return amountMB / mbPerGB
}

/** Rounds to 3 decimals, half away from zero; the decimal digits decide, so 1.0005 becomes 1.001 whatever its binary form. */
export function roundHalfAwayFromZero(value: number): number {
  return toThousandths(value) / 1000
}

/**
 * Rounds values to 3 decimals so that they add up to `total`, itself rounded: what rounding leaves over goes, a
 * thousandth at a time, to the values that rounding moved furthest the other way. So each stays within 0.001 of its own.
 */
export function roundToSum(values: readonly number[], total: number): number[] {
  const rounded = values.map(toThousandths)
  const missing = toThousandths(total) - rounded.reduce((sum, value) => sum + value, 0)
  const moved = values.map((value, index) => ({ index, by: (rounded[index] ?? 0) - value * 1000 }))
  moved.sort((a, b) => (missing > 0 ? a.by - b.by : b.by - a.by) || a.index - b.index)
  const [each, rest] = [Math.trunc(missing / moved.length), missing % moved.length]
  for (const [rank, { index }] of moved.entries()) {
    rounded[index] = (rounded[index] ?? 0) + each + (rank < Math.abs(rest) ? Math.sign(rest) : 0)
  }
  return rounded.map((value) => value / 1000)
}

function toThousandths(value: number): number {
  const size = Math.abs(value)
  if (size < 0.0005) return 0
  // Written with an exponent of its own, and whole thousandths anyway.
  if (size >= 1e21) return value * 1000
  const thousandths = Math.round(Number(`${size}e3`))
  return value < 0 ? -thousandths : thousandths
}

/** Milliseconds of a day of 24 hours, as UTC has them. */
export const dayMs = 86_400_000
