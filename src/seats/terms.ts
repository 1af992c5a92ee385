/** When a subscription's term ends, and whether that is near. */
import { dayMs } from '../units.ts'
import { worstState } from '../access/source-state.ts'
import type { SeatFacts, SkuFacts } from '../facts/seat-facts.ts'
import type { Finding } from '../model/finding.ts'

/** Days before the end of a term from which on it is more than information (product.md, Rules). */
const noticeDays = 90
interface Terms {
  readonly skus: ReadonlyMap<string, Pick<SkuFacts, 'subscriptionIds'>>
  /** null: not read. */
  readonly subscriptions: SeatFacts['subscriptions']
}

/**
 * When the first paid subscription of the SKU moves to its next state if it is not renewed (Graph's nextLifecycleDateTime),
 * ISO 8601 UTC. null: not known.
 */
export function termEndOf(skuId: string, { skus, subscriptions }: Terms): string | null {
  const ids = skus.get(skuId)?.subscriptionIds ?? []
  const ends = (subscriptions ?? [])
    .filter((one) => one.skuId === skuId || ids.includes(one.id))
    .filter(({ isTrial, status }) => !isTrial && (status === 'Enabled' || status === 'Warning'))
    .flatMap(({ nextLifecycle }) => nextLifecycle ?? [])
  return ends.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null
}

/** From 90 days before the end on, and after it. An end that is not known is not near. */
export function isEndNear(termEnds: string | null, now: string): boolean {
  return termEnds !== null && Date.parse(now) >= Date.parse(termEnds) - noticeDays * dayMs
}

/** `on 2027-01-31 unless it is renewed`. */
export function endWords(termEnds: string | null): string {
  return termEnds === null ? 'on a day that is not known' : `on ${termEnds.slice(0, 10)} unless it is renewed`
}

/** A finding about a term is certain where the term's end is known, or the subscribed SKUs no longer hold the license. */
export function isTermCertain(
  { subject }: Pick<Finding, 'subject'>,
  held: readonly string[],
  facts: Pick<SeatFacts, 'skus' | 'statuses' | 'subscriptions'>,
): boolean {
  const isRead = worstState(facts.statuses, 'graph/subscribed-skus') === 'complete'
  return isRead && (!held.includes(subject.id) || termEndOf(subject.id, facts) !== null)
}

/** Whether the end of a term is near cannot be said where no subscription names it. */
export function unknownEnds(skuIds: readonly string[], facts: Pick<SeatFacts, 'skus' | 'subscriptions'>): string[] {
  return skuIds
    .filter((skuId) => termEndOf(skuId, facts) === null)
    .map((skuId) => `when the term of ${facts.skus.get(skuId)?.partNumber ?? skuId} ends is not known`)
}
