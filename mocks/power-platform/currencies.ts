/** Add-on units as the Power Platform API tells them: of the tenant, and what an environment has of them. */
import { Refused } from '../refused.ts'
import type { TenantDescription } from '../tenant.ts'
import type { WireRequest } from '../wire.ts'

/** `GET /licensing/tenantCapacity/currencyReports`: a bare list. What is allocated and consumed comes only when asked for. */
export function currencyReports({ currencies = [] }: TenantDescription, { url }: WireRequest): unknown {
  const isAsked = (option: string): boolean => {
    const value = url.searchParams.get(option) ?? 'false'
    if (value === 'true' || value === 'false') return value === 'true'
    throw new Refused(400, 'InvalidQueryOption', `The value '${value}' is not valid for ${option}.`)
  }
  const withAllocations = isAsked('includeAllocations')
  const withConsumptions = isAsked('includeConsumptions')
  return currencies.map(({ currency, purchased, allocated, consumed, lastUpdated }) => ({
    currencyType: currency,
    purchased,
    ...(withAllocations ? { allocated } : {}),
    ...(withConsumptions ? { consumed: { unitsConsumed: consumed, lastUpdatedDay: lastUpdated } } : {}),
  }))
}

/** `GET /licensing/environments/{id}/allocations`. Throws `Refused` with 404 where nothing is allocated. */
export function allocations({ environments }: TenantDescription, id: string): unknown {
  const environment = environments.find((each) => each.id.toLowerCase() === id.toLowerCase())
  const allocated = environment?.allocations ?? []
  if (environment === undefined || allocated.length === 0) {
    throw new Refused(404, 'ResourceNotFound', `No allocations were found for the environment '${id}'.`)
  }
  return {
    environmentId: environment.id,
    currencyAllocations: allocated.map(({ currency, units }) => ({ currencyType: currency, allocated: units })),
  }
}
