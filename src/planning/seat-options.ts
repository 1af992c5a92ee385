/** Which seats license a person for a need: the sets of plans that leave nothing out and hold nothing that is not needed. */
import type { Edition } from '../guide/edition.ts'
import type { StaffingRow } from '../model/plan.ts'
import type { PlanId } from '../model/pool.ts'
import { subsetsBySize } from './subsets.ts'

export type Need = Omit<StaffingRow, 'count'>

/** Guide, "Subscription plan options": Premium includes Customer Service Enterprise. */
const included: ReadonlyMap<PlanId, PlanId> = new Map([['customer-service-premium', 'customer-service-enterprise']])

/** Plans that can serve a need: those with channels, and those that others ask for. Legacy seats cannot be bought. */
export function purchasablePlans({ plans }: Edition): PlanId[] {
  const prerequisites = new Set(plans.map(({ prerequisite }) => prerequisite))
  return plans.filter(({ id, channels }) => channels.length > 0 || prerequisites.has(id)).map(({ id }) => id)
}

/** Every smallest set of plans that, beside what the person holds, meets the need; one empty set where what is held does. */
export function seatOptions(need: Need, edition: Edition): PlanId[][] {
  const candidates = purchasablePlans(edition).filter((plan) => !need.holds.includes(plan))
  const found: PlanId[][] = []
  for (const plans of subsetsBySize(candidates)) {
    const holdsSmaller = found.some((smaller) => smaller.every((plan) => plans.includes(plan)))
    if (!holdsSmaller && isMet(need, new Set([...need.holds, ...plans]), edition)) found.push(plans)
  }
  return found
}

/** A seat that is held stays, so an add-on without its prerequisite leaves the need open even where the channel is not asked for. */
function isMet({ channels, customerService }: Need, seats: ReadonlySet<PlanId>, { plans }: Edition): boolean {
  const rights = new Set([...seats, ...[...seats].flatMap((seat) => included.get(seat) ?? [])])
  const held = plans.filter(({ id }) => seats.has(id))
  const covered = new Set(held.flatMap((plan) => plan.channels))
  const wanted = channels === 'both' ? (['digital', 'voice'] as const) : [channels]
  return (
    wanted.every((channel) => covered.has(channel)) &&
    held.every(({ prerequisite }) => prerequisite === null || rights.has(prerequisite)) &&
    (!customerService || rights.has('customer-service-enterprise'))
  )
}
