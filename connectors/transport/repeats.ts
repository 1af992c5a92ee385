/** Rows of a long list that are only counted: a row that moved onto the next page while the list was read counts once. */

/** Remembers one page: rows move by as many as were written meanwhile, and ids of all of a long list would fill the memory. */
export class Repeats {
  readonly #column: string
  #before: ReadonlySet<string> = new Set()

  /** `column`: the id of a row. One without an id is never taken for another. */
  constructor(column: string) {
    this.#column = column
  }

  /** The rows of the next page that were neither on the one before it nor on this one. */
  fresh(elements: readonly unknown[]): unknown[] {
    const here = new Set<string>()
    const fresh = elements.filter((element) => {
      const id = this.#idOf(element)
      if (id === null) return true
      const isKnown = here.has(id) || this.#before.has(id)
      here.add(id)
      return !isKnown
    })
    this.#before = here
    return fresh
  }

  #idOf(element: unknown): string | null {
    if (typeof element !== 'object' || element === null) return null
    const id: unknown = Reflect.get(element, this.#column)
    return typeof id === 'string' ? id : null
  }
}
