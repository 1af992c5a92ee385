/** The document of `plan`: what to buy for a staffing or for the tenant as it stands, and what mends the open restricted-table findings. */
import type { Head } from '../model/documents.ts'
import type { PlanDocument, StaffingRow } from '../model/plan.ts'
import type { Prices } from '../seats/list-price.ts'
import type { Asked } from './guided.ts'
import { headOf, storedHead } from './heads.ts'
import type { PlanFacts } from './plan-facts.ts'
import { fixDocument } from './plan-fix.ts'
import { seatDocument } from './plan-seats.ts'

export interface PlanRequest {
  /** null: the tenant as it stands. */
  readonly staffing: readonly StaffingRow[] | null
  readonly prices: Prices
  /** Mend the open findings of restricted tables instead. */
  readonly isFix: boolean
}

/** Whether the plan rests on a stored run. */
export function planNeed({ staffing, isFix }: PlanRequest): 'findings' | 'staffing' | null {
  return isFix ? 'findings' : staffing === null ? 'staffing' : null
}

/** `facts` is null where nothing is stored and the plan needs nothing of it. */
export async function planAnswer(request: PlanRequest, facts: PlanFacts | null, asked: Asked): Promise<PlanDocument> {
  const { staffing: said, prices, isFix } = request
  const head = facts === null ? unstoredHead(asked) : storedHead(facts.stored.run, asked, { sources: [] })
  if (isFix && facts !== null) return fixDocument({ facts, head, prices, product: asked })
  return seatDocument({ said, facts, head, prices, product: asked })
}

function unstoredHead(asked: Asked): Head {
  const tenantId = asked.config.tenantId ?? ''
  return headOf({ tenantId, tenantName: null, runId: null, asOf: asked.now, statuses: [] }, asked, [])
}
