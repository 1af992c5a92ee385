/** A document as a page sees it: what was last known at once, the newest as soon as it is there. */
import { useCallback, useEffect, useState } from 'react'
import { ask, isAbort, type Page } from './client.ts'
import type { Documents, Schema } from './documents.ts'
import { type ApiProblem, problemFrom } from './problem.ts'
import { useFreshness } from './freshness.tsx'

export interface Loading<T> {
  readonly page: Page<T> | null
  readonly problem: ApiProblem | null
  readonly isLoading: boolean
  readonly reload: () => void
}

/** What was shown of each address. A page that is opened again starts with it, and asks anew. */
const shown = new Map<string, Page<unknown>>()

/** `path` null: nothing is asked yet. */
export function useDocument<S extends Schema>(path: string | null, schema: S): Loading<Documents[S]> {
  const { version } = useFreshness()
  const [again, setAgain] = useState(0)
  const [state, setState] = useState<Answered<Documents[S]>>({ path: null, page: null, problem: null, isDone: false })
  const reload = useCallback(() => setAgain((count) => count + 1), [])

  useEffect(() => {
    if (path === null) return undefined
    const stop = new AbortController()
    setState((before) => ({ ...before, isDone: false }))
    ask(path, schema, { signal: stop.signal })
      .then((page) => {
        remember(path, page)
        setState({ path, page, problem: null, isDone: true })
      })
      .catch((error: unknown) => {
        if (isAbort(error) || stop.signal.aborted) return
        setState((before) => ({
          path,
          page: before.path === path ? before.page : null,
          problem: problemFrom(error),
          isDone: true,
        }))
      })
    return () => stop.abort()
  }, [path, schema, version, again])

  const isCurrent = state.path === path
  const known = isCurrent ? state.page : recall<S>(path, schema)
  return {
    page: known,
    problem: isCurrent ? state.problem : null,
    isLoading: path !== null && (!isCurrent || !state.isDone),
    reload,
  }
}

interface Answered<T> {
  readonly path: string | null
  readonly page: Page<T> | null
  readonly problem: ApiProblem | null
  readonly isDone: boolean
}

function remember(path: string, page: Page<unknown>): void {
  if (shown.size > 40) shown.clear()
  shown.set(path, page)
}

function recall<S extends Schema>(path: string | null, schema: S): Page<Documents[S]> | null {
  const page = path === null ? undefined : shown.get(path)
  return page !== undefined && isPageOf(page, schema) ? page : null
}

function isPageOf<S extends Schema>(page: Page<unknown>, schema: S): page is Page<Documents[S]> {
  const { document } = page
  return (
    typeof document === 'object' &&
    document !== null &&
    (schema === 'run' || Reflect.get(document, 'schema') === schema)
  )
}
