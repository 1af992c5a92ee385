/** `seatledger plan` without `--fix`: the seats to buy, from what the newest run says is held. */
import { citeClauses } from '../documents/clauses.ts'
import { planDocument } from '../documents/plan.ts'
import type { Head } from '../model/documents.ts'
import type { PlanDocument, StaffingRow } from '../model/plan.ts'
import type { PlanId } from '../model/pool.ts'
import { resultingPools } from '../planning/resulting-pools.ts'
import { planSeats } from '../planning/seat-plan.ts'
import { drawFrom, freeUnits, stockOf } from '../planning/stock.ts'
import { tieSentence } from '../planning/ties.ts'
import { namesIn, whySeats } from '../planning/why-seats.ts'
import type { Prices } from '../seats/list-price.ts'
import { readCurrentStaffing, type PlanFacts } from './plan-facts.ts'
import type { Guided } from './guided.ts'

interface SeatPlanning {
  /** null: the tenant as it stands. */
  readonly said: readonly StaffingRow[] | null
  readonly facts: PlanFacts | null
  readonly head: Head
  readonly prices: Prices
  readonly product: Guided
}

/** What is held where nothing is stored. */
const nothing = { seats: [], packs: [], idle: [] } satisfies Pick<PlanFacts, 'seats' | 'packs' | 'idle'>

export async function seatDocument({ said, facts, head, prices, product }: SeatPlanning): Promise<PlanDocument> {
  const { edition, data, config } = product
  const current = said === null && facts !== null ? await readCurrentStaffing(facts, product) : null
  const staffing = said ?? current?.staffing ?? []
  const { seats, packs, idle } = facts ?? nothing
  const purchased = purchasedUnits(seats, said)
  const stock = stockOf(seats, idle)
  const free = said === null ? freeUnits(stock) : withoutMissing(freeUnits(stock))
  const found = planSeats({ staffing, edition, prices, free, purchased })
  const { bought, reused, monthly, ties } = found
  const drawn = drawFrom(stock, reused)
  const bound = idle.filter(({ until }) => until !== null)
  const after = { purchased, bought, packs, edition, data, overrides: config.skuOverrides, asOf: head.asOf }
  return planDocument({
    head,
    staffing,
    bought,
    prices,
    reused: drawn,
    monthly,
    ties: ties.map((tie) => tieSentence(bought, tie, prices, namesIn(edition))),
    pools: resultingPools(after),
    why: [
      ...whySeats({ plan: found, edition, prices, purchased, free, drawn, bound }),
      ...knowledgeSentences(facts, current?.agentsWithoutSeat ?? 0),
    ],
    cite: (ids) => citeClauses(ids, edition),
  })
}

/** Who has more seats assigned than purchased is a question of the tenant as it stands, and not of another staffing. */
function withoutMissing(free: ReadonlyMap<PlanId, number>): ReadonlyMap<PlanId, number> {
  return new Map([...free].map(([id, units]) => [id, Math.max(0, units)]))
}

/** Counted units of the run; a staffing may say that its people hold more. */
function purchasedUnits(seats: PlanFacts['seats'], said: readonly StaffingRow[] | null): ReadonlyMap<PlanId, number> {
  const units = new Map<PlanId, number>()
  for (const { plan: id, counted } of seats) units.set(id, (units.get(id) ?? 0) + counted)
  const held = new Map<PlanId, number>()
  for (const { holds, count } of said ?? []) for (const id of new Set(holds)) held.set(id, (held.get(id) ?? 0) + count)
  for (const [id, count] of held) units.set(id, Math.max(count, units.get(id) ?? 0))
  return units
}

/** What the plan does not know. */
function knowledgeSentences(facts: PlanFacts | null, agentsWithoutSeat: number): string[] {
  if (facts === null)
    return ['No sync is stored, so no free unit is known: planned from what the staffing holds alone.']
  const unread =
    'The subscribed SKUs could not be read by the newest run: planned as if the tenant had purchased nothing.'
  const agents = `Which channels people with a role of agents and without a seat use is not known (${agentsWithoutSeat}): planned for both. A staffing file says it better.`
  return [...(facts.knowsSeats ? [] : [unread]), ...(agentsWithoutSeat > 0 ? [agents] : [])]
}
