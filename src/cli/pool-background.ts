/** What the store adds to the pools of a run: imported months, and the figures of the runs before. A store that is not there adds nothing. */
import { dayMs } from '../units.ts'
import { SeatledgerError } from '../errors.ts'
import { SqliteStore } from '../store/sqlite.ts'
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

/** For the live check, which reads no conversations and needs no store. */
export async function readLiveBackground(
  storePath: string,
  tenantId: string,
  { asOf, tell }: { readonly asOf: string; readonly tell: (sentence: string) => void },
): Promise<PoolBackground> {
  const store = new SqliteStore(storePath)
  try {
    return { ...(await readPoolBackground(store, tenantId, asOf)), estimates: false }
  } catch (error) {
    // The live check needs no store: one that cannot be read costs it the imported months and the trend, and nothing else.
    if (!(error instanceof SeatledgerError)) throw error
    tell(`Imported months and trends are left out: ${error.message}\n`)
    return { imported: [], past: [], estimates: false }
  } finally {
    await store.close()
  }
}
