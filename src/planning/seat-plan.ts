/** The cheapest seats for a staffing, from what is held: the choices that are open, the prices, the units that are free, and the maxima. */
import { ConfigurationError } from '../errors.ts'
import type { Edition } from '../guide/edition.ts'
import type { StaffingRow } from '../model/plan.ts'
import type { PlanId } from '../model/pool.ts'
import { cheapestChoice } from './cheapest.ts'
import type { Cap } from './integer-program.ts'
import type { Prices } from '../seats/list-price.ts'
import { currencyOf, MoneyUnit } from './prices.ts'
import type { Item, PurchaseProblem } from './purchase-problem.ts'
import { purchasablePlans, seatOptions } from './seat-options.ts'

export interface SeatPlanInput {
  readonly staffing: readonly StaffingRow[]
  readonly edition: Edition
  readonly prices: Prices
  /** Units that can be used without buying, by plan; below 0: units that are assigned and not purchased. */
  readonly free: ReadonlyMap<PlanId, number>
  /** Units that the tenant has purchased, by plan: the maxima of the add-ons count them. */
  readonly purchased: ReadonlyMap<PlanId, number>
}

/** Plans with the number of their seats. */
export type SeatCounts = ReadonlyMap<PlanId, number>

/** What becomes of one row of the staffing. */
export interface RowPlan {
  readonly row: StaffingRow
  readonly options: readonly (readonly PlanId[])[]
  readonly chosen: readonly { readonly plans: readonly PlanId[]; readonly count: number }[]
}

export interface SeatPlan {
  readonly rows: readonly RowPlan[]
  readonly bought: SeatCounts
  /** Used of the free units. */
  readonly reused: SeatCounts
  readonly monthly: number
  /** null: nothing was priced. */
  readonly currency: string | null
  /** Purchases of the same price, instead of `bought`. */
  readonly ties: readonly SeatCounts[]
  /** Plans that would have served and have no price. */
  readonly unpriced: readonly PlanId[]
}

/** Throws a ConfigurationError where prices are in several currencies, or lack for all that would serve. */
export function planSeats(input: SeatPlanInput): SeatPlan {
  const { staffing, edition, prices } = input
  const groups = groupRows(staffing, edition)
  const plans = plansAtStake(groups, input)
  const currency = currencyOf(plans, prices)
  const unit = new MoneyUnit(plans.map((plan) => prices.get(plan)?.monthly ?? 0))
  const problem = problemOf(groups, plans, unit, input)
  const unpriced = plans.filter((plan) => !prices.has(plan))
  const choice = cheapestChoice(problem)
  if (choice === null) throw withoutPrices(unpriced)
  const counts = (units: readonly number[]): SeatCounts =>
    new Map(plans.flatMap((plan, item) => ((units[item] ?? 0) > 0 ? [[plan, units[item] ?? 0]] : [])))
  return {
    rows: inOrderOf(
      staffing,
      groups.flatMap((group, index) => dealToRows(group, choice.chosen[index] ?? [])),
    ),
    bought: counts(choice.bought),
    reused: counts(plans.map((_, item) => reusedUnits(choice.used[item] ?? 0, problem.items[item]))),
    monthly: unit.money(choice.price),
    currency,
    ties: choice.ties.map(counts),
    unpriced,
  }
}

interface RowGroup {
  readonly rows: readonly StaffingRow[]
  readonly options: readonly (readonly PlanId[])[]
}

/** Rows with the same choices are decided together, so that the problem stays small however long the staffing is. */
function groupRows(staffing: readonly StaffingRow[], edition: Edition): RowGroup[] {
  const groups = new Map<string, { rows: StaffingRow[]; options: PlanId[][] }>()
  const known = new Map<string, PlanId[][]>()
  for (const row of staffing) {
    const need = [row.channels, row.customerService, ...row.holds.toSorted()].join()
    const options = known.get(need) ?? seatOptions(row, edition)
    known.set(need, options)
    const key = options.map((plans) => plans.join('+')).join()
    const group = groups.get(key) ?? { rows: [], options }
    group.rows.push(row)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** Plans that serve somebody, that are missing, or of which an add-on's maximum asks for more, in the order of the edition. */
function plansAtStake(groups: readonly RowGroup[], { edition, free }: SeatPlanInput): PlanId[] {
  const missing = [...free].filter(([, units]) => units < 0).map(([plan]) => plan)
  const wanted = new Set([...groups.flatMap(({ options }) => options.flat()), ...missing])
  const bases = new Set(edition.plans.filter(({ id }) => wanted.has(id)).map(({ prerequisite }) => prerequisite))
  return purchasablePlans(edition).filter((plan) => wanted.has(plan) || bases.has(plan))
}

function problemOf(
  groups: readonly RowGroup[],
  plans: readonly PlanId[],
  unit: MoneyUnit,
  { edition, prices, free, purchased }: SeatPlanInput,
): PurchaseProblem {
  const items = plans.map((plan): Item => {
    const price = prices.get(plan)
    return { price: price === undefined ? null : unit.whole(price.monthly), free: free.get(plan) ?? 0, isSeat: true }
  })
  return {
    items,
    groups: groups.map(({ rows, options }) => ({
      count: rows.reduce((sum, { count }) => sum + count, 0),
      options: options.map((set) => new Map(set.map((plan) => [plans.indexOf(plan), 1]))),
    })),
    caps: edition.plans.flatMap(({ id, prerequisite }) => capOf(id, prerequisite, plans, purchased)),
  }
}

/** Guide, "Prerequisite licenses and minimum/maximum quantities": no more add-ons of a kind than units of what they ask for. */
function capOf(addon: PlanId, base: PlanId | null, plans: readonly PlanId[], purchased: SeatCounts): Cap[] {
  if (base === null || !plans.includes(addon)) return []
  const room = (purchased.get(base) ?? 0) - (purchased.get(addon) ?? 0)
  return [{ above: plans.indexOf(addon), against: plans.indexOf(base), room }]
}

function reusedUnits(used: number, item: Item | undefined): number {
  return Math.min(used, Math.max(0, item?.free ?? 0))
}

/** The group's choices, dealt to its rows in their order. */
function dealToRows({ rows, options }: RowGroup, chosen: readonly number[]): RowPlan[] {
  const left = [...chosen]
  return rows.map((row) => {
    let open = row.count
    const dealt = options.map((plans, option) => {
      const count = Math.min(open, left[option] ?? 0)
      open -= count
      left[option] = (left[option] ?? 0) - count
      return { plans, count }
    })
    return { row, options, chosen: dealt.filter(({ count }) => count > 0) }
  })
}

function inOrderOf(staffing: readonly StaffingRow[], rows: readonly RowPlan[]): RowPlan[] {
  const places = new Map(staffing.map((row, place) => [row, place]))
  return rows.toSorted((a, b) => (places.get(a.row) ?? 0) - (places.get(b.row) ?? 0))
}

function withoutPrices(unpriced: readonly PlanId[]): ConfigurationError {
  return new ConfigurationError(
    `This staffing cannot be licensed without a price for one of ${unpriced.join(', ')}.`,
    'give it in the file of --prices or SEATLEDGER_PRICES',
    'usage',
  )
}
