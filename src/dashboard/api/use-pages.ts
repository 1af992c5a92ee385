/** A long list page by page: the next page is asked for as the reader comes near its end. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { ask, isAbort, type Page } from './client.ts'
import type { Documents, Schema } from './documents.ts'
import { useFreshness } from './freshness.tsx'
import { problemFrom, type ApiProblem } from './problem.ts'

export interface PagedList<R> {
  readonly rows: readonly R[]
  readonly total: number | null
  readonly hasMore: boolean
  readonly isLoading: boolean
  readonly problem: ApiProblem | null
  readonly more: () => void
  readonly reload: () => void
}

interface State<S extends Schema, R> {
  readonly path: string | null
  readonly rows: readonly R[]
  readonly last: Page<Documents[S]> | null
  readonly isLoading: boolean
  readonly problem: ApiProblem | null
}

/** `rowsOf` must not change between renders. `first` is the newest page, for what stands beside the list. */
export function usePages<S extends Schema, R>(
  path: string,
  schema: S,
  rowsOf: (document: Documents[S]) => readonly R[],
): PagedList<R> & { readonly last: Documents[S] | null } {
  const { version } = useFreshness()
  const [again, setAgain] = useState(0)
  const [state, setState] = useState<State<S, R>>({ path: null, rows: [], last: null, isLoading: true, problem: null })
  const asking = useRef<AbortController | null>(null)

  const read = useCallback(
    (address: string, before: readonly R[]): void => {
      asking.current?.abort()
      const stop = new AbortController()
      asking.current = stop
      setState((now) => ({ ...now, isLoading: true, problem: null }))
      ask(address, schema, { signal: stop.signal })
        .then((page) =>
          setState({ path, rows: [...before, ...rowsOf(page.document)], last: page, isLoading: false, problem: null }),
        )
        .catch((error: unknown) => {
          if (!isAbort(error) && !stop.signal.aborted) {
            setState((now) => ({ ...now, path, rows: before, isLoading: false, problem: problemFrom(error) }))
          }
        })
    },
    [path, schema, rowsOf],
  )

  useEffect(() => {
    read(path, [])
    return () => asking.current?.abort()
  }, [read, path, version, again])

  const { rows, last, isLoading, problem } = state
  const next = state.path === path ? (last?.next ?? null) : null
  return {
    rows,
    total: last?.total ?? null,
    hasMore: next !== null,
    isLoading,
    problem,
    last: last?.document ?? null,
    more: () => {
      if (next !== null && !isLoading) read(next, rows)
    },
    reload: () => setAgain((count) => count + 1),
  }
}
