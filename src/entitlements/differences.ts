/** Why the admin API's total differs from the guide's entitlement, line by line. GB; causes other than `unit` are MB / 1,024. */
import type { CapacityReading } from '../model/environment.ts'
import { differenceCauses, type Difference } from '../model/pool.ts'
import { adminApiMBPerGB, mbToGB, roundHalfAwayFromZero, roundToSum } from '../units.ts'
import { inPoolUnit, sumTerms } from './allotments.ts'
import {
  addOnDifferences,
  baseDifference,
  otherFamilyDifference,
  trialDifference,
  unitDifference,
  type DifferenceSources,
} from './difference-causes.ts'
import { graceDifference } from './grace-difference.ts'

/**
 * One line per cause, zero ones left out. `total` and `entitled` as printed: the lines, rounded, add up to
 * `total` less `entitled`; what rounding leaves over goes to the lines that it moved furthest, at most 0.001 each.
 */
export function explainDifferences(sources: DifferenceSources, total: number, entitled: number): Difference[] {
  const explained = [
    ...addOnDifferences(sources),
    ...otherFamilyDifference(sources),
    ...baseDifference(sources),
    ...trialDifference(sources),
    ...graceDifference(sources),
    ...unitDifference(sources),
  ].filter(({ amount }) => amount !== 0)
  const rest = exactDifference(sources, sources.reading) - sum(explained)
  const lines = byCause([...explained, unknown(rest)]).filter(({ amount }) => !isZero(amount))
  const target = roundHalfAwayFromZero(total - entitled)
  if (lines.length === 0) return isZero(target) ? [] : [unknown(target)]
  const amounts = roundToSum(
    lines.map(({ amount }) => amount),
    target,
  )
  return lines.map((line, index) => ({ ...line, amount: amounts[index] ?? 0 })).filter(({ amount }) => amount !== 0)
}

/** The API's total less the guide's entitlement in GB, each by its own factor, not rounded. */
function exactDifference({ terms, pool, edition }: DifferenceSources, { totalMB }: CapacityReading): number {
  return mbToGB(totalMB, adminApiMBPerGB) - inPoolUnit(sumTerms(terms), pool, edition)
}

function unknown(amount: number): Difference {
  return { amount, cause: 'unknown', note: 'No line of the admin API and no rule of the guide explains this part.' }
}

/** One line per cause, in the order of the causes. */
function byCause(differences: readonly Difference[]): Difference[] {
  return differenceCauses.flatMap((cause) => {
    const same = differences.filter((difference) => difference.cause === cause)
    return same.length === 0 ? [] : [{ amount: sum(same), cause, note: same.map(({ note }) => note).join(' ') }]
  })
}

function sum(differences: readonly Difference[]): number {
  return differences.reduce((total, { amount }) => total + amount, 0)
}

function isZero(amount: number): boolean {
  return roundHalfAwayFromZero(amount) === 0
}
