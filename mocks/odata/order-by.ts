/** `$orderby` by plain properties, `name desc,createdon`. */
import { compareValues, type Read } from './matches.ts'

export interface SortKey {
  readonly path: string
  readonly isDescending: boolean
}

/** Null where the text is no list of properties. */
export function parseOrderBy(text: string): SortKey[] | null {
  const keys: SortKey[] = []
  for (const part of text.split(',')) {
    const [, path, direction] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/.exec(part) ?? []
    if (path === undefined) return null
    keys.push({ path, isDescending: direction === 'desc' })
  }
  return keys
}

export function sortRows<Row>(rows: readonly Row[], keys: readonly SortKey[], read: (row: Row) => Read): Row[] {
  return rows.toSorted((left, right) => {
    for (const { path, isDescending } of keys) {
      const order = compareValues(read(left)(path), read(right)(path))
      if (order !== 0) return isDescending ? -order : order
    }
    return 0
  })
}
