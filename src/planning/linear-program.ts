/** Linear programs: the two-phase simplex method on a dense table, for the bounds of the integer search. Knows no plan and no price. */

/** `coefficients` of the columns, missing ones 0. */
export interface LinearRow {
  readonly coefficients: ReadonlyMap<number, number>
  readonly relation: '<=' | '='
  readonly bound: number
}

export interface LinearSolution {
  readonly value: number
  readonly point: readonly number[]
}

/** Coefficients, ratios and reduced costs this near are equal: rows are scaled so that their largest coefficient is 1. */
const tiny = 1e-9

/** Least value of the objective over columns that are 0 or more; null where no point fits the rows. The value must be bounded below. */
export function minimizeLinear(objective: readonly number[], rows: readonly LinearRow[]): LinearSolution | null {
  const table = new Table(objective.length, rows)
  if (!table.findPoint()) return null
  table.minimize(objective)
  const point = table.point()
  return { value: point.reduce((sum, amount, column) => sum + amount * (objective[column] ?? 0), 0), point }
}

/** Rows are equations over columns, one slack per inequality, one artificial column per row, and last the right side. */
class Table {
  readonly #columns: number
  /** The first artificial column: none from here on may enter once a point is found. */
  readonly #artificial: number
  readonly #rows: number[][]
  readonly #basis: number[]
  readonly #tolerance: number

  constructor(columns: number, rows: readonly LinearRow[]) {
    const inequalities = rows.filter(({ relation }) => relation === '<=').length
    this.#columns = columns
    this.#artificial = columns + inequalities
    const scales = rows.map(({ coefficients }) => Math.max(0, ...[...coefficients.values()].map(Math.abs)) || 1)
    this.#tolerance = tiny * Math.max(1, ...rows.map(({ bound }, row) => Math.abs(bound) / (scales[row] ?? 1) / 1000))
    this.#basis = []
    let slack = columns
    this.#rows = rows.map((row, index) => {
      const line = Array.from({ length: this.#artificial + rows.length + 1 }, () => 0)
      const scale = scales[index] ?? 1
      for (const [column, coefficient] of row.coefficients) line[column] = coefficient / scale
      line[line.length - 1] = row.bound / scale
      const ownSlack = row.relation === '<=' ? slack++ : null
      if (ownSlack !== null) line[ownSlack] = 1
      const isBelowZero = row.bound < 0
      const signed = isBelowZero ? line.map((value) => -value) : line
      // A slack of its own sign starts in the basis; elsewhere an artificial column does.
      const start = ownSlack !== null && !isBelowZero ? ownSlack : this.#artificial + index
      signed[start] = 1
      this.#basis.push(start)
      return signed
    })
  }

  /** Phase one: whether the artificial columns can all be 0. */
  findPoint(): boolean {
    const isArtificial = (column: number): boolean => column >= this.#artificial
    const width = this.#artificial + this.#rows.length
    this.#descend(Array.from({ length: width }, (_, column) => (isArtificial(column) ? 1 : 0)))
    const left = this.#rows.reduce(
      (sum, line, row) => (isArtificial(this.#basis[row] ?? 0) ? sum + last(line) : sum),
      0,
    )
    if (left > this.#tolerance * 100) return false
    for (const [row, line] of this.#rows.entries()) {
      if (!isArtificial(this.#basis[row] ?? 0)) continue
      const column = line.findIndex((value, at) => at < this.#artificial && Math.abs(value) > tiny)
      if (column >= 0) this.#pivot(row, column)
    }
    return true
  }

  minimize(objective: readonly number[]): void {
    this.#descend(Array.from({ length: this.#artificial }, (_, column) => objective[column] ?? 0))
  }

  point(): number[] {
    const point = Array.from({ length: this.#columns }, () => 0)
    for (const [row, column] of this.#basis.entries()) {
      if (column < this.#columns) point[column] = Math.max(0, last(this.#rows[row] ?? []))
    }
    return point
  }

  /** Bland's rule: the first column that improves enters and the first of the rows that bind leaves, so that it never cycles. */
  #descend(costs: readonly number[]): void {
    for (;;) {
      const column = this.#entering(costs)
      if (column === null) return
      const row = this.#leaving(column)
      if (row === null) return
      this.#pivot(row, column)
    }
  }

  #entering(costs: readonly number[]): number | null {
    const reduced = [...costs]
    for (const [row, line] of this.#rows.entries()) {
      const cost = costs[this.#basis[row] ?? 0] ?? 0
      if (cost === 0) continue
      for (let column = 0; column < reduced.length; column += 1) {
        reduced[column] = (reduced[column] ?? 0) - cost * (line[column] ?? 0)
      }
    }
    const scale = tiny * Math.max(1, ...costs.map(Math.abs))
    const column = reduced.findIndex((value) => value < -scale)
    return column < 0 ? null : column
  }

  #leaving(column: number): number | null {
    let best: { row: number; ratio: number } | null = null
    for (const [row, line] of this.#rows.entries()) {
      const pivot = line[column] ?? 0
      if (pivot <= tiny) continue
      const ratio = last(line) / pivot
      const isLess = best === null || ratio < best.ratio - this.#tolerance
      const isFirst = best !== null && ratio <= best.ratio + this.#tolerance && this.#before(row, best.row)
      if (isLess || isFirst) best = { row, ratio }
    }
    return best?.row ?? null
  }

  #before(row: number, other: number): boolean {
    return (this.#basis[row] ?? 0) < (this.#basis[other] ?? 0)
  }

  #pivot(row: number, column: number): void {
    const line = this.#rows[row] ?? []
    const pivot = line[column] ?? 1
    for (let at = 0; at < line.length; at += 1) line[at] = (line[at] ?? 0) / pivot
    for (const [index, other] of this.#rows.entries()) {
      const factor = index === row ? 0 : (other[column] ?? 0)
      if (factor === 0) continue
      for (let at = 0; at < other.length; at += 1) other[at] = (other[at] ?? 0) - factor * (line[at] ?? 0)
    }
    this.#basis[row] = column
  }
}

function last(line: readonly number[]): number {
  return line[line.length - 1] ?? 0
}
