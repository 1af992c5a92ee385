/** GET /licensing/environments/{id}/allocations: units of each currency that are set aside for one environment. */
import { z } from 'zod'
import { SchemaError, UpstreamError } from '../../src/errors.ts'
import type { Page, Source } from '../../src/model/dataset.ts'
import type { Environment } from '../../src/model/environment.ts'
import type { ApiResponse } from '../transport/request.ts'
import { checkRows, orNull } from '../transport/rows.ts'
import { adminPermission, type PowerPlatform } from './power-platform.ts'

const WireAllocation = z.object({ currencyType: z.string().min(1), allocated: z.number() })
const WireAllocations = z.object({ currencyAllocations: orNull(z.array(z.unknown())) })

const request = 'GET /licensing/environments/{id}/allocations'

export function allocations(api: PowerPlatform, environment: Environment): Source {
  return {
    id: 'power-platform/allocations',
    environment: { id: environment.id, name: environment.name },
    required: false,
    request,
    permission: adminPermission,
    ifCut: 'not-assessed',
    async *pages(signal): AsyncGenerator<Page> {
      const answer = await read(api, environment, signal)
      if (answer === null) return
      const parsed = WireAllocations.safeParse(answer.body)
      if (!parsed.success) throw new SchemaError(`${request}: the answer holds no allocations`)
      const checked = checkRows(parsed.data.currencyAllocations ?? [], WireAllocation, (row) => ({
        currency: row.currencyType,
        allocated: row.allocated,
      }))
      yield { dataset: 'allocations', ...checked, requestId: answer.requestId }
    },
  }
}

/** null: nothing is allocated, which the service says with 404. */
async function read(api: PowerPlatform, { id }: Environment, signal: AbortSignal): Promise<ApiResponse | null> {
  try {
    return await api.get(`/licensing/environments/${encodeURIComponent(id.toWellFormed())}/allocations`, signal)
  } catch (error) {
    if (error instanceof UpstreamError && error.facts.status === 404) return null
    throw error
  }
}
