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
  weighted,
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
}

/** null: nothing that can be bought serves everybody. */
export function cheapestChoice(problem: PurchaseProblem): Choice | null {
  const model = modelOf(problem)
  const price = least(model.price, model, [])
  if (price === null) return null
  const atPrice = [limitTo(model.price, price.value)]
  const seats = least(model.seats, model, atPrice)
  const atSeats = [...atPrice, limitTo(model.seats, seats?.value ?? 0)]
  const firsts = fewestKinds(model, atSeats).map((kinds) => firstInOrder(model, [...atSeats, ...only(kinds, model)]))
  const [first] = firsts.filter((point) => point !== null).toSorted((a, b) => compareBought(a, b, model))
  return first === undefined ? null : choiceOf(first.point, model, price.value)
}

/**
 * Other purchases at the same price, each with the fewest units that the choice does not have. There is one for each priced item of which
 * more could be bought: if there is none, the choice is the only one, as other purchases at the price have more of something.
 */
export function equallyCheap(problem: PurchaseProblem, choice: Choice): readonly (readonly number[])[] {
  const model = modelOf(problem)
  const extra = model.bought.map((_, item) => model.columns + item)
  const wider = { ...model, columns: model.columns + extra.length }
  const beyond = model.bought.map((column, item): LinearRow => {
    const coefficients = new Map([
      [column, 1],
      [extra[item] ?? 0, -1],
    ])
    return { coefficients, relation: '<=', bound: choice.bought[item] ?? 0 }
  })
  const found = new Map<string, readonly number[]>()
  for (const [item, { price }] of problem.items.entries()) {
    if (price === null || price === 0) continue
    const more = atLeast(model.bought[item] ?? 0, (choice.bought[item] ?? 0) + 1)
    const other = least(
      weighted(
        extra,
        extra.map(() => 1),
      ),
      wider,
      [limitTo(model.price, choice.price), ...beyond, more],
    )
    if (other === null) continue
    const bought = valuesOf(model.bought, other.point)
    found.set(bought.join(), bought)
  }
  return [...found.values()]
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

/** As many as possible of the first item, then of the second; then the fewest used ones, by the same order. */
function firstInOrder(model: PurchaseModel, rows: readonly LinearRow[]): IntegerSolution | null {
  const purchases = model.bought.map((column): Objective => new Map([[column, -1]]))
  const allUsed = new Map<number, number>()
  for (const used of model.used)
    for (const [column, count] of used) allUsed.set(column, (allUsed.get(column) ?? 0) + count)
  const fixed = [...rows]
  let point: IntegerSolution | null = null
  for (const objective of [...purchases, allUsed, ...model.used.map(negated)]) {
    point = least(objective, model, fixed)
    if (point === null) return null
    fixed.push(limitTo(objective, point.value))
  }
  return point
}

function compareBought(a: IntegerSolution, b: IntegerSolution, { bought }: PurchaseModel): number {
  for (const column of bought) {
    const more = (b.point[column] ?? 0) - (a.point[column] ?? 0)
    if (more !== 0) return more
  }
  return 0
}

function choiceOf(point: readonly number[], model: PurchaseModel, price: number): Choice {
  return {
    price,
    bought: valuesOf(model.bought, point),
    used: model.used.map((used) => [...used].reduce((sum, [column, count]) => sum + count * (point[column] ?? 0), 0)),
    chosen: model.chosen.map((columns) => valuesOf(columns, point)),
  }
}

function valuesOf(columns: readonly number[], point: readonly number[]): number[] {
  return columns.map((column) => point[column] ?? 0)
}
