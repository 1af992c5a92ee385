/** Integer programs: branch and bound over linear ones, so that the answer is proven and not guessed. Knows no plan and no price. */
import { minimizeLinear, type LinearRow } from './linear-program.ts'

/** Where `above` is more than 0, `above` is at most `room` plus `against`. All three count whole units. */
export interface Cap {
  readonly above: number
  readonly against: number
  readonly room: number
}

/** All columns are whole numbers of 0 or more. */
export interface IntegerProgram {
  readonly columns: number
  readonly rows: readonly LinearRow[]
  readonly caps: readonly Cap[]
}

export interface IntegerSolution {
  readonly value: number
  readonly point: readonly number[]
}

/** Amounts nearer than this to a whole number are one: rounding errors of the linear solver are far smaller. */
const nearWhole = 1e-6

/**
 * Least value of a whole-numbered objective; null where no point fits. A branch is given up only when its linear bound, rounded up to
 * the next whole number, is no better than what was found: the minimum is exact.
 */
export function minimizeInteger(
  objective: ReadonlyMap<number, number>,
  program: IntegerProgram,
): IntegerSolution | null {
  const costs = Array.from({ length: program.columns }, (_, column) => objective.get(column) ?? 0)
  const open: (readonly LinearRow[])[] = [[]]
  let best: IntegerSolution | null = null
  for (let added = open.pop(); added !== undefined; added = open.pop()) {
    const relaxed = minimizeLinear(costs, [...program.rows, ...added])
    if (relaxed === null) continue
    const slack = nearWhole * Math.max(1, Math.abs(relaxed.value) * nearWhole)
    if (best !== null && Math.ceil(relaxed.value - slack) >= best.value) continue
    const branches = branchOnCap(relaxed.point, program.caps) ?? branchOnFraction(relaxed.point)
    if (branches === null) best = wholeSolution(relaxed.point, costs)
    else for (const branch of branches) open.push([...added, branch])
  }
  return best
}

function wholeSolution(point: readonly number[], costs: readonly number[]): IntegerSolution {
  const whole = point.map(Math.round)
  return { point: whole, value: whole.reduce((sum, amount, column) => sum + amount * (costs[column] ?? 0), 0) }
}

/** The last column (purchases come after people) that is no whole number, to be at most the one below or at least the one above (looked at first). */
function branchOnFraction(point: readonly number[]): LinearRow[] | null {
  const column = point.findLastIndex((amount) => Math.abs(amount - Math.round(amount)) > nearWhole)
  if (column < 0) return null
  const below = Math.floor(point[column] ?? 0)
  return [atMost(column, below), atLeast(column, below + 1)]
}

/** Before fractions: there are few maxima, and each side of one bounds much better than both together. */
function branchOnCap(point: readonly number[], caps: readonly Cap[]): LinearRow[] | null {
  const amount = (column: number): number => point[column] ?? 0
  const isBroken = ({ above, against, room }: Cap): boolean =>
    amount(above) > Math.max(0, room + amount(against)) + nearWhole
  const broken = caps.find(isBroken)
  if (broken === undefined) return null
  const { above, against, room } = broken
  const coefficients = new Map([
    [above, 1],
    [against, -1],
  ])
  return [atMost(above, 0), { coefficients, relation: '<=', bound: room }]
}

export function atMost(column: number, bound: number): LinearRow {
  return { coefficients: new Map([[column, 1]]), relation: '<=', bound }
}

export function atLeast(column: number, bound: number): LinearRow {
  return { coefficients: new Map([[column, -1]]), relation: '<=', bound: -bound }
}
