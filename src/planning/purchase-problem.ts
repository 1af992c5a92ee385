/** What to buy for whom as an integer program: people of one need choose among sets of items, and free units are shared by all. */
import { atMost, type Cap, type IntegerProgram } from './integer-program.ts'
import type { LinearRow } from './linear-program.ts'

/** Something to buy or to do. `price` counts whole units of money; null: not known, so that it cannot be bought. */
export interface Item {
  readonly price: number | null
  /** Units that are there already; below 0: units that are missing whatever is chosen. */
  readonly free: number
  /** Whether it counts where the fewest seats are asked for. */
  readonly isSeat: boolean
}

/** Items by their index, with the number that one person needs. */
export type Option = ReadonlyMap<number, number>

export interface Group {
  readonly count: number
  readonly options: readonly Option[]
}

export interface PurchaseProblem {
  readonly items: readonly Item[]
  readonly groups: readonly Group[]
  /** By item index: more of `above` may be bought only within `room` plus what is bought of `against`. */
  readonly caps: readonly Cap[]
}

export type Objective = ReadonlyMap<number, number>

/** The program's columns: people by group and option, then units bought by item. */
export interface PurchaseModel extends IntegerProgram {
  readonly price: Objective
  readonly seats: Objective
  readonly units: Objective
  /** The column of the bought units of each item. */
  readonly bought: readonly number[]
  /** What the people use of each item, as a sum over columns. */
  readonly used: readonly Objective[]
  /** The columns of each group's options. */
  readonly chosen: readonly (readonly number[])[]
}

export function modelOf({ items, groups, caps }: PurchaseProblem): PurchaseModel {
  let column = 0
  const chosen = groups.map(({ options }) => options.map(() => column++))
  const bought = items.map(() => column++)
  const used = items.map((_, item) => usedOf(item, groups, chosen))
  const columnOf = (item: number): number => bought[item] ?? 0
  const bySeat = items.map(({ isSeat }): number => (isSeat ? 1 : 0))
  return {
    columns: column,
    rows: [
      ...groups.map(({ count }, group): LinearRow => ({
        coefficients: ones(chosen[group] ?? []),
        relation: '=',
        bound: count,
      })),
      ...items.map(({ free }, item) => withinFree(used[item] ?? new Map(), columnOf(item), free)),
      ...items.flatMap(({ price }, item) => (price === null ? [atMost(columnOf(item), 0)] : [])),
    ],
    caps: caps.map(({ above, against, room }) => ({ above: columnOf(above), against: columnOf(against), room })),
    price: weighted(
      bought,
      items.map(({ price }) => price ?? 0),
    ),
    seats: weighted(bought, bySeat),
    units: ones(bought),
    bought,
    used,
    chosen,
  }
}

/** Points that are no worse than the value. */
export function limitTo(objective: Objective, value: number): LinearRow {
  return { coefficients: objective, relation: '<=', bound: value }
}

function weighted(columns: readonly number[], weights: readonly number[]): Objective {
  return new Map(columns.map((column, index) => [column, weights[index] ?? 0]))
}

export function negated(objective: Objective): Objective {
  return new Map([...objective].map(([column, weight]) => [column, -weight]))
}

function ones(columns: readonly number[]): Objective {
  return new Map(columns.map((column) => [column, 1]))
}

function usedOf(item: number, groups: readonly Group[], chosen: readonly (readonly number[])[]): Objective {
  const used = new Map<number, number>()
  for (const [group, { options }] of groups.entries()) {
    for (const [option, needed] of options.entries()) {
      const count = needed.get(item) ?? 0
      if (count > 0) used.set(chosen[group]?.[option] ?? 0, count)
    }
  }
  return used
}

/** What is used beyond the free units is bought. */
function withinFree(used: Objective, bought: number, free: number): LinearRow {
  return { coefficients: new Map([...used, [bought, -1]]), relation: '<=', bound: free }
}
