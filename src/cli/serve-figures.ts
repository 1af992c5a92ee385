/** The figures of a run for metrics. */
import type { RunRecord } from '../model/run.ts'
import type { Figures } from '../server/service.ts'
import { isIncomplete } from './exit-codes.ts'

export function figuresOf({ startedAt, statuses, figures }: RunRecord, tenantId: string, nowMs: number): Figures {
  return {
    tenantId,
    ageSeconds: Math.max(0, (nowMs - Date.parse(startedAt)) / 1000),
    incomplete: isIncomplete(statuses),
    findings: figures?.findings ?? {},
    pools: (figures?.pools ?? []).map(({ pool, total, consumed }) => ({ pool, total, consumed })),
  }
}
