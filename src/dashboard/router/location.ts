/** The address bar is the state: every page, filter and open drawer is in it, so that it can be sent to somebody. */
import { useCallback, useMemo, useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  globalThis.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    globalThis.removeEventListener('popstate', listener)
  }
}

function address(): string {
  return globalThis.location.pathname + globalThis.location.search
}

export function navigate(to: string, isReplacing = false): void {
  if (to === address()) return
  if (isReplacing) globalThis.history.replaceState(null, '', to)
  else globalThis.history.pushState(null, '', to)
  for (const listener of listeners) listener()
}

export interface Route {
  readonly path: string
  readonly query: URLSearchParams
}

export function useRoute(): Route {
  const now = useSyncExternalStore(subscribe, address)
  return useMemo(() => {
    const { pathname, searchParams } = new URL(now, globalThis.location.origin)
    return { path: pathname.replace(/(.)\/+$/, '$1'), query: searchParams }
  }, [now])
}

export type QueryValues = Readonly<Record<string, string | null>>

/** An address with these values; null or empty takes one out. The tenant stays, whatever page is opened. */
export function hrefOf(path: string, values: QueryValues, kept = new URLSearchParams()): string {
  const query = new URLSearchParams(kept)
  const tenant = new URLSearchParams(globalThis.location.search).get('tenant')
  if (tenant !== null) query.set('tenant', tenant)
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === '') query.delete(name)
    else query.set(name, value)
  }
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Reads the query of this page, and changes it in place; `isStep` leaves a step to go back to. */
export function useQuery() {
  const { path, query } = useRoute()
  const change = useCallback(
    (values: QueryValues, isStep = false) => navigate(hrefOf(path, values, query), !isStep),
    [path, query],
  )
  return { query, change, hrefWith: (values: QueryValues) => hrefOf(path, values, query) }
}
