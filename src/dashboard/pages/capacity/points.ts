/** The history of one pool: one point per run that knew its use. */
import type { PoolId } from '../../../model/pool.ts'
import type { CapacityHistory } from '../../../model/service.ts'

export interface Point {
  readonly at: string
  readonly consumed: number
  readonly total: number | null
}

export function pointsOf(runs: CapacityHistory['points'], id: PoolId): readonly Point[] {
  return runs.flatMap(({ startedAt, pools }) => {
    const found = pools.find(({ pool }) => pool === id)
    if (found === undefined || found.consumed === null) return []
    return [{ at: startedAt, consumed: found.consumed, total: found.total }]
  })
}
