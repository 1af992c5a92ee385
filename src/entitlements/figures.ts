/** Numbers in words for labels, notes and derivations: 25,000 and 0.25. */
import { roundHalfAwayFromZero } from '../units.ts'

const format = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 })

export function figure(value: number): string {
  return format.format(roundHalfAwayFromZero(value))
}
