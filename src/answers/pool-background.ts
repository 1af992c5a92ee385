/** What the store adds to the pools of a run: imported months, and the figures of the runs before. A store that is not there adds nothing. */
import { dayMs } from '../units.ts'
import type { Store } from '../store/store.ts'
import { historyDays, type PastRun } from '../usage/run-figures.ts'
import type { ImportedMonth } from '../model/usage.ts'

export interface PoolBackground {
  readonly imported: readonly ImportedMonth[]
  readonly past: readonly PastRun[]
  /** Whether Dataverse may be believed where nothing was imported: only a sync reads it. */
  readonly estimates: boolean
}

export async function readPoolBackground(store: Store, tenantId: string, asOf: string): Promise<PoolBackground> {
  const notBefore = new Date(Date.parse(asOf) - historyDays * dayMs).toISOString()
  return {
    imported: (await store.importedMonths(tenantId)).filter(({ importedAt }) => importedAt <= asOf),
    past: await store.runs(tenantId, notBefore),
    estimates: true,
  }
}
