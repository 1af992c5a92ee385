/** The seats of one person, one row per SKU whatever the ways by which it comes, and how a finding shows one. */
import { countWords, listWords } from '../access/words.ts'
import type { HeldSeat, SeatFacts, SeatHolder } from '../facts/seat-facts.ts'
import type { Edition } from '../guide/edition.ts'
import type { SeatEvidence } from '../model/evidence.ts'
import type { Remedy, Subject } from '../model/finding.ts'
import { planIds, type PlanId } from '../model/pool.ts'

/** One SKU of one person. `ways` is never empty, direct ones first. */
export interface HeldSku {
  readonly plan: PlanId
  readonly skuId: string
  readonly ways: readonly HeldSeat[]
}

/** In the order of the seats: by plan, then SKU id. */
export function heldSkus({ seats }: Pick<SeatHolder, 'seats'>): HeldSku[] {
  const skus = new Map<string, HeldSku & { ways: HeldSeat[] }>()
  for (const seat of seats) {
    const known = skus.get(seat.skuId)
    if (known === undefined) skus.set(seat.skuId, { plan: seat.plan, skuId: seat.skuId, ways: [seat] })
    else known.ways.push(seat)
  }
  return [...skus.values()].map((sku) => ({ ...sku, ways: sku.ways.toSorted((a, b) => rank(a) - rank(b)) }))
}

function rank({ via }: HeldSeat): number {
  return ['direct', 'group', 'unknown'].indexOf(via)
}

/** Those that license the person: a suspended SKU, or one with every plan switched off, gives nothing. */
export function licensingSkus(holder: SeatHolder): HeldSku[] {
  const off = new Set(holder.person.profile.held.filter(({ live }) => !live).map(({ skuId }) => skuId))
  return heldSkus(holder).filter(({ skuId }) => !off.has(skuId))
}

/** Since when at least it is held, ISO 8601 UTC; null where neither Graph nor the ledger says. */
export function heldSince(personId: string, sku: HeldSku, { ledger }: Pick<SeatFacts, 'ledger'>): string | null {
  const open = ledger.entries.filter(
    (entry) => entry.personId === personId && entry.skuId === sku.skuId && entry.to === null,
  )
  const times = [...sku.ways.flatMap(({ since }) => since ?? []), ...open.map(({ from }) => from)]
  return times.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null
}

/** `Contact Center Digital`. */
export function planName(plan: PlanId, { plans }: Pick<Edition, 'plans'>): string {
  return plans.find(({ id }) => id === plan)?.name ?? plan
}

export function holderSubject({ person: { id, name, upn } }: SeatHolder): Subject {
  return { kind: 'user', id, name, upn }
}

/** `assigned directly and by the group Agents`. */
export function waysWords({ ways }: HeldSku): string {
  const words = ways.map(({ via, group }) => {
    if (group !== null) return `by the group ${group.name ?? group.id}`
    return via === 'direct' ? 'directly' : 'in a way that Graph does not show'
  })
  return `assigned ${listWords(words)}`
}

/** A SKU that comes in several ways is shown by the first; one of unknown origin counts as direct. */
export function seatEvidence(sku: HeldSku, holder: SeatHolder, facts: SeatFacts, reason: string): SeatEvidence {
  const held = new Set(holder.seats.map(({ plan }) => plan))
  const group = sku.ways[0]?.group ?? null
  return {
    skuId: sku.skuId,
    plan: sku.plan,
    seats: planIds.filter((plan) => held.has(plan)),
    assignedVia: group === null ? 'direct' : 'group',
    group,
    lastSignIn: facts.signIns?.get(holder.person.id) ?? null,
    reason,
  }
}

/** Takes the seat away, by the ways in which it came. */
export function freeRemedy(sku: HeldSku, { person }: SeatHolder, edition: Edition): Remedy {
  const groups = sku.ways.flatMap(({ group }) => (group === null ? [] : [group.name ?? group.id]))
  const isDirect = sku.ways.some(({ group }) => group === null)
  const steps = [
    ...(isDirect ? ['remove the direct assignment'] : []),
    ...(groups.length === 0 ? [] : [`take the person out of the group ${listWords(groups)}`]),
  ]
  const wait = countWords(edition.reassignmentDays.days, 'day')
  return {
    text: `Free the ${planName(sku.plan, edition)} seat of ${person.name}: ${listWords(steps)}. It may go to somebody else once ${wait} have passed since it was assigned, or at once where its holder is absent.`,
    kind: 'review',
    target: sku.skuId,
  }
}
