/** Reads every page of a query of the Web API: rows are checked at the border, mapped, and the bad ones counted. */
import type { z } from 'zod'
import { Repeats } from '../transport/repeats.ts'
import { checkRows, listOf } from '../transport/rows.ts'
import type { Dataverse, ListOptions } from './dataverse.ts'

/** What one set gave, as a page of a source takes it. */
export interface ReadSet<R> {
  readonly rows: R[]
  readonly rejected: number
  readonly requestId: string | null
}

/** `id`: the column that names a row, where rows are only counted; each then counts once. */
export type Read = <W, R>(
  query: string,
  schema: z.ZodType<W>,
  map: (row: W) => R | null,
  id?: string,
) => Promise<ReadSet<R>>

/** The first set that cannot be read ends the others that are under way: nobody waits for what no longer matters. */
export function readerOf(api: Dataverse, signal: AbortSignal, options: ListOptions = {}): Read {
  const failure = new AbortController()
  const untilFailure = AbortSignal.any([signal, failure.signal])
  return async <W, R>(query: string, schema: z.ZodType<W>, map: (row: W) => R | null, id = '') => {
    const request = `GET /api/data/v9.2/${query.slice(0, query.indexOf('?'))}`
    const parts: ReadSet<R>[] = []
    const repeats = new Repeats(id)
    try {
      for await (const { body, requestId } of api.list(query, untilFailure, options)) {
        parts.push({ ...checkRows(repeats.fresh(listOf(body, request)), schema, map), requestId })
      }
    } catch (error) {
      failure.abort(error)
      throw error
    }
    return joinSets(parts)
  }
}

export async function readAll<R>(
  queries: readonly string[],
  read: (query: string) => Promise<ReadSet<R>>,
): Promise<ReadSet<R>> {
  return joinSets(await Promise.all(queries.map(read)))
}

/** One set of several: the last request stands for all. */
export function joinSets<R>(parts: readonly ReadSet<R>[]): ReadSet<R> {
  return {
    rows: parts.flatMap(({ rows }) => rows),
    rejected: parts.reduce((sum, part) => sum + part.rejected, 0),
    requestId: parts.at(-1)?.requestId ?? null,
  }
}
