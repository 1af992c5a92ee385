/** What mends the open restricted-table findings most cheaply: for each user, licenses that cover tables, and roles to take for the rest. */
import { compareText } from '../model/text-order.ts'
import { removeRoleId } from '../model/plan.ts'
import type { Prices } from '../seats/list-price.ts'
import { cheapestChoice } from './cheapest.ts'
import { currencyOf, MoneyUnit } from './prices.ts'
import type { Item, Option, PurchaseProblem } from './purchase-problem.ts'
import { subsetsBySize } from './subsets.ts'

/** A table that a user can write without a license: one of the families licenses it, or all of the ways are closed. */
export interface OpenTable {
  readonly requires: readonly string[]
  /** Keys of the ways by which roles give it. */
  readonly ways: readonly string[]
}

export interface FixUser {
  readonly id: string
  readonly tables: readonly OpenTable[]
}

export interface FixInput {
  readonly users: readonly FixUser[]
  /** By family, and `remove-role`. A family without a price is given only from free units. */
  readonly prices: Prices
  readonly free: ReadonlyMap<string, number>
  /** Families that can be given to somebody, in the order in which they win a tie. */
  readonly families: readonly string[]
}

/** `families` to assign, and `ways` to close because no family of these covers their tables. */
export interface UserFix {
  readonly userId: string
  readonly families: readonly string[]
  readonly ways: readonly string[]
}

export interface FixPlan {
  readonly users: readonly UserFix[]
  /** Licenses by family, and removals of roles, that are paid for. */
  readonly bought: ReadonlyMap<string, number>
  readonly reused: ReadonlyMap<string, number>
  readonly monthly: number
  readonly currency: string | null
  readonly ties: readonly ReadonlyMap<string, number>[]
}

/** Null where nobody can be mended, which cannot be: a role can always be taken. */
export function planFix(input: FixInput): FixPlan {
  const items = itemsAtStake(input)
  const currency = currencyOf(items, input.prices)
  const unit = new MoneyUnit(items.map((id) => input.prices.get(id)?.monthly ?? 0))
  const groups = groupUsers(input.users, items)
  const problem: PurchaseProblem = {
    items: items.map((id) => itemOf(id, unit, input)),
    groups: groups.map(({ users, fixes }) => ({
      count: users.length,
      options: fixes.map((fix) => optionOf(fix, items)),
    })),
    caps: [],
  }
  const choice = cheapestChoice(problem)
  const counts = (units: readonly number[]): ReadonlyMap<string, number> =>
    new Map(items.flatMap((id, item) => ((units[item] ?? 0) > 0 ? [[id, units[item] ?? 0]] : [])))
  const used = choice?.used ?? []
  return {
    users: groups.flatMap(({ users, fixes }, group) => deal(users, fixes, choice?.chosen[group] ?? [])),
    bought: counts(choice?.bought ?? []),
    reused: counts(items.map((id, item) => Math.min(used[item] ?? 0, Math.max(0, input.free.get(id) ?? 0)))),
    monthly: unit.money(choice?.price ?? 0),
    currency,
    ties: (choice?.ties ?? []).map(counts),
  }
}

/** Families that license one of the tables and can be had, then the removal of a role. */
function itemsAtStake({ users, families, prices, free }: FixInput): string[] {
  const wanted = new Set(users.flatMap(({ tables }) => tables.flatMap(({ requires }) => requires)))
  const canBeHad = (family: string): boolean => prices.has(family) || (free.get(family) ?? 0) > 0
  return [...families.filter((family) => wanted.has(family) && canBeHad(family)), removeRoleId]
}

function itemOf(id: string, unit: MoneyUnit, { prices, free }: FixInput): Item {
  if (id === removeRoleId) return { price: unit.whole(prices.get(id)?.monthly ?? 0), free: 0, isSeat: false }
  const price = prices.get(id)
  return { price: price === undefined ? null : unit.whole(price.monthly), free: free.get(id) ?? 0, isSeat: true }
}

interface Fix {
  readonly families: readonly string[]
  readonly removals: number
}

interface UserGroup {
  readonly users: readonly FixUser[]
  readonly fixes: readonly Fix[]
}

/** Users with the same choices are decided together, so that the problem does not grow with their number. */
function groupUsers(users: readonly FixUser[], items: readonly string[]): UserGroup[] {
  const groups = new Map<string, { users: FixUser[]; fixes: readonly Fix[] }>()
  for (const user of users.toSorted((a, b) => compareText(a.id, b.id))) {
    const fixes = fixesOf(user, items)
    const key = fixes.map(({ families, removals }) => `${families.join('+')}:${removals}`).join()
    const group = groups.get(key) ?? { users: [], fixes }
    group.users.push(user)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** Every set of families that spares a removal which no smaller set spares: given the families, what must be taken follows. */
function fixesOf(user: FixUser, items: readonly string[]): Fix[] {
  const relevant = items.filter((id) => user.tables.some(({ requires }) => requires.includes(id)))
  const found: Fix[] = []
  for (const families of subsetsBySize(relevant)) {
    const removals = waysToClose(user, families).length
    const isNoBetter = found.some(
      (fix) => fix.removals <= removals && fix.families.every((one) => families.includes(one)),
    )
    if (!isNoBetter) found.push({ families, removals })
  }
  return found
}

/** All ways of every table that none of the families licenses. */
function waysToClose({ tables }: FixUser, families: readonly string[]): string[] {
  const open = tables.filter(({ requires }) => !requires.some((family) => families.includes(family)))
  return [...new Set(open.flatMap(({ ways }) => ways))]
}

function optionOf({ families, removals }: Fix, items: readonly string[]): Option {
  const option = new Map(families.map((family) => [items.indexOf(family), 1]))
  if (removals > 0) option.set(items.indexOf(removeRoleId), removals)
  return option
}

function deal(users: readonly FixUser[], fixes: readonly Fix[], chosen: readonly number[]): UserFix[] {
  const dealt = fixes.flatMap((fix, index) => Array.from({ length: chosen[index] ?? 0 }, () => fix))
  return users.map((user, index) => {
    const families = dealt[index]?.families ?? []
    return { userId: user.id, families, ways: waysToClose(user, families) }
  })
}
