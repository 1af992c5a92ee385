/** Why a seat plan is as it is, in sentences: what was minimized, each row's choice against the next cheapest, what is reused and kept. */
import { listWords } from '../access/words.ts'
import type { Edition } from '../guide/edition.ts'
import type { PlanId } from '../model/pool.ts'
import type { Prices } from '../seats/list-price.ts'
import type { RowPlan, SeatCounts, SeatPlan } from './seat-plan.ts'
import type { Drawn, IdleSeat } from './stock.ts'
import { countWords, peopleWords, setWords, type NameOf } from './words.ts'

export interface SeatPlanStory {
  readonly plan: SeatPlan
  readonly edition: Edition
  readonly prices: Prices
  readonly purchased: SeatCounts
  readonly free: SeatCounts
  readonly drawn: readonly Drawn[]
  /** Idle seats that the guide still binds to their holders. */
  readonly bound: readonly IdleSeat[]
}

export function whySeats(story: SeatPlanStory): string[] {
  const { plan, drawn, bound, edition } = story
  const nameOf = namesIn(edition)
  return [
    minimizedSentence(plan.currency),
    ...plan.rows.filter(({ row }) => row.count > 0).map((row) => rowSentence(row, story, nameOf)),
    ...drawn.map(reuseSentence),
    ...bound.map(
      ({ holder, until }) => `The idle seat of ${holder} stays: the guide binds it to its holder until ${until ?? ''}.`,
    ),
    ...missingSentences(story, nameOf),
    ...maximumSentences(story, nameOf),
    ...legacySentences(plan.rows),
    ...plan.unpriced.map(
      (id) =>
        `${nameOf(id)} has no price and was left out, so a cheaper plan may exist: give it in the file of --prices.`,
    ),
  ]
}

export function namesIn({ plans }: Edition): NameOf {
  const names = new Map<string, string>(plans.map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? id
}

export function minimizedSentence(currency: string | null): string {
  const unit = currency === null ? '' : ` in ${currency}`
  return `Minimized, exactly and over all people together: the price per month${unit} of what must be bought; of equal prices the fewest seats, then the fewest different SKUs, then the order of the edition.`
}

function rowSentence({ row, options, chosen }: RowPlan, story: SeatPlanStory, nameOf: NameOf): string {
  const { prices } = story
  const channels = row.channels === 'both' ? 'digital and voice' : row.channels
  const service = row.customerService ? ' and Customer Service Enterprise' : ''
  const holds = row.holds.length === 0 ? 'hold nothing' : `hold ${listWords(row.holds.map(nameOf))}`
  const who = `${peopleWords(row.count)} ${channels}${service} and ${row.count === 1 ? holds.replace('hold', 'holds') : holds}`
  const [first, ...others] = chosen
  if (first === undefined || (others.length === 0 && first.plans.length === 0)) return `${who}: what is held covers it.`
  if (others.length > 0) {
    const parts = chosen.map(
      ({ plans, count }) => `${countWords(count)} x ${setWords(plans, prices, nameOf)}${fromFree(plans, story)}`,
    )
    return `${who}: ${parts.join('; ')}.`
  }
  return `${who}: ${setWords(first.plans, prices, nameOf)}${fromFree(first.plans, story)}${comparison(first.plans, options, story, nameOf)}.${serviceReason(row.customerService, first.plans, options)}`
}

function fromFree(plans: readonly PlanId[], { plan: { bought, reused } }: SeatPlanStory): string {
  const free = plans.filter((id) => reused.has(id))
  if (free.length === 0) return ''
  return free.some((id) => bought.has(id)) || free.length < plans.length
    ? ', partly from units that are there'
    : ', from units that are there'
}

/** Against the next cheapest choices at list price; none where free units decide. */
function comparison(
  plans: readonly PlanId[],
  options: RowPlan['options'],
  { prices, plan }: SeatPlanStory,
  nameOf: NameOf,
): string {
  const price = priceOf(plans, prices)
  if (price === null || plans.some((id) => plan.reused.has(id))) return ''
  const dearer = options
    .map((other) => ({ other, price: priceOf(other, prices) ?? Number.POSITIVE_INFINITY }))
    .filter((option) => option.price > price && Number.isFinite(option.price))
    .toSorted((a, b) => a.price - b.price)
  const named = dearer.slice(0, 3).map(({ other }) => setWords(other, prices, nameOf))
  return named.length === 0 ? '' : `, cheaper than ${listWords(named, 'or')}`
}

function priceOf(plans: readonly PlanId[], prices: Prices): number | null {
  let sum = 0
  for (const plan of plans) {
    const price = prices.get(plan)
    if (price === undefined) return null
    sum += price.monthly
  }
  return sum
}

const serviceRights: readonly PlanId[] = ['customer-service-enterprise', 'customer-service-premium']

function bringsIt(plans: readonly PlanId[]): boolean {
  return plans.some((plan) => serviceRights.includes(plan))
}

function serviceReason(isNeeded: boolean, plans: readonly PlanId[], options: RowPlan['options']): string {
  if (isNeeded || bringsIt(plans) || !options.some(bringsIt)) return ''
  return ' Nothing asks for Customer Service Enterprise here, which Premium and the add-ons would pay for as well.'
}

export function reuseSentence({ count, partNumber, from, holders }: Drawn): string {
  const units = `${countWords(count)} ${count === 1 ? 'unit' : 'units'} of ${partNumber}`
  if (from === 'free units') return `${units}: purchased and held by nobody, so used first.`
  return `${units}: idle seats, used first; they move from ${listWords(holders)}, as the guide lets them.`
}

/** Units that nobody of the staffing uses. */
function missingSentences({ free, plan: { bought } }: SeatPlanStory, nameOf: NameOf): string[] {
  return [...bought].flatMap(([id, count]) => {
    const missing = Math.min(count, Math.max(0, -(free.get(id) ?? 0)))
    return missing === 0
      ? []
      : [`${countWords(missing)} more of ${nameOf(id)} are assigned than purchased: the plan buys them.`]
  })
}

/** Guide, "Prerequisite licenses and minimum/maximum quantities". */
function maximumSentences({ plan, edition, purchased }: SeatPlanStory, nameOf: NameOf): string[] {
  const total = (id: PlanId): number => (purchased.get(id) ?? 0) + (plan.bought.get(id) ?? 0)
  return edition.plans.flatMap(({ id, prerequisite }) => {
    if (prerequisite === null || total(id) === 0) return []
    const against = `${countWords(total(id))} ${nameOf(id)} against ${countWords(total(prerequisite))} ${nameOf(prerequisite)}`
    if (total(id) <= total(prerequisite)) return plan.bought.has(id) ? [`Maximum kept: ${against}.`] : []
    return [
      `Over the maximum already, so the plan buys none of them: ${against}. Fewer at the renewal mend that (rule addon-quantity).`,
    ]
  })
}

function legacySentences(rows: readonly RowPlan[]): string[] {
  const holding = rows.filter(({ row }) => row.holds.includes('legacy-omnichannel'))
  const holders = holding.reduce((sum, { row }) => sum + row.count, 0)
  if (holders === 0) return []
  const who = holders === 1 ? '1 person holds' : `${countWords(holders)} people hold`
  return [
    `${who} Omnichannel (legacy) seats: they license until the end of their term and cannot be bought, so the plan is what must take their place then.`,
  ]
}
