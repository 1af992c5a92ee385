/** Numbers in words for labels, notes and derivations: 25,000 and 0.25. */
import { roundHalfAwayFromZero } from '../units.ts'

const format = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 })

export function figure(value: number): string {
  return format.format(roundHalfAwayFromZero(value))
}

/** `1,234 minutes`; what is not known is said so. */
export function amountText(value: number | null, unit: string): string {
  return value === null ? 'an unknown amount' : `${figure(value)} ${unit}`
}
