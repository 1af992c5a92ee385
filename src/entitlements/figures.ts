/** Numbers in words for labels, notes and derivations: 25,000 and 0.25. */
import { roundHalfAwayFromZero } from '../units.ts'

export function figure(value: number): string {
  return roundHalfAwayFromZero(value).toLocaleString('en-US', { maximumFractionDigits: 3 })
}
