/** Pages of a list: the cursor says where the next one begins, and in which run, for another run is another list. */

export interface PageQuery {
  readonly limit: number
  readonly cursor?: string | undefined
}

export interface Listed<T> {
  readonly rows: readonly T[]
  /** Of the run that the list is made of. */
  readonly runId: string
}

export interface Paged<T> {
  readonly value: readonly T[]
  /** Where the next page begins; null on the last one. */
  readonly next: string | null
}

/** null for a cursor that is none of this list: the run has changed since, or it was never ours. */
export function pageOf<T>({ rows, runId }: Listed<T>, { limit, cursor }: PageQuery): Paged<T> | null {
  const from = cursor === undefined ? 0 : startOf(cursor, runId)
  if (from === null) return null
  const next = from + limit
  return { value: rows.slice(from, next), next: next < rows.length ? `${next}~${runId}` : null }
}

function startOf(cursor: string, runId: string): number | null {
  const [, start = '', run] = /^(\d{1,9})~(.*)$/s.exec(cursor) ?? []
  return run === runId ? Number(start) : null
}

/** The address of the next page: the same question with another cursor. Absolute, as the gateway of Power Platform wants it. */
export function nextLinkOf(
  next: string | null,
  asked: {
    readonly origin: string
    readonly path: string
    readonly query: Readonly<Record<string, string | number | undefined>>
  },
): { nextLink?: string } {
  if (next === null) return {}
  const link = new URL(asked.path, asked.origin)
  for (const [name, value] of Object.entries(asked.query)) {
    if (value !== undefined && name !== 'cursor') link.searchParams.set(name, String(value))
  }
  link.searchParams.set('cursor', next)
  return { nextLink: link.href }
}
