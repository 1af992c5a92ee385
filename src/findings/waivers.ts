/** Waivers: a finding that somebody accepted for a time. Ended ones are open again, and none is ever lost. Pure. */
import { dayMs } from '../units.ts'
import type { Finding, Waiver } from '../model/finding.ts'

/** product.md, `waive`. */
export const longestWaiverDays = 366
export const defaultWaiverDays = 90

/** Midnight UTC after the day, in ms since the epoch. */
export function waiverEnd(until: string): number {
  return Date.parse(`${until.slice(0, 10)}T00:00:00Z`) + dayMs
}

function isCurrent({ at, until }: Waiver, now: string): boolean {
  return Date.parse(at) <= Date.parse(now) && Date.parse(now) < waiverEnd(until)
}

/** What files say wins over the store; `listed` null: there is no file. */
export type ListedWaivers = ReadonlyMap<string, Waiver> | null

/** Status and waiver of each finding at a time (ISO 8601 UTC). An ended waiver stays with its finding, which is open again. */
export function applyWaivers<F extends Pick<Finding, 'id' | 'status' | 'waiver'>>(
  findings: readonly F[],
  listed: ListedWaivers,
  now: string,
): F[] {
  return findings.map((finding) => {
    const waiver = listed?.get(finding.id) ?? finding.waiver
    if (finding.status === 'resolved' || waiver === null)
      return waiver === finding.waiver ? finding : { ...finding, waiver }
    return { ...finding, waiver, status: isCurrent(waiver, now) ? 'waived' : 'open' }
  })
}
