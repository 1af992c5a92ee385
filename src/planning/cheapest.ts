/**
 * The cheapest purchases of a problem, exactly: least price; of equal ones the fewest seats, then the fewest different items, then those
 * that come first. What is used of the free units is decided last: as few as possible, those first that come first.
 */
import { atLeast, atMost, minimizeInteger, type IntegerSolution } from './integer-program.ts'
import type { LinearRow } from './linear-program.ts'
import {
  limitTo,
  modelOf,
  negated,
  type Objective,
  type PurchaseModel,
  type PurchaseProblem,
} from './purchase-problem.ts'

export interface Choice {
  readonly price: number
  /** Units by item index. */
  readonly bought: readonly number[]
  readonly used: readonly number[]
  /** People by group and option. */
  readonly chosen: readonly (readonly number[])[]
  /** Other purchases at the same price: none only where there are none. */
  readonly ties: readonly (readonly number[])[]
}

/** null: nothing that can be bought serves everybody. */
export function cheapestChoice(problem: PurchaseProblem): Choice | null {
  const model = modelOf(problem)
  const price = least(model.price, model, [])
  if (price === null) return null
  const some = valuesOf(model.bought, price.point)
  const ties = equallyCheap(problem, model, price.value, some)
  const isOnlyOne = ties.length === 0 && problem.items.every((item) => item.price !== 0)
  const bought = isOnlyOne ? some : firstOfEqual(model, price.value)
  const fixed = [
    limitTo(model.price, price.value),
    ...bought.map((count, item) => atMost(model.bought[item] ?? 0, count)),
  ]
  const { point } = fewestUsed(model, fixed) ?? price
  return {
    price: price.value,
    bought,
    used: model.used.map((used) => [...used].reduce((sum, [column, count]) => sum + count * (point[column] ?? 0), 0)),
    chosen: model.chosen.map((columns) => valuesOf(columns, point)),
    ties: isOnlyOne ? [] : equallyCheap(problem, model, price.value, bought),
  }
}

/**
 * Other purchases at the price, each with the fewest units that these do not have, one for each priced item of which more could be bought:
 * if there is none, these are the only ones, as other purchases at the price have more of something.
 */
function equallyCheap(
  { items }: PurchaseProblem,
  model: PurchaseModel,
  price: number,
  bought: readonly number[],
): readonly (readonly number[])[] {
  const extra = model.bought.map((_, item) => model.columns + item)
  const wider = { ...model, columns: model.columns + extra.length }
  const beyond = model.bought.map((column, item): LinearRow => {
    const coefficients = new Map([
      [column, 1],
      [extra[item] ?? 0, -1],
    ])
    return { coefficients, relation: '<=', bound: bought[item] ?? 0 }
  })
  const fewest = new Map(extra.map((column) => [column, 1]))
  const found = new Map<string, readonly number[]>()
  for (const [item, { price: unitPrice }] of items.entries()) {
    if (unitPrice === null || unitPrice === 0) continue
    const more = atLeast(model.bought[item] ?? 0, (bought[item] ?? 0) + 1)
    const other = least(fewest, wider, [limitTo(model.price, price), ...beyond, more])
    if (other === null) continue
    const units = valuesOf(model.bought, other.point)
    found.set(units.join(), units)
  }
  return [...found.values()]
}

/** Of the purchases at the price: the fewest seats, the fewest different items, then as many as possible of the first item, of the second … */
function firstOfEqual(model: PurchaseModel, price: number): readonly number[] {
  const atPrice = [limitTo(model.price, price)]
  const seats = least(model.seats, model, atPrice)
  const atSeats = [...atPrice, limitTo(model.seats, seats?.value ?? 0)]
  // What is no seat and costs nothing would be bought without end.
  const units = least(model.units, model, atSeats)
  const atUnits = [...atSeats, limitTo(model.units, units?.value ?? 0)]
  const firsts = fewestKinds(model, atUnits).map((kinds) => firstInOrder(model, [...atUnits, ...only(kinds, model)]))
  return firsts.toSorted(compareInOrder)[0] ?? []
}

function least(objective: Objective, model: PurchaseModel, rows: readonly LinearRow[]): IntegerSolution | null {
  return minimizeInteger(objective, { columns: model.columns, rows: [...model.rows, ...rows], caps: model.caps })
}

/**
 * The smallest sets of items with which the rows can be met, all of them: each set that is met either is one, or lacks an item of the
 * set that was met before it.
 */
function fewestKinds(model: PurchaseModel, rows: readonly LinearRow[]): readonly ReadonlySet<number>[] {
  let fewest = Number.POSITIVE_INFINITY
  let found: ReadonlySet<number>[] = []
  const search = (kept: ReadonlySet<number>, banned: readonly number[]): void => {
    if (kept.size > fewest) return
    const point = least(model.seats, model, [
      ...rows,
      ...banned.map((item) => atMost(model.bought[item] ?? 0, 0)),
    ])?.point
    if (point === undefined) return
    const kinds = model.bought.flatMap((column, item) => ((point[column] ?? 0) > 0 ? [item] : []))
    if (kinds.length < fewest) found = []
    fewest = Math.min(fewest, kinds.length)
    if (kinds.length === fewest) found.push(new Set(kinds))
    const held = new Set(kept)
    for (const item of kinds) {
      if (held.has(item)) continue
      search(held, [...banned, item])
      held.add(item)
    }
  }
  search(new Set(), [])
  return found
}

function only(kinds: ReadonlySet<number>, { bought }: PurchaseModel): LinearRow[] {
  return bought.flatMap((column, item) => (kinds.has(item) ? [] : [atMost(column, 0)]))
}

function firstInOrder(model: PurchaseModel, rows: readonly LinearRow[]): readonly number[] {
  const mostOfEach = model.bought.map((column): Objective => new Map([[column, -1]]))
  return valuesOf(model.bought, leastInTurn(mostOfEach, model, rows)?.point ?? [])
}

/** The fewest units of all items together, then as many as possible of the first item, of the second … */
function fewestUsed(model: PurchaseModel, rows: readonly LinearRow[]): IntegerSolution | null {
  const all = new Map<number, number>()
  for (const [column, count] of model.used.flatMap((used) => [...used])) all.set(column, (all.get(column) ?? 0) + count)
  return leastInTurn([all, ...model.used.map(negated)], model, rows)
}

function leastInTurn(
  objectives: readonly Objective[],
  model: PurchaseModel,
  rows: readonly LinearRow[],
): IntegerSolution | null {
  const fixed = [...rows]
  let found: IntegerSolution | null = null
  for (const objective of objectives) {
    found = least(objective, model, fixed)
    if (found === null) return null
    fixed.push(limitTo(objective, found.value))
  }
  return found
}

/** More of the first item comes first. */
function compareInOrder(a: readonly number[], b: readonly number[]): number {
  const item = a.findIndex((count, index) => count !== b[index])
  return item < 0 ? 0 : (b[item] ?? 0) - (a[item] ?? 0)
}

function valuesOf(columns: readonly number[], point: readonly number[]): number[] {
  return columns.map((column) => point[column] ?? 0)
}
