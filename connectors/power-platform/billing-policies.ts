/** GET /licensing/billingPolicies and the environments under each: where pay-as-you-go pays instead of the pool. */
import { z } from 'zod'
import type { Page, Source } from '../../src/model/dataset.ts'
import type { BillingPolicy } from '../../src/model/environment.ts'
import { checkRows, Guid, listOf } from '../transport/rows.ts'
import { adminPermission, type PowerPlatform } from './power-platform.ts'

const WirePolicy = z.object({ id: Guid, name: z.string(), status: z.string() })
const WireUnderPolicy = z.object({ environmentId: z.string().min(1) })

const path = '/licensing/billingPolicies'

/** Environments are asked for under enabled policies only: a disabled one pays for nothing. */
export function billingPolicies(api: PowerPlatform): Source {
  return {
    id: 'power-platform/billing-policies',
    environment: null,
    required: false,
    request: `GET ${path}`,
    permission: adminPermission,
    ifCut: 'not-assessed',
    async *pages(signal): AsyncGenerator<Page> {
      for await (const { body, requestId } of api.list(path, signal)) {
        const policies = checkRows(listOf(body, `GET ${path}`), WirePolicy, (policy) => policy)
        const rows: BillingPolicy[] = []
        let { rejected } = policies
        for (const { id, name, status } of policies.rows) {
          const enabled = status === 'Enabled'
          const under = enabled ? await environmentsUnder(api, id, signal) : { rows: [], rejected: 0 }
          rejected += under.rejected
          rows.push({ id, name, enabled, environmentIds: [...new Set(under.rows)] })
        }
        yield { dataset: 'billing-policies', rows, rejected, requestId }
      }
    },
  }
}

async function environmentsUnder(api: PowerPlatform, policyId: string, signal: AbortSignal) {
  const rows: string[] = []
  let rejected = 0
  for await (const { body } of api.list(`${path}/${policyId}/environments`, signal)) {
    const checked = checkRows(listOf(body, `GET ${path}/{id}/environments`), WireUnderPolicy, (row) =>
      row.environmentId.toLowerCase(),
    )
    for (const row of checked.rows) rows.push(row)
    rejected += checked.rejected
  }
  return { rows, rejected }
}
