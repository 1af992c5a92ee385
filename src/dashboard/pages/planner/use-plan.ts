/** The plan of a staffing, asked for once the typing rests. The last answer stays until the next one is there. */
import { useEffect, useState } from 'react'
import type { PlanDocument, StaffingRow } from '../../../model/plan.ts'
import { ask, isAbort } from '../../api/client.ts'
import { problemFrom, type ApiProblem } from '../../api/problem.ts'
import { useTenantPath } from '../../shell/tenant.tsx'

interface Planned {
  readonly plan: PlanDocument | null
  readonly problem: ApiProblem | null
  readonly isLoading: boolean
}

const restMs = 250

/** As the service takes it; empty: the tenant as it stands. */
export interface PlanBody {
  readonly staffing?: readonly StaffingRow[]
  readonly fix?: boolean
}

export function usePlan(asked: PlanBody): Planned {
  const path = useTenantPath()('plan')
  const body = JSON.stringify(asked)
  const [planned, setPlanned] = useState<Planned>({ plan: null, problem: null, isLoading: true })
  useEffect(() => {
    const stop = new AbortController()
    setPlanned((before) => ({ ...before, isLoading: true }))
    const timer = setTimeout(() => {
      ask(path, 'seatledger.plan/1', { method: 'POST', body: JSON.parse(body), signal: stop.signal })
        .then(({ document }) => setPlanned({ plan: document, problem: null, isLoading: false }))
        .catch((error: unknown) => {
          if (isAbort(error) || stop.signal.aborted) return
          setPlanned((before) => ({ ...before, problem: problemFrom(error), isLoading: false }))
        })
    }, restMs)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [path, body])
  return planned
}
