/** When the data changed: a finished run or a waiver makes every open page ask again. */
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react'

interface Freshness {
  readonly version: number
  readonly changed: () => void
}

const Context = createContext<Freshness>({ version: 0, changed: () => undefined })

export function FreshnessProvider({ children }: { readonly children: ReactNode }) {
  const [version, setVersion] = useState(0)
  const changed = useCallback(() => setVersion((before) => before + 1), [])
  const value = useMemo(() => ({ version, changed }), [version, changed])
  return <Context.Provider value={value}>{children}</Context.Provider>
}

export function useFreshness(): Freshness {
  return useContext(Context)
}
