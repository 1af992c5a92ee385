/** Which tenant is looked at, and who looks. Everything under it may ask for both. */
import { createContext, useContext, useMemo, type ReactNode } from 'react'
import type { Session, TenantSummary } from '../../model/service.ts'

interface Looking {
  readonly tenant: TenantSummary
  readonly tenants: readonly TenantSummary[]
  readonly session: Session
}

const Context = createContext<Looking | null>(null)

interface TenantProviderProps extends Looking {
  readonly children: ReactNode
}

export function TenantProvider({ tenant, tenants, session, children }: TenantProviderProps) {
  const value = useMemo(() => ({ tenant, tenants, session }), [tenant, tenants, session])
  return <Context.Provider value={value}>{children}</Context.Provider>
}

export function useLooking(): Looking {
  const looking = useContext(Context)
  if (looking === null) throw new Error('A page needs a tenant.')
  return looking
}

/** The address of one of the tenant's documents; values that are null or empty are left out. */
export function useTenantPath(): (rest: string, query?: Readonly<Record<string, string | null>>) => string {
  const { tenantId } = useLooking().tenant
  return (rest, query = {}) => {
    const said = Object.entries(query).flatMap(([name, value]) =>
      value === null || value === '' ? [] : [[name, value]],
    )
    const text = new URLSearchParams(said).toString()
    return `/tenants/${encodeURIComponent(tenantId)}/${rest}${text === '' ? '' : `?${text}`}`
  }
}

export function useCanManage(): boolean {
  return useLooking().session.roles.includes('Seatledger.Manage')
}
